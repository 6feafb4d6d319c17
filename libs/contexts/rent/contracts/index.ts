export {
  accountById,
  accountsById,
  accountsByReference,
  accountsByReferenceStart,
  accountsOfHome,
  accountsOfTenancies,
  type AccountView,
  chargeSets,
  nextAccountNumber,
  rentCalendar,
  rentYears,
} from '../accounts/accounts.queries.js';
export { type BankAccountView, bankAccounts, bankLineTotal } from '../banking/banking.queries.js';
export {
  type AccountInArrears,
  accountsInArrears,
  type ArrearsFilter,
  arrearsTotal,
  balance,
  balances,
  entries,
  type LedgerEntry,
} from '../ledger/ledger.queries.js';
export type { ChargeSet } from '../rent-account/rent-account.js';
export type { NotCharged } from '../rent-run/rent-run.events.js';
export { lastRun, rentRunOf, rentRuns, type RentRunView } from '../rent-run/rent-run.queries.js';
export {
  ACCOUNT_KINDS,
  type AccountKind,
  type Component,
  COMPONENTS,
  ONE_OFF_KINDS,
  WEEKLY_KINDS,
} from './components.js';
export { RENT_EVENTS, type RentEvent } from './events.js';
export {
  accountIdOf,
  bankLedger,
  BROUGHT_IN,
  debtor,
  dueToCouncil,
  OUTGOING,
  SUSPENSE,
  voidLoss,
} from './ledger-accounts.js';
export type { RentCalendar } from './rent-calendar.js';
