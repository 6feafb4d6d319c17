import type { CivilDate } from '#kernel';
import type { Tx } from '#platform/database';
import type { ExtractCounts } from '../batch/batch.events.js';
import type { ExtractMapping } from '../batch/extract-mapping.js';

/** An uploaded extract; its name and content are read through KeptFiles. */
export interface BatchView {
  readonly batch_id: string;
  readonly status: 'received' | 'mapped' | 'applied' | 'discarded';
  readonly sha256: string;
  readonly bytes: number;
  /** ISO instant. */
  readonly received_at: string;
  /** A user's id or "system:<name>". */
  readonly received_by: string;
  readonly mapping: ExtractMapping | null;
  /** When and by whom it was put in or thrown away. */
  readonly settled_at: string | null;
  readonly settled_by: string | null;
  /** What went in, once it has. */
  readonly as_at: CivilDate | null;
  readonly counts: ExtractCounts | null;
  readonly left_out: readonly number[];
}

const SELECT = `select batch_id, status, sha256, bytes, received_at, received_by, mapping, settled_at, settled_by, as_at,
  counts, left_out from import_batch`;

/** The most that a list shows; whoever imports more has other troubles. */
const MOST_LISTED = 200;

/** Every extract, the latest upload first. */
export function importBatches(tx: Tx, tmo_id: number): Promise<BatchView[]> {
  return tx.query<BatchView>(`${SELECT} where tmo_id = $1 order by received_at desc, batch_id limit ${MOST_LISTED}`, [
    tmo_id,
  ]);
}

/** One extract, or undefined where this TMO has none of that id. */
export async function importBatch(tx: Tx, tmo_id: number, batch_id: string): Promise<BatchView | undefined> {
  const [batch] = await tx.query<BatchView>(`${SELECT} where tmo_id = $1 and batch_id = $2`, [tmo_id, batch_id]);
  return batch;
}

/** The extract that this very file was uploaded as, unless it was thrown away. */
export async function batchOfFile(tx: Tx, tmo_id: number, sha256: string): Promise<BatchView | undefined> {
  const [batch] = await tx.query<BatchView>(
    `${SELECT} where tmo_id = $1 and sha256 = $2 and status <> 'discarded' order by received_at limit 1`,
    [tmo_id, sha256],
  );
  return batch;
}
