import type { BankAccountEvent } from '../bank-account/bank-account.events.js';
import type { BankLineEvent } from '../bank-line/bank-line.events.js';
import type { BankStatementEvent } from '../bank-statement/bank-statement.events.js';
import type { RentAccountEvent } from '../rent-account/rent-account.events.js';
import type { RentRunCompleted } from '../rent-run/rent-run.events.js';
import type { RentYearEvent } from '../rent-year/rent-year.events.js';

export type RentEvent =
  RentYearEvent | RentAccountEvent | RentRunCompleted | BankAccountEvent | BankStatementEvent | BankLineEvent;

/** Every event this context writes. */
export const RENT_EVENTS = [
  'rent.rent-year-set.v1',
  'rent.free-weeks-changed.v1',
  'rent.account-opened.v1',
  'rent.charges-set.v1',
  'rent.opening-balance-brought-in.v1',
  'rent.week-charged.v1',
  'rent.recharge-charged.v1',
  'rent.entry-reversed.v1',
  'rent.account-closed.v1',
  'rent.run-completed.v1',
  'rent.bank-account-registered.v1',
  'rent.bank-columns-mapped.v1',
  'rent.statement-imported.v1',
  'rent.payment-received.v1',
  'rent.payment-held.v1',
  'rent.money-paid-out.v1',
  'rent.payment-placed.v1',
  'rent.payment-reversed.v1',
  'rent.outgoing-explained.v1',
] as const satisfies readonly RentEvent['type'][];
