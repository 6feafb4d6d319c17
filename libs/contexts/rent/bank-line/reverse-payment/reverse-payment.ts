import { accept, type DecideEnv, type Decision, refuse } from '#kernel';
import {
  type Allocation,
  type BankLineEvent,
  type PaymentPlaced,
  type PaymentReceived,
  type PaymentReversalReason,
  type PaymentReversed,
  RETURNED_REASONS,
} from '../bank-line.events.js';
import type { BankLineState } from '../bank-line.js';

export interface ReversePayment {
  readonly bank_line_id: string;
  /** An account the payment is on: the one whose record is being put right. */
  readonly account_id: string;
  /** The log position of the posting to undo. */
  readonly position: number;
  readonly reason: PaymentReversalReason;
}

export interface ReversePaymentFacts {
  /** What stands at that position of the log on this line's stream. */
  readonly entry: BankLineEvent | undefined;
}

/**
 * Takes a payment off the accounts it was posted to, by its equal and opposite, linked to it, once. Money on the wrong
 * account goes back to suspense; money the bank took back leaves the bank. It keeps the payment's effective date; when
 * that date's period is closed it posts in the open one (rent-and-money.md 10.6).
 */
export function decideReversePayment(
  { bank_line_id, account_id, position, reason }: ReversePayment,
  line: BankLineState,
  env: Pick<DecideEnv, 'period'>,
  { entry }: ReversePaymentFacts,
): Decision<PaymentReversed> {
  if (line.status === 'none') return refuse('bank-line-not-found', { bank_line_id });
  if (line.reversed.includes(position)) return refuse('already-reversed', { position });
  if (!entry) return refuse('entry-not-found', { position });
  if (!isPosting(entry)) return refuse('entry-not-reversible', { position, type: entry.type });
  const allocations = allocationsOf(entry);
  if (!allocations.some((a) => a.account_id === account_id)) return refuse('payment-not-on-account', { account_id });
  return accept({
    type: 'rent.payment-reversed.v1',
    effective_on: entry.effective_on,
    data: {
      bank_line_id,
      bank_account_id: line.bank_account_id,
      reverses: position,
      amount_pence: entry.data.amount_pence,
      allocations,
      to: (RETURNED_REASONS as readonly string[]).includes(reason) ? 'bank' : 'suspense',
      reason,
      period: env.period(entry.effective_on),
    },
  });
}

function isPosting(entry: BankLineEvent): entry is PaymentReceived | PaymentPlaced {
  return entry.type === 'rent.payment-received.v1' || entry.type === 'rent.payment-placed.v1';
}

function allocationsOf(entry: PaymentReceived | PaymentPlaced): readonly Allocation[] {
  if (entry.type === 'rent.payment-placed.v1') return entry.data.allocations;
  return [{ account_id: entry.data.account_id, amount_pence: entry.data.amount_pence }];
}
