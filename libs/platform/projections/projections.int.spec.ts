import { IsInt, IsString } from 'class-validator';
import { accept, type Decider, type DomainEvent, londonDateOf, newUuid, periodOf } from '#kernel';
import { tmoTable } from '#platform/database';
import {
  Conflict,
  defineCommand,
  defineContext,
  defineProcess,
  defineProjection,
  type StoredEvent,
  type TmoContext,
} from '#platform/event-store';
import { type TestLog, testLog } from '#platform/testing-database';
import type { QueryRunner } from 'typeorm';
import pg from 'pg';
import { Checkpoint1763800200000, Consumers, rebuild, verify } from './index.js';

type Rang = DomainEvent<'bell.rang.v1', { times: number; period: string }>;
interface Bell {
  readonly rings: number;
}
const bell: Decider<Bell, Rang> = {
  kind: 'bell',
  state_version: 1,
  initial: { rings: 0 },
  evolve: (s, e) => ({ rings: s.rings + e.data.times }),
};
class RingDto {
  @IsString() bell_id: string;
  @IsInt() times: number;
}
const ring = defineCommand({
  type: 'bell.ring',
  permission: 'rent.run',
  decider: bell,
  payload: RingDto,
  streamId: (c) => c.bell_id,
  decide: (c, _s, env) =>
    accept({
      type: 'bell.rang.v1',
      data: { times: c.times, period: env.period(env.today) },
      effective_on: env.today,
    } as const),
});

class Tables1763999999999 {
  name = 'Tables1763999999999';
  async up(q: QueryRunner): Promise<void> {
    for (const t of ['bell_total', 'bell_heard']) {
      await q.query(`create table ${t} (tmo_id integer not null, bell_id text not null, rings bigint not null,
        primary key (tmo_id, bell_id))`);
      await tmoTable(q, t);
    }
  }
  async down(): Promise<void> {
    await Promise.resolve();
  }
}

const total = (name: string, mode: 'inline' | 'async', table: string) =>
  defineProjection({
    name,
    mode,
    tables: [table],
    events: ['bell.rang.v1'],
    apply: async (tx, tmo_id, events) => {
      await tx.query(
        `insert into ${table} as t select $1, id, sum(n)::bigint from unnest($2::text[], $3::int[]) x(id, n) group by id
          on conflict (tmo_id, bell_id) do update set rings = t.rings + excluded.rings`,
        [tmo_id, events.map((e) => e.stream_id), (events as StoredEvent<Rang>[]).map((e) => e.data.times)],
        `${name}-apply`,
      );
    },
  });

let failAt = '';
const context = defineContext({
  name: 'bell',
  events: ['bell.rang.v1', 'log.opened.v1'],
  commands: [ring],
  postings: [
    {
      type: 'bell.rang.v1',
      postings: (e) => {
        const { times, period } = e.data as Rang['data'];
        return [
          { account: 'rung', fund: 'agency', period, amount_pence: times },
          { account: 'heard', fund: 'agency', period, amount_pence: -times },
        ];
      },
    },
  ],
  projections: [total('bell.total', 'inline', 'bell_total'), total('bell.heard', 'async', 'bell_heard')],
  processes: [
    defineProcess({
      name: 'bell.echo',
      actor: 'seed',
      events: ['bell.rang.v1'],
      react: (event: StoredEvent) => {
        if (`${event.tmo_id}/${event.position}` === failAt) throw new Error('the rope broke');
        const { times } = event.data as Rang['data'];
        const call = { command: ring, payload: { bell_id: 'echo', times: times - 1 } };
        return Promise.resolve(times > 1 ? [call] : []);
      },
    }),
  ],
  migrations: [Tables1763999999999, Checkpoint1763800200000],
});

