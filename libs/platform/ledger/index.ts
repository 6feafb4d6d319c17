export { ledgerContext } from './ledger.js';
export { closePeriod, reopenPeriod } from './period.js';
export { balanceOf, balancesOf, type LedgerView } from './queries.js';
