import { defineContext } from '#platform/event-store';
import { adoptEdition } from './agreement/adopt-edition/adopt-edition.command.js';
import { AGREEMENT_EVENTS } from './agreement/agreement.events.js';
import { assignFunction } from './agreement/assign-function/assign-function.command.js';
import { establishTmo } from './agreement/establish-tmo/establish-tmo.command.js';
import { setOrderLimit } from './agreement/set-order-limit/set-order-limit.command.js';
import { setRentLedgerKeeper } from './agreement/set-rent-ledger-keeper/set-rent-ledger-keeper.command.js';
import { AgreementTerms1763900000000 } from './terms/terms.migration.js';
import { termsProjection } from './terms/terms.projection.js';

export { adoptEdition, assignFunction, establishTmo, setOrderLimit, setRentLedgerKeeper };

export const agreementContext = defineContext({
  name: 'agreement',
  events: AGREEMENT_EVENTS,
  commands: [establishTmo, adoptEdition, assignFunction, setOrderLimit, setRentLedgerKeeper],
  projections: [termsProjection],
  migrations: [AgreementTerms1763900000000],
});
