import type { CivilDate } from '#kernel';
import type { Tx } from '#platform/database';
import { EVENT_COLUMNS, type Head, type StoredEventOf } from '#platform/event-store';
import { drawUp } from '../draw-up/draw-up.js';
import { returnFileSha256 } from '../return-file/file-text.js';
import type { Quarter } from '../return/quarter.js';
import type { RemakeReason, ReturnEvent } from '../return/return.events.js';

/** One version of one quarter's return. */
export interface ReturnView {
  readonly quarter: Quarter;
  readonly version: number;
  /** Where the return itself stands in the log. */
  readonly position: number;
  /** Up to where the log was known when it was made; printed with the hash the log had there. */
  readonly known_position: number;
  readonly head_hash: string;
  /** Of its file. */
  readonly sha256: string;
  readonly due_on: CivilDate;
  readonly made_on: CivilDate;
  readonly recorded_at: string;
  /** A user's id, or "system:return-maker". */
  readonly made_by: string;
  /** Why it was made again; null in version 1. */
  readonly reason: RemakeReason | null;
  /** How many accounts it covers. */
  readonly rows: number;
}

/** Every version of every return, the newest quarter and version first. */
export function returnsMade(tx: Tx, tmo_id: number): Promise<ReturnView[]> {
  return tx.query<ReturnView>(
    `select ${COLUMNS} from quarterly_return where tmo_id = $1 order by quarter desc, version desc`,
    [tmo_id],
  );
}

/** The newest return of the TMO in its newest version, or undefined before the first. */
export async function latestReturn(tx: Tx, tmo_id: number): Promise<ReturnView | undefined> {
  const [row] = await tx.query<ReturnView>(
    `select ${COLUMNS} from quarterly_return where tmo_id = $1 order by quarter desc, version desc limit 1`,
    [tmo_id],
  );
  return row;
}

const COLUMNS =
  'quarter, version, position, known_position, head_hash, sha256, due_on, made_on, recorded_at, made_by, reason, rows';

export type StoredReturn = StoredEventOf<ReturnEvent>;

/** The event that holds a return's contents, its newest version unless told; undefined when it was not made. */
export async function returnEvent(
  tx: Tx,
  tmo_id: number,
  quarter: Quarter,
  version?: number,
): Promise<StoredReturn | undefined> {
  const [row] = await tx.query<StoredReturn>(
    `select ${EVENT_COLUMNS} from event where tmo_id = $1 and position = (
        select position from quarterly_return where tmo_id = $1 and quarter = $2 and version = coalesce($3, version)
        order by version desc limit 1)`,
    [tmo_id, quarter, version ?? null],
  );
  return row;
}

/** Where the log ended when a position was its last: the hash and the time of that entry. */
async function headAt(tx: Tx, tmo_id: number, position: number): Promise<Head | undefined> {
  const [row] = await tx.query<Head>(
    `select position, encode(hash, 'hex') as hash, recorded_at from event where tmo_id = $1 and position = $2`,
    [tmo_id, position],
  );
  return row;
}

/**
 * The SHA-256 of the file that the log gives today for a return that was made, as known then. It is the one that was sent,
 * or something is wrong: with the log, or with a release that reads it in another way.
 */
export async function sha256Rebuilt(tx: Tx, tmo_id: number, made: StoredReturn): Promise<string | undefined> {
  const { quarter, version, follows, tmo, council, position } = made.data.contents;
  const known = await headAt(tx, tmo_id, position);
  if (!known) return undefined;
  return returnFileSha256(await drawUp(tx, tmo_id, { quarter, version, follows, parties: { tmo, council }, known }));
}

/** The returns whose figures the log no longer gives, as known when they were made: none, if all is well. */
export async function returnsThatDiffer(tx: Tx, tmo_id: number): Promise<ReturnView[]> {
  const differing: ReturnView[] = [];
  for (const view of await returnsMade(tx, tmo_id)) {
    const made = await returnEvent(tx, tmo_id, view.quarter, view.version);
    if (!made || (await sha256Rebuilt(tx, tmo_id, made)) !== made.data.sha256) differing.push(view);
  }
  return differing;
}
