import { accept, type CivilDate, type DecideEnv, type Decision, pence, refuse } from '#kernel';
import type { MoneyPaidOut, PaymentHeld, PaymentReceived } from '../bank-line.events.js';
import type { BankLineState } from '../bank-line.js';
import { type Directory, matchReferences } from '../matching.js';

export interface ReceiveLine {
  readonly bank_line_id: string;
  readonly bank_account_id: string;
  readonly statement_id: string;
  readonly identity: string;
  readonly booked_on: CivilDate;
  /** Money in is positive, money out negative. */
  readonly amount_pence: number;
  /** Who paid or was paid, as the bank writes it. Sealed before the rule is asked. */
  readonly payer?: string | null;
  /** What is written on the line, references and all. Sealed before the rule is asked. */
  readonly narrative?: string | null;
}

export interface ReceiveLineFacts {
  /** The valid references in what is written on the line, read before it was sealed. */
  readonly references: readonly string[];
  readonly directory: Directory;
  readonly bank_account: { readonly opened_on: CivilDate } | undefined;
  readonly ledger_keeper: 'tmo' | 'council';
}

/**
 * Takes in one line of a bank statement. Money in posts to the account whose reference it carries, else it waits in
 * suspense; money out is recorded as gone. What the bank booked is a fact: only a line that cannot be one is refused.
 */
export function decideReceiveLine(
  command: ReceiveLine,
  state: BankLineState,
  env: Pick<DecideEnv, 'period' | 'today'>,
  facts: ReceiveLineFacts,
): Decision<PaymentReceived | PaymentHeld | MoneyPaidOut> {
  const { bank_line_id, bank_account_id, statement_id, identity, booked_on } = command;
  if (state.status !== 'none') return refuse('bank-line-already-taken', { bank_line: identity });
  if (facts.ledger_keeper === 'council') return refuse('rent-ledger-kept-by-council');
  if (!facts.bank_account) return refuse('bank-account-not-found', { bank_account_id });
  if (booked_on > env.today) return refuse('booked-in-the-future', { booked_on });
  if (booked_on < facts.bank_account.opened_on)
    return refuse('before-bank-account-opened', { booked_on, opened_on: facts.bank_account.opened_on });
  if (!Number.isSafeInteger(command.amount_pence) || command.amount_pence === 0)
    return refuse('line-of-no-amount', { amount_pence: command.amount_pence });
  const line = {
    bank_line_id,
    bank_account_id,
    statement_id,
    identity,
    booked_on,
    amount_pence: pence(Math.abs(command.amount_pence)),
    payer: command.payer ?? null,
    narrative: command.narrative ?? null,
    period: env.period(booked_on),
  };
  const effective_on = booked_on;
  if (command.amount_pence < 0) return accept({ type: 'rent.money-paid-out.v1', effective_on, data: line });
  const match = matchReferences(facts.references, line.amount_pence, facts.directory);
  if ('held' in match)
    return accept({ type: 'rent.payment-held.v1', effective_on, data: { ...line, reason: match.held } });
  return accept({ type: 'rent.payment-received.v1', effective_on, data: { ...line, ...match } });
}
