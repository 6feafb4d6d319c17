import { addDays } from '#kernel';
import { defineClaims } from '#platform/event-store';
import type { BankAccountRegistered } from './bank-account/bank-account.events.js';
import type { MoneyPaidOut, OutgoingExplained, PaymentHeld, PaymentReceived } from './bank-line/bank-line.events.js';
import type { StatementImported } from './bank-statement/bank-statement.events.js';
import type { AccountClosed, AccountOpened } from './rent-account/rent-account.events.js';
import type { RentYearSet } from './rent-year/rent-year.events.js';

const lineOnce = (e: PaymentReceived | PaymentHeld | MoneyPaidOut) =>
  [{ op: 'take', kind: 'bank-line', key: `${e.data.bank_account_id}/${e.data.identity}` }] as const;

/** What no two streams of a TMO share. */
export const rentClaims = [
  defineClaims<AccountOpened>('rent.account-opened.v1', ({ data }) => [
    { op: 'take', kind: 'payment-reference', key: data.reference },
    // One account of a kind for each tenancy; one void account at a time for each home.
    data.tenancy_id !== null
      ? { op: 'take', kind: 'tenancy-account', key: `${data.kind}/${data.tenancy_id}` }
      : { op: 'take', kind: 'void-account', key: data.home_id ?? data.account_id },
  ]),
  defineClaims<AccountClosed>('rent.account-closed.v1', ({ data }) =>
    data.kind === 'void' && data.home_id !== null ? [{ op: 'release', kind: 'void-account', key: data.home_id }] : [],
  ),
  defineClaims<RentYearSet>('rent.rent-year-set.v1', ({ data }) =>
    Array.from({ length: data.weeks }, (_, week) => ({
      op: 'take' as const,
      kind: 'rent-week',
      key: addDays(data.starts_on, 7 * week),
    })),
  ),
  defineClaims<BankAccountRegistered>('rent.bank-account-registered.v1', ({ data }) => [
    { op: 'take', kind: 'bank-account', key: data.bank_identity },
  ]),
  defineClaims<StatementImported>('rent.statement-imported.v1', ({ data }) => [
    {
      op: 'take',
      kind: 'bank-statement',
      key: `${data.bank_account_id}/${data.identity}`,
    },
  ]),
  defineClaims<PaymentReceived>('rent.payment-received.v1', lineOnce),
  defineClaims<PaymentHeld>('rent.payment-held.v1', lineOnce),
  defineClaims<MoneyPaidOut>('rent.money-paid-out.v1', lineOnce),
  defineClaims<OutgoingExplained>('rent.outgoing-explained.v1', ({ data }) => [
    { op: 'take', kind: 'returned-payment', key: data.returned_line_id },
  ]),
];
