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
export { mapBankColumns } from '../bank-account/map-bank-columns/map-bank-columns.command.js';
export { registerBankAccount } from '../bank-account/register-bank-account/register-bank-account.command.js';
export { explainOutgoing } from '../bank-line/explain-outgoing/explain-outgoing.command.js';
export { placePayment } from '../bank-line/place-payment/place-payment.command.js';
export { receiveLine } from '../bank-line/receive-line/receive-line.command.js';
export { reversePayment } from '../bank-line/reverse-payment/reverse-payment.command.js';
export { importStatement } from '../bank-statement/import-statement/import-statement.command.js';
export { type BankAccountView, bankAccounts, bankLinesOf, bankLineTotal } from '../banking/banking.queries.js';
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
export {
  accountMovements,
  type AccountMovements,
  type Movement,
  type MovementsAsked,
  type Nature,
} from '../ledger/movements.queries.js';
export { bringInOpeningBalance } from '../rent-account/bring-in-opening-balance/bring-in-opening-balance.command.js';
export { chargeRecharge } from '../rent-account/charge-recharge/charge-recharge.command.js';
export { chargeWeek } from '../rent-account/charge-week/charge-week.command.js';
export { closeAccount } from '../rent-account/close-account/close-account.command.js';
export { openAccount } from '../rent-account/open-account/open-account.command.js';
export type { ChargeSet } from '../rent-account/rent-account.js';
export { reverseEntry } from '../rent-account/reverse-entry/reverse-entry.command.js';
export { setCharges } from '../rent-account/set-charges/set-charges.command.js';
export type { NotCharged } from '../rent-run/rent-run.events.js';
export { lastRun, rentRunOf, rentRuns, type RentRunView } from '../rent-run/rent-run.queries.js';
export { changeFreeWeeks } from '../rent-year/change-free-weeks/change-free-weeks.command.js';
export { setRentYear } from '../rent-year/set-rent-year/set-rent-year.command.js';
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
export { entryWords } from './entry-words.js';
