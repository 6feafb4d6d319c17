import { londonDateOf, newUuid } from '#kernel';
import { Database, type Tx } from '#platform/database';
import {
  Executor,
  HouseholdGuard,
  PermissionDenied,
  Registry,
  StoreClock,
  type TmoContext,
} from '#platform/event-store';
import { actorMay, type Actor, ROLES, SYSTEM_ACTORS } from '#platform/identity';
import { Duties } from '#platform/jobs';
import { Vault } from '#platform/privacy';
import { Consumers } from '#platform/projections';
import type { SmallEstate } from '../office/small-estate.js';
import { checksumOf, type TableInfo, tablesOf } from './checksum.js';
import { personOf, type TwoEstates, twoEstates } from './two-estates.js';

/**
 * The tables that row-level security does not guard, each with the reason why it cannot. A table that is neither guarded
 * nor named here fails the test below.
 */
const OUTSIDE_ANY_TMO: Readonly<Record<string, string>> = {
  tmo: 'the list of TMOs: which one an address means is asked before any is chosen',
  head: 'positions and hashes: which logs have grown is asked across all of them',
  checkpoint: 'positions: which consumer is behind is asked across all TMOs',
  app_user: 'one person may serve several TMOs',
  membership: 'says in which TMO a person is what, and is asked before one is chosen',
  session: 'a person signs in before any TMO is chosen',
  setup_link: 'as session',
  sign_in_attempts: 'hashes of what was tried',
  sign_in_audit: 'as session',
  migration: 'which migrations ran',
};

let both: TwoEstates;
let db: Database;
let tables: readonly TableInfo[];
let guarded: readonly string[];
/** What became of each TMO's rows while the other's duties were done. */
let duties: { ours: Record<string, string>[]; theirs: Record<string, string>[]; left: number[] };

beforeAll(async () => {
  both = await twoEstates();
  db = both.database.db;
  tables = await tablesOf(db);
  guarded = tables.map((t) => t.name).filter((name) => !(name in OUTSIDE_ANY_TMO));
  const { ours, theirs, app } = both;
  // A page with names on it: that they were read is a record too.
  for (const estate of [ours, theirs]) {
    const officer = await personOf(both, estate, 'officer');
    await officer.get(`/t/${estate.tmo_id}/households/${estate.ids['tenancy_id'] ?? ''}`);
  }
  const sums = async (): Promise<Record<string, string>[]> => [
    await checksumOf(db, ours.tmo_id),
    await checksumOf(db, theirs.tmo_id),
  ];
  const perform = async ({ tmo_id, ctx, ids }: SmallEstate) => {
    for (const duty of app.get(Registry).duties.keys()) await app.get(Duties).perform(tmo_id, duty);
    // And something that other contexts follow up: it ends their account and begins that of the empty home.
    const payload = { tenancy_id: ids['tenancy_id'], ends_on: londonDateOf(new Date()), reason: 'other' };
    const end = app.get(Registry).commands.get('tenancies.end-tenancy');
    if (!end) throw new Error('there is no tenancies.end-tenancy');
    const { status } = await app.get(Executor).execute(ctx, end, payload, { command_id: newUuid() });
    if (status !== 'accepted') throw new Error('the tenancy did not end');
    await app.get(Consumers).drain();
  };
  await app.get(Consumers).drain();
  const left = async (tmo_id: number) => (await app.get(Duties).outstanding(tmo_id)).length;
  const [ours0, theirs0] = await sums();
  const left0 = await left(theirs.tmo_id);
  await perform(theirs);
  const [ours1, theirs1] = await sums();
  const left1 = await left(theirs.tmo_id);
  await perform(ours);
  const [ours2, theirs2] = await sums();
  duties = {
    ours: [ours0, ours1, ours2].map((s) => s ?? {}),
    theirs: [theirs0, theirs1, theirs2].map((s) => s ?? {}),
    left: [left0, left1],
  };
}, 120_000);

