import { civilDate, type DomainEvent } from '#kernel';
import { makeRegistry } from '#composition';
import type { Database, Tx } from '#platform/database';
import { EVENT_COLUMNS, Registry, type StoredEvent } from '#platform/event-store';
import { Vault } from '#platform/privacy';
import { type OfficeUnderTest, officeUnderTest } from '../office/office-app.js';
import { smallEstate } from '../office/small-estate.js';
import { type GoldenEvent, goldenEvents, goldenTypes, writeGolden } from './golden-events.js';

let office: OfficeUnderTest;
let db: Database;
let registry: Registry;
/** What this release writes, by type. */
const written = new Map<string, StoredEvent[]>();
let golden: readonly GoldenEvent[];

beforeAll(async () => {
  office = await officeUnderTest();
  db = office.database.db;
  registry = office.app.get(Registry);
  const { tmo_id } = await smallEstate(office.app, { mark: 'Golden', digit: 1 });
  const supplied = await openLog('supplied');
  await db.inTmo({ tmo_id: supplied }, (tx) => tx.query('select resume_store_clock($1)', [supplied]));
  for (const tmo of [tmo_id, supplied]) {
    const events = await db.inTmo({ tmo_id: tmo }, (tx) =>
      tx.query<StoredEvent>(`select ${EVENT_COLUMNS} from event where tmo_id = $1 order by position`, [tmo]),
    );
    for (const e of events) written.set(e.type, [...(written.get(e.type) ?? []), e]);
  }
  // Of each new type the fullest that was written: COURTYARD_WRITE_GOLDEN=1 node scripts/test.mjs
  if (process.env['COURTYARD_WRITE_GOLDEN']) {
    for (const events of written.values()) {
      const [fullest] = events.toSorted((a, b) => JSON.stringify(b.data).length - JSON.stringify(a.data).length);
      if (fullest) writeGolden(fullest);
    }
  }
  golden = goldenEvents();
}, 120_000);

afterAll(() => office?.close());

async function openLog(clock: 'store' | 'supplied'): Promise<number> {
  const now = clock === 'supplied' ? '2026-01-05T09:00:00Z' : null;
  const [row] = await db.withoutTmo((tx) =>
    tx.query<{ tmo_id: number }>(`select open_log($1, 'Golden', 'A council', false, $2, $3) as tmo_id`, [
      `golden-${clock}`,
      clock,
      now,
    ]),
  );
  if (!row) throw new Error('the log was not opened');
  return row.tmo_id;
}

/** What the log says of itself, and what somebody was refused, stand on streams that nothing is decided by. */
const NOT_FOLDED = ['log', 'refusal'];

const asDomainEvent = (e: GoldenEvent): DomainEvent => ({
  type: e.type,
  data: e.data as DomainEvent['data'],
  effective_on: civilDate(e.effective_on),
});

/** The keys of what was sealed then are not ours, so it is sealed again: a projection opens it as it did. */
async function sealedAnew(tx: Tx, tmo_id: number, value: unknown, name = ''): Promise<unknown> {
  if (typeof value === 'string' && value.startsWith('sealed:v1:')) {
    const text = name === 'dob' ? '1980-02-29' : 'Golden';
    return office.app.get(Vault).seal(tx, tmo_id, value.split(':')[2] ?? '', text);
  }
  if (Array.isArray(value)) return Promise.all(value.map((item) => sealedAnew(tx, tmo_id, item)));
  if (value === null || typeof value !== 'object') return value;
  const entries = Object.entries(value).map(async ([key, item]) => [key, await sealedAnew(tx, tmo_id, item, key)]);
  return Object.fromEntries(await Promise.all(entries)) as unknown;
}

/** Where two values differ in what they are made of: a field that only one of them has, or one of another kind. */
function differences(a: unknown, b: unknown, path = 'data'): string[] {
  if (a === null || b === null) return [];
  if (Array.isArray(a) && Array.isArray(b)) {
    return a.length === 0 || b.length === 0 ? [] : differences(a[0], b[0], `${path}[]`);
  }
  if (typeof a !== typeof b || Array.isArray(a) !== Array.isArray(b)) return [`${path} is of another kind`];
  if (typeof a !== 'object' || typeof b !== 'object') return [];
  const [left, right] = [a as Record<string, unknown>, b as Record<string, unknown>];
  return [...new Set([...Object.keys(left), ...Object.keys(right)])].flatMap((key) => {
    if (!(key in left)) return [`${path}.${key} is new`];
    if (!(key in right)) return [`${path}.${key} is gone`];
    return differences(left[key], right[key], `${path}.${key}`);
  });
}

