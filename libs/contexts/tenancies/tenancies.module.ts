import { type ContextDefinition, defineContext } from '#platform/event-store';
import type { Vault } from '#platform/privacy';
import { tenanciesClaims } from './claims.js';
import { PersonDirectory1763900200000 } from './directory/directory.migration.js';
import { directoryProjection, PERSON_EVENTS } from './directory/directory.projection.js';
import { correctPerson } from './person/correct-person/correct-person.command.js';
import { recordPerson } from './person/record-person/record-person.command.js';
import { TenanciesRegister1763900300000 } from './register/register.migration.js';
import { registerProjection, TENANCY_EVENTS } from './register/register.projection.js';
import { addAlert } from './tenancy/add-alert/add-alert.command.js';
import { endAlert } from './tenancy/end-alert/end-alert.command.js';
import { endTenancy } from './tenancy/end-tenancy/end-tenancy.command.js';
import { startTenancy } from './tenancy/start-tenancy/start-tenancy.command.js';

export { addAlert, correctPerson, endAlert, endTenancy, recordPerson, startTenancy };

export const tenanciesCommands = [recordPerson, correctPerson, startTenancy, endTenancy, addAlert, endAlert] as const;

/** The directory opens what is sealed, so this context is given the vault. */
export function tenanciesContext(vault: Vault): ContextDefinition {
  return defineContext({
    name: 'tenancies',
    events: [...PERSON_EVENTS, ...TENANCY_EVENTS],
    commands: tenanciesCommands,
    claims: tenanciesClaims,
    projections: [directoryProjection(vault), registerProjection],
    migrations: [PersonDirectory1763900200000, TenanciesRegister1763900300000],
  });
}