afterAll(() => both?.close());

/** Works as the app role with one TMO set, and is always rolled back. */
async function trying<T>(tmo_id: number, work: (tx: Tx) => Promise<T>): Promise<T | string> {
  class Undone extends Error {}
  let result: T | undefined;
  try {
    await db.inTmo({ tmo_id }, async (tx) => {
      result = await work(tx);
      throw new Undone();
    });
  } catch (error) {
    if (!(error instanceof Undone)) return String((error as { code?: string }).code ?? error);
  }
  return result as T;
}

const NOT_ALLOWED = '42501';

describe('a TMO’s records in the database', () => {
  it('stand under forced row-level security in every table, but for the tables that are named with their reason', () => {
    const unguarded = tables.filter((t) => !t.guarded).map((t) => t.name);
    expect(unguarded).toEqual(Object.keys(OUTSIDE_ANY_TMO).sort());
    expect(tables.filter((t) => t.guarded && !t.has_tmo_id)).toEqual([]);
    expect(guarded.length).toBeGreaterThan(25);
  });

  it('are not shown by a view, which would look with its owner’s eyes', async () => {
    const views = await db.withoutTmo((tx) =>
      tx.query(
        `select c.relname from pg_class c join pg_namespace n on n.oid = c.relnamespace
          where n.nspname = 'public' and c.relkind in ('v', 'm')`,
      ),
    );
    expect(views).toEqual([]);
  });

  it('are there in every table for both TMOs, so that what follows is about something', async () => {
    const empty: string[] = [];
    for (const { tmo_id } of [both.ours, both.theirs]) {
      const sums = await checksumOf(db, tmo_id);
      for (const name of guarded) if (sums[name]?.startsWith('0 ')) empty.push(`${tmo_id} ${name}`);
    }
    expect(empty).toEqual([]);
  });

  it('lead every key and unique index with the TMO', async () => {
    const keys = await db.withoutTmo((tx) =>
      tx.query<{ key: string }>(
        `select i.indexrelid::regclass::text as key from pg_index i join pg_class c on c.oid = i.indrelid
          join pg_attribute a on a.attrelid = c.oid and a.attnum = i.indkey[0]
          where i.indisunique and c.relname = any($1) and a.attname <> 'tmo_id'`,
        [guarded],
      ),
    );
    expect(keys).toEqual([]);
  });

  it('are seen by nobody in another TMO, nor by whoever is in none', async () => {
    const { ours, theirs } = both;
    const seen: string[] = [];
    for (const name of guarded) {
      const count = (tx: Tx) =>
        tx.query<{ n: number }>(`select count(*) as n from ${name} where tmo_id <> $1`, [ours.tmo_id]);
      const [across] = await db.inTmo(ours, count);
      const [without] = await db.withoutTmo((tx) => tx.query<{ n: number }>(`select count(*) as n from ${name}`));
      const [own] = await db.inTmo(theirs, count);
      if (across?.n !== 0) seen.push(`${name} across`);
      if (without?.n !== 0) seen.push(`${name} without`);
      if (!own?.n) seen.push(`${name} not even its own`);
    }
    expect(seen).toEqual([]);
  });

  it('are changed, deleted and added by nobody in another TMO', async () => {
    const { ours, theirs } = both;
    const done: string[] = [];
    for (const name of guarded) {
      const changed = await trying(ours.tmo_id, (tx) =>
        tx.query(`update ${name} set tmo_id = tmo_id where tmo_id = $1 returning 1`, [theirs.tmo_id]),
      );
      const deleted = await trying(ours.tmo_id, (tx) =>
        tx.query(`delete from ${name} where tmo_id = $1 returning 1`, [theirs.tmo_id]),
      );
      const moved = await trying(ours.tmo_id, (tx) =>
        tx.query(`update ${name} set tmo_id = $1 returning 1`, [theirs.tmo_id]),
      );
      const added = await trying(ours.tmo_id, (tx) =>
        tx.query(
          `insert into ${name} select (jsonb_populate_record(null::${name}, to_jsonb(t) || jsonb_build_object('tmo_id', $1::integer))).*
            from ${name} t limit 1`,
          [theirs.tmo_id],
        ),
      );
      for (const [how, answer] of Object.entries({ changed, deleted })) {
        if (answer !== NOT_ALLOWED && (answer as unknown[]).length !== 0) done.push(`${name} ${how}`);
      }
      for (const [how, answer] of Object.entries({ moved, added })) {
        if (answer !== NOT_ALLOWED) done.push(`${name} ${how}: ${JSON.stringify(answer)}`);
      }
    }
    expect(done).toEqual([]);
  });

  it('take no event by naming another TMO’s log', async () => {
    const { ours, theirs } = both;
    const answers = [
      await trying(ours.tmo_id, (tx) => tx.query('select lock_head($1)', [theirs.tmo_id])),
      await trying(ours.tmo_id, (tx) => tx.query('select resume_store_clock($1)', [theirs.tmo_id])),
    ];
    expect(answers).toEqual(['CY403', 'CY403']);
  });
});

