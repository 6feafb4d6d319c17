export {
  EDITIONS,
  type Edition,
  FUNCTION_KEYS,
  type FunctionKey,
  FUNCTIONS,
  LEDGER_KEEPERS,
  type LedgerKeeper,
  type OrderingRole,
  type Responsibility,
} from '../agreement/functions.js';
export type {
  AgreementEvent,
  EditionAdopted,
  FunctionAssigned,
  OrderLimitSet,
  RentLedgerKeeperSet,
  TmoEstablished,
} from '../agreement/agreement.events.js';
export {
  agreementAsAt,
  type AgreementView,
  type FunctionView,
  type Responsible,
  rentLedgerKeeper,
  responsible,
} from '../terms/terms.queries.js';
export { EDITION_WORDS, KEEPER_WORDS, RESPONSIBLE_WORDS } from '../terms/words.js';
/** Commands that setting a TMO up sends. */
export { adoptEdition } from '../agreement/adopt-edition/adopt-edition.command.js';
export { assignFunction } from '../agreement/assign-function/assign-function.command.js';
export { establishTmo } from '../agreement/establish-tmo/establish-tmo.command.js';
export { setRentLedgerKeeper } from '../agreement/set-rent-ledger-keeper/set-rent-ledger-keeper.command.js';
