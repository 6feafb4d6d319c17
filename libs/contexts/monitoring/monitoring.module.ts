import { defineContext } from '#platform/event-store';
import { returnClaims } from './claims.js';
import { quarterlyReturnDuty } from './quarterly-return.duty.js';
import { makeReturn } from './return/make-return/make-return.command.js';
import { remakeReturn } from './return/remake-return/remake-return.command.js';
import { RETURN_EVENTS } from './return/return.events.js';
import { Returns1763900600000 } from './returns/returns.migration.js';
import { returnsProjection } from './returns/returns.projection.js';

export { makeReturn, remakeReturn };

export const monitoringContext = defineContext({
  name: 'monitoring',
  events: RETURN_EVENTS,
  commands: [makeReturn, remakeReturn],
  claims: returnClaims,
  projections: [returnsProjection],
  duties: [quarterlyReturnDuty],
  migrations: [Returns1763900600000],
});
