import { pgArray } from '#platform/database';
import { SuppliedClock } from '#platform/event-store';
import { type TestLog, testLog } from '#platform/testing-database';
import { logVectors } from './log-vectors.js';

const NONE = pgArray.text([]);
const NO_NUMBERS = pgArray.int4([]);

/** The database's own append, past the executor: these columns exactly, at this instant. */
const APPEND = `select append($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13,
  $14, $14, $14, $14, $14, $14, $14, $15, $16, $16, $17)`;

describe('the log format, as the database writes it', () => {
  let log: TestLog;
  const clock = new SuppliedClock(logVectors.events[0]?.recorded_at ?? '');

  beforeAll(async () => {
    log = await testLog([], { clock });
  });
  afterAll(() => log.close());

  it('is what the vectors say, column for column and hash for hash', async () => {
    const ctx = await log.openTmo('vectors');
    expect(ctx.tmo_id).toBe(1);
    const recorded = [...new Set(logVectors.events.slice(1).map((e) => e.recorded_at))];
    for (const recorded_at of recorded) {
      const events = logVectors.events.slice(1).filter((e) => e.recorded_at === recorded_at);
      const streams = [...new Set(events.map((e) => e.stream_id))].map((id) => {
        const versions = events.filter((e) => e.stream_id === id).map((e) => e.version);
        return { id, from: Math.min(...versions) - 1, to: Math.max(...versions) };
      });
      await log.db.inTmo(ctx, (tx) =>
        tx.query(APPEND, [
          ctx.tmo_id,
          recorded_at,
          pgArray.text(events.map((e) => e.stream_id)),
          pgArray.int4(events.map((e) => e.version)),
          pgArray.text(events.map((e) => e.type)),
          pgArray.json(events.map((e) => e.data)),
          pgArray.json(events.map((e) => e.metadata)),
          pgArray.date(events.map((e) => e.effective_on)),
          pgArray.text(streams.map((s) => s.id)),
          pgArray.int4(streams.map((s) => s.from)),
          pgArray.int4(streams.map((s) => s.to)),
          pgArray.json(streams.map(() => '{}')),
          pgArray.int4(streams.map(() => 1)),
          NONE,
          pgArray.bytea([]),
          NO_NUMBERS,
          pgArray.json([]),
        ]),
      );
    }
    const rows = await log.db.inTmo(ctx, (tx) =>
      tx.query(`select tmo_id, position, stream_id, version, type, data::text as data, metadata::text as metadata,
        effective_on, recorded_at, encode(hash, 'hex') as hash from event order by position`),
    );
    expect(rows).toEqual(logVectors.events.map(({ why: _why, preimage: _preimage, ...columns }) => columns));
  });

  it('does not depend on how a session writes dates or times', async () => {
    const ctx = await log.openTmo('german-dates');
    const [, first] = logVectors.events;
    if (!first) throw new Error('no vector');
    const rows = await log.db.inTmo(ctx, async (tx) => {
      await tx.query(`set local datestyle = 'German'`);
      await tx.query(`set local timezone = 'Asia/Kathmandu'`);
      await tx.query(`set local extra_float_digits = 0`);
      await tx.query(APPEND, [
        ctx.tmo_id,
        first.recorded_at,
        pgArray.text([first.stream_id]),
        pgArray.int4([1]),
        pgArray.text([first.type]),
        pgArray.json([first.data]),
        pgArray.json([first.metadata]),
        pgArray.date([first.effective_on]),
        pgArray.text([first.stream_id]),
        pgArray.int4([0]),
        pgArray.int4([1]),
        pgArray.json(['{}']),
        pgArray.int4([1]),
        NONE,
        pgArray.bytea([]),
        NO_NUMBERS,
        pgArray.json([]),
      ]);
      return tx.query<{ same: boolean }>(
        `select hash = sha256((select p.hash from event p where p.position = 1) || convert_to($1, 'UTF8')) as same
          from event where position = 2`,
        [first.preimage.replace('1:1,', `${String(ctx.tmo_id).length}:${ctx.tmo_id},`)],
      );
    });
    expect(rows).toEqual([{ same: true }]);
  });
});
