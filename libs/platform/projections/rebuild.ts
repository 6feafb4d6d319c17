import type { Database, Tx } from '#platform/database';
import { type AnyDecider, loadEvents, type Projection, Registry } from '#platform/event-store';

/** Events read at a time while replaying; a page of them fits comfortably in memory. */
const PAGE = 5_000;

export interface TableDifference {
  readonly projection: string;
  readonly table: string;
  /** Rows that a rebuild makes and the read model lacks. */
  readonly missing: number;
  /** Rows the read model holds and a rebuild does not make. */
  readonly surplus: number;
  /** One such row, as JSON, to start looking from. */
  readonly example: string | null;
}

/**
 * Replays one TMO's log into temporary tables that shadow the read models' names, under the lock of its head, and
 * compares. With `replace` the TMO's rows are then exchanged; without it nothing is changed.
 */
export async function rebuild(
  db: Database,
  projections: readonly Projection[],
  tmo_id: number,
  options: { readonly replace: boolean },
): Promise<readonly TableDifference[]> {
  return db.inTmo({ tmo_id }, async (tx) => {
    await tx.query('select lock_head($1)', [tmo_id]);
    for (const p of projections) for (const table of p.tables) await shadow(tx, table);
    const ends = await checkpoints(tx, tmo_id, projections);
    await replay(unprepared(tx), tmo_id, projections, ends);
    const differences: TableDifference[] = [];
    for (const p of projections) {
      for (const table of p.tables) {
        const difference = await compare(tx, tmo_id, table);
        if (difference) differences.push({ projection: p.name, table, ...difference });
      }
    }
    if (options.replace)
      await exchange(
        tx,
        tmo_id,
        projections.flatMap((p) => p.tables),
      );
    for (const p of projections) for (const table of p.tables) await tx.query(`drop table pg_temp.${table}`);
    return differences;
  });
}

/**
 * A statement prepared earlier on this connection stays bound to the real table, whatever now shadows its name; so a
 * replay prepares nothing.
 */
function unprepared(tx: Tx): Tx {
  return { query: (sql, params) => tx.query(sql, params) };
}

async function shadow(tx: Tx, table: string): Promise<void> {
  await tx.query(`create temporary table ${table} (like public.${table} including all)`);
}

/**
 * An async projection is replayed as far as it has come; an inline one to the head. Its checkpoint is held, so that its
 * consumer adds nothing meanwhile that the exchange would take away again.
 */
async function checkpoints(
  tx: Tx,
  tmo_id: number,
  projections: readonly Projection[],
): Promise<ReadonlyMap<string, number>> {
  const names = projections.filter((p) => p.mode === 'async').map((p) => p.name);
  // One that has never run has no row to hold yet.
  await tx.query(
    'insert into checkpoint (consumer, tmo_id, position) select n, $1, 0 from unnest($2::text[]) n on conflict do nothing',
    [tmo_id, names],
  );
  const rows = await tx.query<{ consumer: string; position: number }>(
    'select consumer, position from checkpoint where tmo_id = $1 and consumer = any($2) order by consumer for update',
    [tmo_id, names],
  );
  const come = new Map(rows.map((r) => [r.consumer, r.position]));
  return new Map(
    projections.map((p) => [p.name, p.mode === 'inline' ? Number.MAX_SAFE_INTEGER : (come.get(p.name) ?? 0)]),
  );
}

async function replay(
  tx: Tx,
  tmo_id: number,
  projections: readonly Projection[],
  ends: ReadonlyMap<string, number>,
): Promise<void> {
  for (let from = 1; ;) {
    const events = await loadEvents(tx, tmo_id, { from, limit: PAGE });
    for (const p of projections) {
      const end = ends.get(p.name) ?? 0;
      const mine = events.filter((e) => e.position <= end && (p.events === '*' || p.events.includes(e.type)));
      if (mine.length > 0) await p.apply(tx, tmo_id, mine);
    }
    const last = events.at(-1);
    if (!last || events.length < PAGE) return;
    from = last.position + 1;
  }
}

async function compare(
  tx: Tx,
  tmo_id: number,
  table: string,
): Promise<Omit<TableDifference, 'projection' | 'table'> | undefined> {
  // As text: json columns have no equality, and the text is what anybody would be shown.
  const rebuilt = `select r::text as t from pg_temp.${table} r where tmo_id = $1`;
  const live = `select r::text as t from public.${table} r where tmo_id = $1`;
  const [row] = await tx.query<{ missing: number; surplus: number; example: string | null }>(
    `with missing as (${rebuilt} except all ${live}), surplus as (${live} except all ${rebuilt})
      select (select count(*) from missing) as missing, (select count(*) from surplus) as surplus,
        coalesce((select t from missing limit 1), (select t from surplus limit 1)) as example`,
    [tmo_id],
  );
  return row && row.missing + row.surplus > 0 ? row : undefined;
}

/**
 * All rows go before any come, in the tables' order: a trigger that guards one table by another (no posting to a closed
 * period) then finds what it would have found as the events were recorded. Triggers see the real tables, not the shadows.
 */
async function exchange(tx: Tx, tmo_id: number, tables: readonly string[]): Promise<void> {
  await tx.query('set local search_path = public, pg_temp');
  for (const table of tables) await tx.query(`delete from public.${table} where tmo_id = $1`, [tmo_id]);
  for (const table of tables) {
    await tx.query(`insert into public.${table} select * from pg_temp.${table} where tmo_id = $1`, [tmo_id]);
  }
}

/** The decider that folds a stream, by the kind its id begins with. */
export function deciderOf(registry: Registry, stream_id: string): AnyDecider | undefined {
  return registry.deciders.get(stream_id.slice(0, stream_id.indexOf('/')));
}
