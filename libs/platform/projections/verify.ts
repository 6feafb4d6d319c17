import { isDeepStrictEqual } from 'node:util';
import type { Database, Tx } from '#platform/database';
import { chainHash, GENESIS, type HashedColumns, Registry, type StoredEvent } from '#platform/event-store';
import { deciderOf, rebuild } from './rebuild.js';

const PAGE = 5_000;

/** One thing that does not hold, in words, with where to look. */
export interface Fault {
  readonly check: 'chain' | 'stream states' | 'claims' | 'ledger' | 'read models';
  readonly where: string;
  readonly what: string;
}

export interface Verification {
  readonly tmo_id: number;
  /** Where the log ended when it was read. */
  readonly position: number;
  readonly hash: string;
  readonly events: number;
  readonly faults: readonly Fault[];
}

/** A position and hash that somebody else was given, on a statement, a return or an export. */
export interface Witness {
  readonly position: number;
  readonly hash: string;
}

/**
 * Proves one TMO's log against everything derived from it: the hash chain from its first event, every stream's folded
 * state, the claims in force, the ledger's totals, and that every read model equals a rebuild. Changes nothing.
 */
export async function verify(
  db: Database,
  registry: Registry,
  tmo_id: number,
  witness?: Witness,
): Promise<Verification> {
  const faults: Fault[] = [];
  const end = await db.inTmo({ tmo_id }, async (tx) => {
    await tx.query('select lock_head($1)', [tmo_id]);
    const walked = await walk(tx, registry, tmo_id, faults, witness);
    await checkStreams(tx, tmo_id, walked.states, faults);
    await checkClaims(tx, tmo_id, walked.claims, faults);
    await checkLedger(tx, tmo_id, faults);
    return walked;
  });
  for (const d of await rebuild(db, registry.projections, tmo_id, { replace: false })) {
    faults.push({
      check: 'read models',
      where: `${d.projection}, table ${d.table}`,
      what: `a rebuild has ${d.missing} rows that it lacks, and it has ${d.surplus} too many; for one: ${d.example}`,
    });
  }
  return { tmo_id, position: end.position, hash: end.hash.toString('hex'), events: end.position, faults };
}

interface Walked {
  position: number;
  hash: Buffer;
  states: Map<string, { version: number; state: unknown; state_version: number | undefined }>;
  claims: Map<string, string>;
}

async function walk(
  tx: Tx,
  registry: Registry,
  tmo_id: number,
  faults: Fault[],
  witness: Witness | undefined,
): Promise<Walked> {
  const w: Walked = { position: 0, hash: GENESIS, states: new Map(), claims: new Map() };
  let recorded_at = '';
  for (;;) {
    const page = await tx.query<HashedColumns & { hash: Buffer }>(
      `select tmo_id, position, stream_id, version, type, data::text as data, metadata::text as metadata,
        effective_on, recorded_at, hash from event where tmo_id = $1 and position > $2 order by position limit ${PAGE}`,
      [tmo_id, w.position],
    );
    for (const e of page) {
      const where = `position ${e.position} (${e.type})`;
      const fault = (what: string) => faults.push({ check: 'chain', where, what });
      if (e.position !== w.position + 1) fault(`follows position ${w.position}: events are missing`);
      if (e.recorded_at < recorded_at) fault('was recorded before its predecessor');
      const hash = chainHash(w.hash, e);
      if (!hash.equals(e.hash)) fault('its hash is not that of its contents after its predecessor');
      w.position = e.position;
      w.hash = e.hash;
      recorded_at = e.recorded_at;
      if (witness?.position === e.position && e.hash.toString('hex') !== witness.hash.toLowerCase()) {
        fault('is not the event that the given hash was taken from: the history before it was changed');
      }
      foldInto(w, registry, e);
    }
    if (page.length < PAGE) break;
  }
  const [head] = await tx.query<{ position: number; hash: Buffer }>(
    'select position, hash from head where tmo_id = $1',
    [tmo_id],
  );
  if (head?.position !== w.position || !head.hash.equals(w.hash)) {
    faults.push({ check: 'chain', where: 'head', what: `does not stand at the last event, position ${w.position}` });
  }
  if (witness && witness.position < 1) {
    faults.push({ check: 'chain', where: 'head', what: `no log has a position ${witness.position}` });
  }
  if (witness && witness.position > w.position) {
    const what = `the log ends at ${w.position}, before the position given: its end was cut off`;
    faults.push({ check: 'chain', where: 'head', what });
  }
  return w;
}

