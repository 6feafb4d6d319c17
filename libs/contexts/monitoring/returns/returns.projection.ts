import { defineProjection, type StoredEventOf } from '#platform/event-store';
import { RETURN_EVENTS, type ReturnEvent } from '../return/return.events.js';

/** The returns that were made, every version of each. */
export const returnsProjection = defineProjection({
  name: 'monitoring.returns',
  mode: 'inline',
  tables: ['quarterly_return'],
  events: RETURN_EVENTS,
  async apply(tx, tmo_id, stored) {
    const rows = (stored as readonly StoredEventOf<ReturnEvent>[]).map((e) => {
      const { contents, sha256, due } = e.data;
      return {
        quarter: contents.quarter,
        version: contents.version,
        position: e.position,
        known_position: contents.position,
        head_hash: contents.head_hash,
        sha256,
        due_on: due.due_on,
        made_on: e.effective_on,
        recorded_at: e.recorded_at,
        made_by: e.metadata.actor,
        reason: e.type === 'monitoring.return-remade.v1' ? e.data.reason : null,
        rows: contents.rows.length,
      };
    });
    await tx.query(
      `insert into quarterly_return (tmo_id, quarter, version, position, known_position, head_hash, sha256, due_on, made_on,
          recorded_at, made_by, reason, rows)
        select $1, r.* from jsonb_to_recordset($2::jsonb) as r(quarter text, version integer, position bigint,
          known_position bigint, head_hash text, sha256 text, due_on date, made_on date, recorded_at timestamptz,
          made_by text, reason text, rows integer)`,
      [tmo_id, JSON.stringify(rows)],
    );
  },
});
