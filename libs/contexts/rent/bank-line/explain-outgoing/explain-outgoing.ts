import { accept, type DecideEnv, type Decision, type Pence, refuse } from '#kernel';
import type { OutgoingExplained } from '../bank-line.events.js';
import type { BankLineState } from '../bank-line.js';

export interface ExplainOutgoing {
  readonly bank_line_id: string;
  /** The line of the payment that the bank took back. */
  readonly returned_line_id: string;
}

export interface ExplainOutgoingFacts {
  readonly returned:
    { readonly status: string; readonly amount_pence: Pence; readonly bank_account_id: string } | undefined;
}

/**
 * Says that money which went out was the bank taking back a payment. Reversing the payment had already taken it out of
 * our bank balance; this keeps it from leaving twice.
 */
export function decideExplainOutgoing(
  { bank_line_id, returned_line_id }: ExplainOutgoing,
  line: BankLineState,
  env: Pick<DecideEnv, 'period'>,
  { returned }: ExplainOutgoingFacts,
): Decision<OutgoingExplained> {
  if (line.status === 'none') return refuse('bank-line-not-found', { bank_line_id });
  if (line.status !== 'out') return refuse('not-an-unexplained-outgoing', { status: line.status });
  if (!returned) return refuse('bank-line-not-found', { bank_line_id: returned_line_id });
  if (returned.status !== 'returned') return refuse('payment-not-returned', { status: returned.status });
  if (returned.bank_account_id !== line.bank_account_id) return refuse('payment-of-another-bank-account');
  if (returned.amount_pence !== line.amount_pence)
    return refuse('amounts-differ', { out_pence: line.amount_pence, returned_pence: returned.amount_pence });
  return accept({
    type: 'rent.outgoing-explained.v1',
    effective_on: line.booked_on,
    data: {
      bank_line_id,
      bank_account_id: line.bank_account_id,
      amount_pence: line.amount_pence,
      returned_line_id,
      period: env.period(line.booked_on),
    },
  });
}
