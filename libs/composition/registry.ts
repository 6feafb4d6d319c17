import { type ContextDefinition, defineContext, Log1763800000000, openRecord, Registry } from '#platform/event-store';
import { identityMigrations } from '#platform/identity';
import { DutyRun1763800400000 } from '#platform/jobs';
import { ledgerContext } from '#platform/ledger';
import { Privacy1763800300000, type Vault } from '#platform/privacy';
import { Checkpoint1763800200000 } from '#platform/projections';
import { contexts } from './contexts.js';

/** What the platform itself writes into a log and keeps in tables. */
const platformContext: ContextDefinition = defineContext({
  name: 'platform',
  commands: [openRecord],
  events: ['log.opened.v1', 'log.store-clock-resumed.v1', 'identity.own-household-refused.v1'],
  migrations: [
    Log1763800000000,
    ...identityMigrations,
    Checkpoint1763800200000,
    Privacy1763800300000,
    DutyRun1763800400000,
  ],
});

/** Everything Courtyard is made of, the same for office, worker and command line. */
export function makeRegistry(vault: Vault): Registry {
  const ours = contexts(vault);
  return new Registry([platformContext, ledgerContext(ours.flatMap((c) => c.postings ?? [])), ...ours]);
}
