import type { Tx } from '#platform/database';
import type { StoredEvent } from './events.js';
import { storableJson } from './storable.js';

/** What one append writes, in order. Several commands on several streams share one append. */
export interface Batch {
  readonly events: PendingEvent[];
  readonly streams: { stream_id: string; from: number; to: number; state: unknown; state_version: number }[];
  readonly takes: { kind: string; key: string; stream_id: string }[];
  readonly releases: { kind: string; key: string; stream_id: string }[];
  readonly receipts: {
    command_id: string;
    body_hmac: string;
    /** The command's last event, counted from 1 within the batch; 0 when nothing precedes it. */
    offset: number;
    events: number;
    refusal: unknown;
  }[];
}

export type PendingEvent = Omit<StoredEvent, 'tmo_id' | 'position' | 'recorded_at'>;

export interface Appended {
  /** Position of the last event in the log now. */
  readonly position: number;
  readonly recorded_at: string;
  /** The head hash, hexadecimal. */
  readonly hash: string;
  readonly events: readonly StoredEvent[];
}

const APPEND_SQL = `select o_position as position, o_recorded_at as recorded_at, encode(o_hash, 'hex') as hash
  from append($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20, $21, $22, $23, $24)`;

/** Appends the batch to the TMO's log. @throws the database's error with one of append's SQLSTATEs (migrations/log.ts) */
export async function append(tx: Tx, tmo_id: number, batch: Batch, now: string | undefined): Promise<Appended> {
  const { events, streams, takes, releases, receipts } = batch;
  const metadataText = new Map<unknown, string>();
  const metadata = events.map((e) => {
    const known = metadataText.get(e.metadata) ?? storableJson(e.metadata);
    metadataText.set(e.metadata, known);
    return known;
  });
  const params = [
    tmo_id,
    now ?? null,
    events.map((e) => e.stream_id),
    events.map((e) => e.version),
    events.map((e) => e.type),
    events.map((e) => storableJson(e.data)),
    metadata,
    events.map((e) => e.effective_on),
    streams.map((s) => s.stream_id),
    streams.map((s) => s.from),
    streams.map((s) => s.to),
    streams.map((s) => storableJson(s.state)),
    streams.map((s) => s.state_version),
    takes.map((c) => c.kind),
    takes.map((c) => c.key),
    takes.map((c) => c.stream_id),
    releases.map((c) => c.kind),
    releases.map((c) => c.key),
    releases.map((c) => c.stream_id),
    receipts.map((r) => r.command_id),
    receipts.map((r) => r.body_hmac),
    receipts.map((r) => r.offset),
    receipts.map((r) => r.events),
    receipts.map((r) => (r.refusal === null ? null : storableJson(r.refusal))),
  ];
  const [row] = await tx.query<{ position: number; recorded_at: string; hash: string }>(APPEND_SQL, params, 'append');
  if (!row) throw new Error('append gave no answer');
  const first = row.position - events.length + 1;
  return {
    ...row,
    events: events.map((e, i) => ({ ...e, tmo_id, position: first + i, recorded_at: row.recorded_at })),
  };
}
