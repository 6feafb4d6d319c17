export {
  accountsByReference,
  accountsByReferenceStart,
  accountsOfTenancies,
  type AccountView,
  chargeSets,
  nextAccountNumber,
  rentYears,
} from '../accounts/accounts.queries.js';
export { type BankAccountView, bankAccounts, bankLinesOf, bankLineTotal } from '../banking/banking.queries.js';
export {
  type AccountInArrears,
  accountsInArrears,
  type ArrearsFilter,
  arrearsTotal,
  balances,
  entries,
  type LedgerEntry,
} from '../ledger/ledger.queries.js';
export {
  accountMovements,
  type AccountMovements,
  type Movement,
  type MovementsAsked,
  type Nature,
} from '../ledger/movements.queries.js';
export type { ChargeSet } from '../rent-account/rent-account.js';
export type { NotCharged } from '../rent-run/rent-run.events.js';
export { rentRunOf, type RentRunView } from '../rent-run/rent-run.queries.js';
export { type AccountKind, type Component } from './components.js';
export { entryWords } from './entry-words.js';
export { type RentEvent } from './events.js';
export { bankLedger, BROUGHT_IN, debtor, SUSPENSE } from './ledger-accounts.js';
export type { RentCalendar } from './rent-calendar.js';
/** Commands that another context may send: an import brings accounts in, setting up begins the year and the bank. */
export { registerBankAccount } from '../bank-account/register-bank-account/register-bank-account.command.js';
export { bringInOpeningBalance } from '../rent-account/bring-in-opening-balance/bring-in-opening-balance.command.js';
export { closeAccount } from '../rent-account/close-account/close-account.command.js';
export { openAccount } from '../rent-account/open-account/open-account.command.js';
export { setCharges } from '../rent-account/set-charges/set-charges.command.js';
export { setRentYear } from '../rent-year/set-rent-year/set-rent-year.command.js';
