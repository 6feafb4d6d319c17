import type { Refusal } from '#kernel';
import { Database, makeDataSource } from '#platform/database';
import { Executor, HouseholdGuard, Log1763800000000, Registry, StoreClock } from '#platform/event-store';
import { ledgerContext } from '#platform/ledger';
import { Privacy1763800300000, Vault } from '#platform/privacy';
import { Checkpoint1763800200000 } from '#platform/projections';
import { tortureContext } from './purse.js';

/** Nobody here is anybody's neighbour. */
class NoNeighbours extends HouseholdGuard {
  check(): Promise<Refusal | undefined> {
    return Promise.resolve(undefined);
  }
}

export interface Product {
  readonly db: Database;
  readonly registry: Registry;
  readonly executor: Executor;
  close(): Promise<void>;
}

/** The tortured context with the ledger and what the platform keeps in tables. */
export function tortureRegistry(): Registry {
  return new Registry([
    { name: 'platform', migrations: [Log1763800000000, Checkpoint1763800200000, Privacy1763800300000] },
    ledgerContext(tortureContext.postings ?? []),
    tortureContext,
  ]);
}

/** Log, executor and consumers of the tortured context as the app role, on as many connections as there are clients. */
export async function openProduct(appUrl: string, clients: number): Promise<Product> {
  const dataSource = await makeDataSource({
    url: appUrl,
    applicationName: 'courtyard-torture',
    max: clients,
  }).initialize();
  const db = new Database(dataSource);
  const registry = tortureRegistry();
  const vault = new Vault('ab'.repeat(32));
  const executor = new Executor(db, registry, new StoreClock(), 'receipt-key-in-tests', new NoNeighbours(), vault);
  return { db, registry, executor, close: () => dataSource.destroy() };
}