describe('the jobs of one TMO', () => {
  it('do what was left undone there', () => {
    const [before, after] = duties.left;
    expect(before).toBeGreaterThan(3);
    expect(after).toBe(0);
    expect(duties.theirs[1]).not.toEqual(duties.theirs[0]);
  });

  it('touch no row of another', () => {
    expect(duties.ours[1]).toEqual(duties.ours[0]);
    expect(duties.theirs[2]).toEqual(duties.theirs[1]);
  });
});

describe('every command there is', () => {
  it('was sent in both TMOs, so that each is tried below and across the routes', () => {
    const commands = [...both.app.get(Registry).commands.keys()].sort();
    for (const { tmo_id } of [both.ours, both.theirs]) expect([...both.sentTo(tmo_id).keys()].sort()).toEqual(commands);
  });

  it('is carried out exactly for the roles and system actors that the matrix names', async () => {
    class Reached extends Error {}
    const closed = { inTmo: () => Promise.reject(new Reached()) } as unknown as Database;
    const parts = [both.app.get(Registry), both.app.get(StoreClock), 'a receipt key'] as const;
    const executor = new Executor(closed, ...parts, both.app.get(HouseholdGuard), both.app.get(Vault));
    const actors: readonly Actor[] = [
      ...ROLES.map((role) => ({ kind: 'user', user_id: newUuid(), name: role, roles: [role] }) as const),
      ...[...SYSTEM_ACTORS, 'somebody-else'].map((name) => ({ kind: 'system', name }) as const),
      { kind: 'user', user_id: newUuid(), name: 'nobody', roles: [] },
    ];
    const wrong: string[] = [];
    const allowed = new Set<boolean>();
    for (const command of both.app.get(Registry).commands.values()) {
      for (const actor of actors) {
        const ctx: TmoContext = { tmo_id: both.ours.tmo_id, actor };
        const payload = both.sentTo(both.ours.tmo_id).get(command.type) ?? {};
        const options = { command_id: newUuid() };
        const item = { command, payload, ...options };
        const may = actorMay(actor, command.permission);
        allowed.add(may);
        for (const attempt of [
          executor.execute(ctx, command, payload, options),
          executor.executeMany(ctx, [item], { onRefusal: 'abort' }),
          executor.executeMany(ctx, [item], { onRefusal: 'report' }),
        ]) {
          const error = await attempt.then(
            () => undefined,
            (e: unknown) => e,
          );
          const right = may ? error instanceof Reached : error instanceof PermissionDenied;
          if (!right) wrong.push(`${command.type} as ${actor.name}: ${String(error)}`);
        }
      }
    }
    expect(wrong).toEqual([]);
    expect(allowed).toEqual(new Set([true, false]));
  });
});