describe('what an older release wrote', () => {
  it('has an example of every event type that there is, and every type there ever was is still read', () => {
    expect(goldenTypes().sort()).toEqual([...registry.eventTypes].sort());
    expect([...written.keys()].sort()).toEqual([...registry.eventTypes].sort());
  });

  it('is made of the same fields as what is written today under the same name', () => {
    const changed = golden.flatMap((event) => {
      const today = (written.get(event.type) ?? []).map((e) => differences(event.data, e.data));
      const least = today.sort((a, b) => a.length - b.length)[0] ?? ['is not written any more'];
      return least.map((difference) => `${event.type}: ${difference}. What holds something else is another type, .v2`);
    });
    expect(changed).toEqual([]);
  });

  it('is folded by its decider into a state that can be kept', () => {
    const states = new Map<string, unknown>();
    for (const event of golden) {
      const kind = event.stream_id.slice(0, event.stream_id.indexOf('/'));
      if (NOT_FOLDED.includes(kind)) continue;
      const decider = registry.deciders.get(kind);
      if (!decider) throw new Error(`nobody folds the stream ${event.stream_id}`);
      const before: unknown = states.get(event.stream_id) ?? decider.initial;
      states.set(event.stream_id, decider.evolve(before, asDomainEvent(event)));
    }
    for (const state of states.values()) expect(JSON.parse(JSON.stringify(state))).toEqual(state);
    expect(states.size).toBeGreaterThan(10);
  });

  it('takes claims whose keys are whole', () => {
    const claims = golden.flatMap((e) => registry.claimsOf(asDomainEvent(e), e.stream_id));
    expect(claims.length).toBeGreaterThan(10);
    expect(claims.filter(({ key }) => key === '' || /undefined|null|NaN/.test(key))).toEqual([]);
  });

  it('posts what adds up to nothing, to accounts that are whole', () => {
    const rules = makeRegistry(office.app.get(Vault)).contexts.flatMap((c) => c.postings ?? []);
    const posted = golden.flatMap((event) => {
      const postings = rules.filter((r) => r.type === event.type).flatMap((r) => r.postings(asDomainEvent(event)));
      return postings.length === 0 ? [] : [{ type: event.type, postings }];
    });
    expect(posted.length).toBeGreaterThan(8);
    for (const { type, postings } of posted) {
      const sum = postings.reduce((total, p) => total + p.amount_pence, 0);
      expect([type, sum]).toEqual([type, 0]);
      expect(postings.filter((p) => /undefined|null/.test(`${p.account} ${p.fund} ${p.period}`))).toEqual([]);
    }
  });

  it('is read by every projection, in order, into rows', async () => {
    const tmo_id = await openLog('store');
    const sealed = await db.inTmo({ tmo_id }, (tx) => Promise.all(golden.map((e) => sealedAnew(tx, tmo_id, e.data))));
    const stored: StoredEvent[] = golden.map((event, i) => ({
      ...asDomainEvent({ ...event, data: sealed[i] }),
      tmo_id,
      position: i + 1,
      stream_id: event.stream_id,
      version: 1,
      metadata: { actor: 'system:golden', command_id: '00000000-0000-8000-8000-000000000000', command: 'golden' },
      recorded_at: '2026-01-05T09:00:00.000000Z',
    }));
    const empty = await db.inTmo({ tmo_id }, async (tx) => {
      const without: string[] = [];
      for (const projection of registry.projections) {
        const mine = stored.filter((e) => projection.events === '*' || projection.events.includes(e.type));
        await projection.apply(tx, tmo_id, mine);
        for (const table of projection.tables) {
          const [row] = await tx.query<{ n: number }>(`select count(*) as n from ${table} where tmo_id = $1`, [tmo_id]);
          if (!row?.n) without.push(`${projection.name}: ${table}`);
        }
      }
      return without;
    });
    expect(empty).toEqual([]);
  });
});
