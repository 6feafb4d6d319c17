export {
  EDITIONS,
  type Edition,
  FUNCTION_KEYS,
  type FunctionKey,
  FUNCTIONS,
  type LedgerKeeper,
  ORDERING_ROLES,
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