describe('read models and consumers', () => {
  let log: TestLog;
  let consumers: Consumers;
  const ringing = (ctx: TmoContext, bell_id: string, times: number) =>
    log.executor.execute(ctx, ring, { bell_id, times }, { command_id: newUuid() });

  beforeAll(async () => {
    log = await testLog([context]);
    consumers = new Consumers(log.db, log.registry, log.executor);
  });
  afterAll(() => log.close());

  const rows = (ctx: TmoContext, table: string) =>
    log.db.inTmo(ctx, (tx) => tx.query(`select bell_id, rings from ${table} order by bell_id`));

  it('a process answers each event once, and an async read model follows', async () => {
    const ctx = await log.openTmo('echoing');
    await ringing(ctx, 'tom', 3);
    await consumers.drain();
    const want = [
      { bell_id: 'bell/echo', rings: 3 },
      { bell_id: 'bell/tom', rings: 3 },
    ];
    expect(await rows(ctx, 'bell_total')).toEqual(want);
    expect(await rows(ctx, 'bell_heard')).toEqual(want);
    await consumers.drain();
    expect(await rows(ctx, 'bell_heard')).toEqual(want);
  });

  it('an error parks the consumer in that TMO alone, and it goes on where it stood', async () => {
    const [ctx, other] = [await log.openTmo('parked'), await log.openTmo('unhurt')];
    failAt = `${ctx.tmo_id}/3`;
    await ringing(ctx, 'tom', 1);
    await ringing(ctx, 'tom', 2);
    await ringing(other, 'tom', 2);
    await consumers.drain();
    failAt = '';
    const [lag] = await consumers.lags();
    expect(lag).toMatchObject({ consumer: 'bell.echo', tmo_id: ctx.tmo_id, parked_because: 'the rope broke' });
    expect(await rows(other, 'bell_total')).toContainEqual({ bell_id: 'bell/echo', rings: 1 });
    await consumers.resume('bell.echo', ctx.tmo_id);
    await consumers.drain();
    expect(await consumers.lags()).toEqual([]);
    expect(await rows(ctx, 'bell_total')).toContainEqual({ bell_id: 'bell/echo', rings: 1 });
  });

  it('a rebuild makes what stands there, and mends what does not', async () => {
    const ctx = await log.openTmo('rebuilt');
    await ringing(ctx, 'tom', 2);
    await consumers.drain();
    expect((await verify(log.db, log.registry, ctx.tmo_id)).faults).toEqual([]);
    await log.db.inTmo(ctx, (tx) => tx.query(`update bell_total set rings = 99 where bell_id = 'bell/tom'`));
    const [difference] = await rebuild(log.db, log.registry.projections, ctx.tmo_id, { replace: true });
    expect(difference).toMatchObject({ table: 'bell_total', missing: 1, surplus: 1 });
    expect((await verify(log.db, log.registry, ctx.tmo_id)).faults).toEqual([]);
  });

  it('a rebuild brings back what was posted to a period that has been closed since', async () => {
    const ctx = await log.openTmo('closed');
    await ringing(ctx, 'tom', 2);
    await consumers.drain();
    // Whatever is posted to today's period stands; the lock then says that it is closed.
    const period = periodOf(londonDateOf(new Date()));
    await log.db.inTmo(ctx, (tx) =>
      tx.query('insert into ledger_lock (tmo_id, closed_through) values ($1, $2)', [ctx.tmo_id, period]),
    );
    const only = log.registry.projections.filter((p) => p.tables.includes('posting'));
    await rebuild(log.db, only, ctx.tmo_id, { replace: true });
    await rebuild(log.db, log.registry.projections, ctx.tmo_id, { replace: true });
    expect((await verify(log.db, log.registry, ctx.tmo_id)).faults).toEqual([]);
  });

  it('a rebuild waits for a page of an async read model that is being handled, and loses none of it', async () => {
    const ctx = await log.openTmo('meanwhile');
    await ringing(ctx, 'tom', 1);
    await consumers.drain();
    await ringing(ctx, 'tom', 1);
    const heard = log.registry.projections.filter((p) => p.name === 'bell.heard');
    let rebuilding: Promise<unknown> = Promise.resolve();
    await log.db.inTmo(ctx, async (tx) => {
      await tx.query(`select position from checkpoint where consumer = 'bell.heard' and tmo_id = $1 for update`, [
        ctx.tmo_id,
      ]);
      await tx.query(`update bell_heard set rings = 2 where tmo_id = $1 and bell_id = 'bell/tom'`, [ctx.tmo_id]);
      rebuilding = rebuild(log.db, heard, ctx.tmo_id, { replace: true });
      await new Promise((resolve) => setTimeout(resolve, 300));
      await tx.query(`update checkpoint set position = 3 where consumer = 'bell.heard' and tmo_id = $1`, [ctx.tmo_id]);
    });
    await rebuilding;
    expect(await rows(ctx, 'bell_heard')).toEqual([{ bell_id: 'bell/tom', rings: 2 }]);
  });

  it('a page that another worker is handling is left to it, and nobody is parked for waiting', async () => {
    const ctx = await log.openTmo('two-workers');
    await ringing(ctx, 'tom', 1);
    await consumers.drain();
    await ringing(ctx, 'tom', 1);
    await log.db.inTmo(ctx, async (tx) => {
      await tx.query('select position from checkpoint where tmo_id = $1 for update', [ctx.tmo_id]);
      expect(await consumers.runOnce()).toBe(0);
    });
    expect((await consumers.lags()).map((l) => l.parked_because)).toEqual([null, null]);
    await consumers.drain();
    expect(await consumers.lags()).toEqual([]);
  });

  it('a log that is busy for a while parks nobody: the consumer tries again', async () => {
    const ctx = await log.openTmo('busy');
    await ringing(ctx, 'tom', 2);
    await log.db.inTmo(ctx, async (tx) => {
      await tx.query('select lock_head($1)', [ctx.tmo_id]);
      await expect(consumers.drain()).rejects.toThrow(Conflict);
    });
    expect((await consumers.lags()).map((l) => l.parked_because)).toEqual([null]);
    await consumers.drain();
    expect(await rows(ctx, 'bell_heard')).toContainEqual({ bell_id: 'bell/echo', rings: 1 });
  }, 20_000);

  it('verify finds a changed event, a changed state, a changed balance and a history that another holds', async () => {
    const ctx = await log.openTmo('tampered');
    await ringing(ctx, 'tom', 1);
    await ringing(ctx, 'tim', 1);
    await consumers.drain();
    const honest = await verify(log.db, log.registry, ctx.tmo_id);
    expect(honest.faults).toEqual([]);
    const admin = new pg.Client({
      connectionString: process.env.TEST_ADMIN_URL?.replace(/\/[^/]*$/, new URL(log.urls.appUrl).pathname),
    });
    await admin.connect();
    await admin.query('alter table event disable trigger user');
    await admin.query(
      `update event set data = '{"times":1,"period":"2020/21-01"}' where tmo_id = $1 and position = 2`,
      [ctx.tmo_id],
    );
    await admin.query(`update stream set state = '{"rings":7}' where tmo_id = $1 and stream_id = 'bell/tim'`, [
      ctx.tmo_id,
    ]);
    await admin.query(`update account_balance set balance_pence = 5 where tmo_id = $1 and account = 'rung'`, [
      ctx.tmo_id,
    ]);
    await admin.query('alter table event enable trigger user');
    await admin.end();
    const { faults } = await verify(log.db, log.registry, ctx.tmo_id, { position: 3, hash: '00'.repeat(32) });
    expect(faults.map((f) => `${f.check}: ${f.where}`)).toEqual(
      expect.arrayContaining([
        'chain: position 2 (bell.rang.v1)',
        'chain: position 3 (bell.rang.v1)',
        'stream states: bell/tim',
        'ledger: rung',
        'read models: ledger.postings, table posting',
      ]),
    );
  });
});