function foldInto(w: Walked, registry: Registry, e: HashedColumns): void {
  const decider = deciderOf(registry, e.stream_id);
  const event = {
    ...e,
    data: JSON.parse(e.data) as object,
    metadata: JSON.parse(e.metadata) as unknown,
  } as StoredEvent;
  const before = w.states.get(e.stream_id);
  w.states.set(e.stream_id, {
    version: e.version,
    state_version: decider?.state_version,
    state: decider ? (decider.evolve(before ? before.state : decider.initial, event) as unknown) : {},
  });
  for (const c of registry.claimsOf(event, e.stream_id)) {
    const key = `${c.kind}\0${c.key}`;
    if (c.op === 'take') w.claims.set(key, e.stream_id);
    else if (w.claims.get(key) === e.stream_id) w.claims.delete(key);
  }
}

async function checkStreams(tx: Tx, tmo_id: number, folded: Walked['states'], faults: Fault[]): Promise<void> {
  const rows = await tx.query<{ stream_id: string; version: number; state: unknown; state_version: number }>(
    'select stream_id, version, state, state_version from stream where tmo_id = $1',
    [tmo_id],
  );
  const fault = (where: string, what: string) => faults.push({ check: 'stream states', where, what });
  for (const row of rows) {
    const want = folded.get(row.stream_id);
    folded.delete(row.stream_id);
    if (!want) fault(row.stream_id, 'has a state but no events');
    else if (want.version !== row.version)
      fault(row.stream_id, `stands at ${row.version}, its events at ${want.version}`);
    else if (want.state_version !== undefined && want.state_version !== row.state_version)
      continue; // folded anew at next use
    else if (!isDeepStrictEqual(asJson(want.state), row.state))
      fault(row.stream_id, 'its state is not what its events fold to');
  }
  for (const stream_id of folded.keys()) fault(stream_id, 'has events but no state');
}

async function checkClaims(tx: Tx, tmo_id: number, want: Walked['claims'], faults: Fault[]): Promise<void> {
  const rows = await tx.query<{ kind: string; key: string; stream_id: string }>(
    'select kind, key, stream_id from claim where tmo_id = $1',
    [tmo_id],
  );
  const fault = (where: string, what: string) => faults.push({ check: 'claims', where, what });
  for (const c of rows) {
    const key = `${c.kind}\0${c.key}`;
    if (want.get(key) !== c.stream_id)
      fault(`${c.kind} ${c.key}`, `is held by ${c.stream_id}, which its events do not say`);
    want.delete(key);
  }
  for (const [key, stream_id] of want) fault(key.replace('\0', ' '), `should be held by ${stream_id}`);
}

async function checkLedger(tx: Tx, tmo_id: number, faults: Fault[]): Promise<void> {
  const unbalanced = await tx.query<{ position: number; sum_pence: number }>(
    `select position, sum(amount_pence)::bigint as sum_pence from posting where tmo_id = $1
      group by position having sum(amount_pence) <> 0 order by position limit 100`,
    [tmo_id],
  );
  for (const u of unbalanced) {
    faults.push({ check: 'ledger', where: `position ${u.position}`, what: `its postings sum to ${u.sum_pence} pence` });
  }
  const wrong = await tx.query<{ account: string; kept: number; summed: number }>(
    `select account, coalesce(b.balance_pence, 0) as kept, coalesce(p.summed, 0) as summed
      from (select account, sum(amount_pence)::bigint as summed from posting where tmo_id = $1 group by account) p
      full join (select account, balance_pence from account_balance where tmo_id = $1) b using (account)
      where coalesce(b.balance_pence, 0) <> coalesce(p.summed, 0) limit 100`,
    [tmo_id],
  );
  for (const b of wrong) {
    faults.push({
      check: 'ledger',
      where: b.account,
      what: `its balance says ${b.kept}, its postings add up to ${b.summed}`,
    });
  }
}

function asJson(value: unknown): unknown {
  return JSON.parse(JSON.stringify(value)) as unknown;
}
