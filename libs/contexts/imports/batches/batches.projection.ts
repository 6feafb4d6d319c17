import { defineProjection, type StoredEventOf } from '#platform/event-store';
import { type BatchEvent, IMPORTS_EVENTS } from '../batch/batch.events.js';

/** Every extract that was uploaded and what became of it. A TMO has some dozens in its life. */
export const batchesProjection = defineProjection({
  name: 'imports.batches',
  mode: 'inline',
  tables: ['import_batch'],
  events: IMPORTS_EVENTS,
  async apply(tx, tmo_id, stored) {
    for (const { type, data, recorded_at, metadata } of stored as readonly StoredEventOf<BatchEvent>[]) {
      const settled = [tmo_id, data.batch_id, recorded_at, metadata.actor];
      switch (type) {
        case 'imports.extract-received.v1':
          await tx.query(
            `insert into import_batch (tmo_id, batch_id, status, sha256, bytes, received_at, received_by)
              values ($1, $2, 'received', $5, $6, $3, $4)`,
            [...settled, data.sha256, data.bytes],
          );
          break;
        case 'imports.columns-mapped.v1':
          await tx.query(
            `update import_batch set status = 'mapped', mapping = $3 where tmo_id = $1 and batch_id = $2`,
            [tmo_id, data.batch_id, JSON.stringify(data.mapping)],
          );
          break;
        case 'imports.extract-applied.v1':
          await tx.query(
            `update import_batch set status = 'applied', settled_at = $3, settled_by = $4, as_at = $5, counts = $6,
                left_out = $7 where tmo_id = $1 and batch_id = $2`,
            [...settled, data.as_at, JSON.stringify(data.counts), data.left_out],
          );
          break;
        case 'imports.extract-discarded.v1':
          await tx.query(
            `update import_batch set status = 'discarded', settled_at = $3, settled_by = $4
              where tmo_id = $1 and batch_id = $2`,
            settled,
          );
          break;
      }
    }
  },
});
