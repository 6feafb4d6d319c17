import type { Decider, DomainEvent } from '#kernel';
import type { Tx } from '#platform/database';
import type { StoredEvent } from './events.js';

/** The columns of an event row as a `StoredEvent` has them. */
export const EVENT_COLUMNS = 'tmo_id, position, stream_id, version, type, data, metadata, effective_on, recorded_at';

export interface EventRange {
  readonly stream_id?: string;
  readonly types?: readonly string[];
  /** First position, inclusive. */
  readonly from?: number;
  /** Last position, inclusive. */
  readonly to?: number;
  readonly limit?: number;
}

/** Events of one TMO's log in order. Without a `limit` the range should be known to be short. */
export async function loadEvents(tx: Tx, tmo_id: number, range: EventRange): Promise<StoredEvent[]> {
  const where = ['tmo_id = $1'];
  const params: unknown[] = [tmo_id];
  const and = (sql: (n: number) => string, value: unknown) => {
    if (value === undefined) return;
    params.push(value);
    where.push(sql(params.length));
  };
  and((n) => `stream_id = $${n}`, range.stream_id);
  and((n) => `type = any($${n})`, range.types);
  and((n) => `position >= $${n}`, range.from);
  and((n) => `position <= $${n}`, range.to);
  const limit = range.limit === undefined ? '' : ` limit ${Math.trunc(range.limit)}`;
  return tx.query<StoredEvent>(
    `select ${EVENT_COLUMNS} from event where ${where.join(' and ')} order by position${limit}`,
    params,
  );
}

/**
 * The states of several streams of one kind, by id, as a command would find them: for previews, which ask the rules
 * without sending anything. A stream that does not exist is not in the map.
 */
export async function loadStates<State, E extends DomainEvent>(
  tx: Tx,
  tmo_id: number,
  decider: Decider<State, E>,
  ids: readonly string[],
): Promise<ReadonlyMap<string, State>> {
  const rows = await tx.query<{ stream_id: string; state: State; state_version: number }>(
    `select stream_id, state, state_version from stream where tmo_id = $1 and stream_id = any($2)`,
    [tmo_id, ids.map((id) => `${decider.kind}/${id}`)],
  );
  const states = new Map<string, State>();
  for (const { stream_id, state, state_version } of rows) {
    const stale = state_version !== decider.state_version;
    const events = stale ? await loadEvents(tx, tmo_id, { stream_id }) : [];
    const folded = (events as unknown as E[]).reduce((s, e) => decider.evolve(s, e), decider.initial);
    states.set(stream_id.slice(decider.kind.length + 1), stale ? folded : state);
  }
  return states;
}

/** The log position that everything recorded up to an instant reaches: what "as known at" means. 0 when before the log. */
export async function positionKnownAt(tx: Tx, tmo_id: number, instant: string): Promise<number> {
  // recorded_at never falls as positions rise, so the last event recorded by then ends what was known.
  const [row] = await tx.query<{ position: number }>(
    `select coalesce(max(position), 0) as position from event where tmo_id = $1 and recorded_at <= $2`,
    [tmo_id, instant],
  );
  return row?.position ?? 0;
}

export interface Head {
  readonly position: number;
  /** Hexadecimal. */
  readonly hash: string;
  readonly recorded_at: string;
}

/** Where a TMO's log ends now: printed on everything that is sent, so that others can hold it. */
export async function headOf(tx: Tx, tmo_id: number): Promise<Head> {
  const [head] = await tx.query<Head>(
    `select position, encode(hash, 'hex') as hash, recorded_at from head where tmo_id = $1`,
    [tmo_id],
  );
  if (!head) throw new Error(`there is no log for TMO ${tmo_id}`);
  return head;
}
