import { pgArray, type Tx } from '#platform/database';
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
    /** Hexadecimal. */
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
  const { text, json, int4, bytea, date } = pgArray;
  const params = [
    tmo_id,
    now ?? null,
    text(events.map((e) => e.stream_id)),
    int4(events.map((e) => e.version)),
    text(events.map((e) => e.type)),
    json(events.map((e) => storableJson(e.data))),
    json(metadataOf(events)),
    date(events.map((e) => e.effective_on)),
    text(streams.map((s) => s.stream_id)),
    int4(streams.map((s) => s.from)),
    int4(streams.map((s) => s.to)),
    json(streams.map((s) => storableJson(s.state))),
    int4(streams.map((s) => s.state_version)),
    text(takes.map((c) => c.kind)),
    text(takes.map((c) => c.key)),
    text(takes.map((c) => c.stream_id)),
    text(releases.map((c) => c.kind)),
    text(releases.map((c) => c.key)),
    text(releases.map((c) => c.stream_id)),
    text(receipts.map((r) => r.command_id)),
    bytea(receipts.map((r) => r.body_hmac)),
    int4(receipts.map((r) => r.offset)),
    int4(receipts.map((r) => r.events)),
    json(receipts.map((r) => (r.refusal === null ? null : storableJson(r.refusal)))),
  ];
  const [row] = await tx.query<{ position: number; recorded_at: string; hash: string }>(APPEND_SQL, params, 'append');
  if (!row) throw new Error('append gave no answer');
  const first = row.position - events.length + 1;
  return {
    ...row,
    events: events.map(({ stream_id, version, type, data, metadata, effective_on }, i) => ({
      tmo_id,
      position: first + i,
      stream_id,
      version,
      type,
      data,
      metadata,
      effective_on,
      recorded_at: row.recorded_at,
    })),
  };
}

/** The events of one command share their metadata: it is written out once. */
function metadataOf(events: readonly PendingEvent[]): string[] {
  let last: PendingEvent['metadata'] | undefined;
  let written = '';
  return events.map(({ metadata }) => {
    if (metadata !== last) written = storableJson(metadata);
    last = metadata;
    return written;
  });
}
