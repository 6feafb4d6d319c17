import type { Refusal } from '#kernel';
import {
  type ContextDefinition,
  Executor,
  HouseholdGuard,
  Log1763800000000,
  Registry,
  StoreClock,
  SuppliedClock,
  type TmoContext,
} from '#platform/event-store';
import { ledgerContext } from '#platform/ledger';
import { type Role } from '#platform/identity';
import { Privacy1763800300000, Vault } from '#platform/privacy';
import { testDatabase, type TestDatabase } from './database.js';

/** For specs that are not about neighbours: everybody may open everything. */
class NoNeighbours extends HouseholdGuard {
  check(): Promise<Refusal | undefined> {
    return Promise.resolve(undefined);
  }
}

export interface TestLog extends TestDatabase {
  readonly registry: Registry;
  readonly executor: Executor;
  readonly vault: Vault;
  /** Opens a log and gives the context of a system actor (or of a user with these roles) in it. */
  openTmo(slug: string, actor?: string | Role[]): Promise<TmoContext>;
  /** Another actor in the same TMO. */
  as(ctx: TmoContext, actor: string | Role[]): TmoContext;
}

/** Contexts in a database of their own, without Nest: registry, executor and empty logs. */
export async function testLog(
  contexts: readonly ContextDefinition[],
  options: { clock?: SuppliedClock; vault?: Vault } = {},
): Promise<TestLog> {
  const ledger = ledgerContext(contexts.flatMap((c) => c.postings ?? []));
  const registry = new Registry([...contexts, ledger]);
  const database = await testDatabase([Log1763800000000, Privacy1763800300000, ...registry.migrations]);
  const clock = options.clock ?? new StoreClock();
  const vault = options.vault ?? new Vault('ab'.repeat(32));
  const executor = new Executor(database.db, registry, clock, 'receipt-key-in-tests', new NoNeighbours(), vault);
  const as = (ctx: { tmo_id: number }, actor: string | Role[]): TmoContext => ({
    tmo_id: ctx.tmo_id,
    actor:
      typeof actor === 'string'
        ? { kind: 'system', name: actor }
        : { kind: 'user', user_id: '00000000-0000-7000-8000-000000000001', name: 'Test Officer', roles: actor },
  });
  return {
    ...database,
    registry,
    executor,
    vault,
    as,
    async openTmo(slug, actor = 'seed') {
      const [row] = await database.db.withoutTmo((tx) =>
        tx.query<{ tmo_id: number }>(`select open_log($1, $1, 'A council', false, $2, $3) as tmo_id`, [
          slug,
          options.clock ? 'supplied' : 'store',
          options.clock?.supplied() ?? null,
        ]),
      );
      if (!row) throw new Error('the log was not opened');
      return as(row, actor);
    },
  };
}
