import { createHash } from 'node:crypto';
import { IsInt, IsOptional, IsString } from 'class-validator';
import { accept, type CivilDate, civilDate, type Decider, type DomainEvent, newUuid, refuse } from '#kernel';
import { type TestLog, testLog } from '#platform/testing-database';
import {
  chainHash,
  CommandIdReused,
  Conflict,
  defineClaims,
  defineCommand,
  defineContext,
  GENESIS,
  type HashedColumns,
  PermissionDenied,
  SuppliedClock,
  type TmoContext,
} from './index.js';

type Paid = DomainEvent<'pot.paid-in.v1', { amount_pence: number; period: string; label?: string }>;
type Named = DomainEvent<'pot.named.v1', { name: string }>;
type NameGivenUp = DomainEvent<'pot.name-given-up.v1', { name: string }>;
interface Pot {
  readonly total_pence: number;
}

const pot: Decider<Pot, Paid | Named | NameGivenUp> = {
  kind: 'pot',
  state_version: 1,
  initial: { total_pence: 0 },
  evolve: (s, e) => (e.type === 'pot.paid-in.v1' ? { total_pence: s.total_pence + e.data.amount_pence } : s),
};

class PayInDto {
  @IsString() pot_id: string;
  @IsInt() amount_pence: number;
  @IsOptional() @IsString() label?: string;
}
class NameDto {
  @IsString() pot_id: string;
  @IsString() name: string;
}

const on: CivilDate = civilDate('2026-04-06');
const payIn = defineCommand({
  type: 'pot.pay-in',
  permission: 'rent.run',
  decider: pot,
  payload: PayInDto,
  streamId: (c) => c.pot_id,
  decide: (c, s, env) => {
    if (s.total_pence + c.amount_pence > 1000) {
      const evidence = c.label ? [{ type: 'pot.overfilled.v1', data: { label: c.label }, effective_on: on }] : [];
      return refuse('pot-is-full', { total_pence: s.total_pence }, evidence);
    }
    const data = { amount_pence: c.amount_pence, period: env.period(on), ...(c.label ? { label: c.label } : {}) };
    return accept({ type: 'pot.paid-in.v1', data, effective_on: on } as const);
  },
});
const name = defineCommand({
  type: 'pot.name',
  permission: 'rent.run',
  decider: pot,
  payload: NameDto,
  streamId: (c) => c.pot_id,
  decide: (c) => accept({ type: 'pot.named.v1', data: { name: c.name }, effective_on: on } as const),
});
const giveUpName = defineCommand({
  type: 'pot.give-up-name',
  permission: 'rent.run',
  decider: pot,
  payload: NameDto,
  streamId: (c) => c.pot_id,
  decide: (c) => accept({ type: 'pot.name-given-up.v1', data: { name: c.name }, effective_on: on } as const),
});

const nameInSecret = defineCommand({
  ...name,
  type: 'pot.name-in-secret',
  sealed: { subject: (c) => `pot/${c.pot_id}`, fields: ['name'] },
});

const context = defineContext({
  name: 'pot',
  commands: [payIn, name, giveUpName, nameInSecret],
  claims: [
    defineClaims<Named>('pot.named.v1', (e) => [{ op: 'take', kind: 'pot-name', key: e.data.name }]),
    defineClaims<NameGivenUp>('pot.name-given-up.v1', (e) => [{ op: 'release', kind: 'pot-name', key: e.data.name }]),
  ],
  postings: [
    {
      type: 'pot.paid-in.v1',
      postings: (e) => {
        const { amount_pence, period } = e.data as Paid['data'];
        return [
          { account: 'cash', fund: 'agency', period, amount_pence },
          { account: 'pots', fund: 'agency', period, amount_pence: -amount_pence },
        ];
      },
    },
  ],
});

describe('the log', () => {
  let log: TestLog;
  let ctx: TmoContext;
  const pay = (pot_id: string, amount_pence: number, command_id = newUuid(), label?: string) =>
    log.executor.execute(ctx, payIn, { pot_id, amount_pence, ...(label ? { label } : {}) }, { command_id });

  beforeAll(async () => {
    log = await testLog([context]);
    ctx = await log.openTmo('hundred-pots');
  });
  afterAll(() => log.close());

  async function columns(tmo: TmoContext): Promise<(HashedColumns & { hash: Buffer })[]> {
    return log.db.inTmo(tmo, (tx) =>
      tx.query(
        `select tmo_id, position, stream_id, version, type, data::text as data, metadata::text as metadata,
          effective_on, recorded_at, hash from event order by position`,
      ),
    );
  }

  it('records an accepted command, its state, its receipt and its money in one append', async () => {
    const id = newUuid();
    const outcome = await pay('a', 300, id);
    expect(outcome).toMatchObject({ status: 'accepted', stream_id: 'pot/a', repeated: false });
    const rows = await log.db.inTmo(ctx, async (tx) => ({
      state: await tx.query('select version, state from stream where stream_id = $1', ['pot/a']),
      receipt: await tx.query('select events, refusal from receipt where command_id = $1', [id]),
      balance: await tx.query('select account, balance_pence from account_balance order by account'),
    }));
    expect(rows).toEqual({
      state: [{ version: 1, state: { total_pence: 300 } }],
      receipt: [{ events: 1, refusal: null }],
      balance: [
        { account: 'cash', balance_pence: 300 },
        { account: 'pots', balance_pence: -300 },
      ],
    });
  });

  it('answers a command sent twice with the first answer and does nothing again', async () => {
    const id = newUuid();
    const first = await pay('b', 200, id);
    const second = await pay('b', 200, id);
    expect(second).toEqual({ ...first, repeated: true });
  });

  it('says so when a command id comes back with another amount', async () => {
    const id = newUuid();
    await pay('c', 200, id);
    await expect(pay('c', 201, id)).rejects.toThrow(CommandIdReused);
  });

  it('keeps the receipt and the evidence of a refusal that someone may have to prove', async () => {
    const id = newUuid();
    const outcome = await pay('d', 2000, id, 'too much');
    expect(outcome).toMatchObject({ status: 'refused', refusal: { code: 'pot-is-full' } });
    expect(await pay('d', 2000, id, 'too much')).toEqual({ ...outcome, repeated: true });
    const evidence = await log.db.inTmo(ctx, (tx) =>
      tx.query(`select type, stream_id like 'refusal/%' as apart from event where type = 'pot.overfilled.v1'`),
    );
    expect(evidence).toEqual([{ type: 'pot.overfilled.v1', apart: true }]);
  });

  it('refuses a name that another stream has claimed, alone and in a list', async () => {
    const naming = (pot_id: string) => ({ command: name, payload: { pot_id, name: 'Alder' }, command_id: newUuid() });
    const alone = naming('e');
    expect(await log.executor.execute(ctx, name, alone.payload, alone)).toMatchObject({ status: 'accepted' });
    const taken = { status: 'refused', refusal: { code: 'pot-name-already-taken', facts: { pot_name: 'Alder' } } };
    const again = naming('f');
    expect(await log.executor.execute(ctx, name, again.payload, again)).toMatchObject(taken);
    const birch = (pot_id: string) => ({ command: name, payload: { pot_id, name: 'Birch' }, command_id: newUuid() });
    const { outcomes } = await log.executor.executeMany(ctx, [birch('g'), birch('h'), naming('i')], {
      onRefusal: 'report',
    });
    expect(outcomes.map((o) => o.status)).toEqual(['accepted', 'refused', 'refused']);
  });

  it('does all of an all-or-nothing list or none of it', async () => {
    const item = (pot_id: string, amount_pence: number) => ({
      command: payIn,
      payload: { pot_id, amount_pence },
      command_id: newUuid(),
    });
    const { outcomes } = await log.executor.executeMany(ctx, [item('j', 1), item('k', 1), item('j', 1000)], {
      onRefusal: 'abort',
    });
    expect(outcomes.at(-1)).toMatchObject({ status: 'refused' });
    const rows = await log.db.inTmo(ctx, (tx) =>
      tx.query(`select 1 from stream where stream_id in ('pot/j', 'pot/k')`),
    );
    expect(rows).toEqual([]);
  });

  it('gives a name up only for whoever holds it, and then to the next in the same list', async () => {
    const item = (command: typeof name, pot_id: string) => ({
      command,
      payload: { pot_id, name: 'Cedar' },
      command_id: newUuid(),
    });
    const statuses = async (...items: ReturnType<typeof item>[]) =>
      (await log.executor.executeMany(ctx, items, { onRefusal: 'report' })).outcomes.map((o) => o.status);
    expect(await statuses(item(name, 'l'), item(giveUpName, 'm'), item(name, 'n'))).toEqual([
      'accepted',
      'accepted',
      'refused',
    ]);
    expect(await statuses(item(giveUpName, 'm'), item(name, 'n'))).toEqual(['accepted', 'refused']);
    expect(await statuses(item(giveUpName, 'l'), item(name, 'n'))).toEqual(['accepted', 'accepted']);
  });

  it('of an all-or-nothing list that was refused keeps the evidence, and the same list may come again', async () => {
    const items = [
      { command: payIn, payload: { pot_id: 'o', amount_pence: 1 }, command_id: newUuid() },
      { command: payIn, payload: { pot_id: 'p', amount_pence: 3000, label: 'list' }, command_id: newUuid() },
    ];
    for (const attempt of [1, 2]) {
      const { outcomes } = await log.executor.executeMany(ctx, items, { onRefusal: 'abort' });
      expect(outcomes.at(-1)).toMatchObject({ status: 'refused', repeated: false });
      const kept = await log.db.inTmo(ctx, (tx) =>
        tx.query(`select type from event where data->>'label' = 'list' or stream_id in ('pot/o', 'pot/p')`),
      );
      expect(kept).toEqual(Array.from({ length: attempt }, () => ({ type: 'pot.overfilled.v1' })));
    }
  });

  it('tells one of two who wait for each other to try again, and never fails', async () => {
    const item = (pot_id: string) => ({
      command: nameInSecret,
      payload: { pot_id, name: 'Elder' },
      command_id: newUuid(),
    });
    const list = [item('q'), item('r')];
    const send = () => log.executor.executeMany(ctx, list, { onRefusal: 'report' });
    // Another has made the subject's key and now wants the head, which the list holds while it wants the key.
    const other = log.db.inTmo(ctx, async (tx) => {
      await log.vault.seal(tx, ctx.tmo_id, 'pot/q', 'x');
      const sent = send().catch((error: unknown) => error);
      await new Promise((resolve) => setTimeout(resolve, 300));
      await tx.query('select lock_head($1)', [ctx.tmo_id]);
      return sent;
    });
    expect(await other).toBeInstanceOf(Conflict);
    expect((await send()).outcomes.map((o) => o.status)).toEqual(['accepted', 'accepted']);
  });

  it('lets no attempt on a hot stream go unanswered', async () => {
    const outcomes = await Promise.all(Array.from({ length: 60 }, () => pay('hot', 50)));
    expect(outcomes.filter((o) => o.status === 'accepted')).toHaveLength(20);
    expect(outcomes.filter((o) => o.status === 'refused')).toHaveLength(40);
  });

  it('refuses whoever lacks the permission', async () => {
    const board = log.as(ctx, ['board_member']);
    await expect(
      log.executor.execute(board, payIn, { pot_id: 'z', amount_pence: 1 }, { command_id: newUuid() }),
    ).rejects.toThrow(PermissionDenied);
  });

  it('cannot be changed by the application, nor appended to past its function', async () => {
    const attempt = (sql: string) => log.db.inTmo(ctx, (tx) => tx.query(sql));
    await expect(attempt(`update event set type = 'x'`)).rejects.toThrow(/permission denied/);
    await expect(attempt(`delete from event`)).rejects.toThrow(/permission denied/);
    await expect(attempt(`update head set position = 0`)).rejects.toThrow(/permission denied/);
    await expect(attempt(`select resume_store_clock(999)`)).rejects.toThrow(/not the TMO/);
  });

  it('shows one TMO nothing of another', async () => {
    const other = await log.openTmo('other');
    const seen = await log.db.inTmo(other, (tx) => tx.query('select distinct tmo_id from event'));
    expect(seen).toEqual([{ tmo_id: other.tmo_id }]);
    await expect(log.db.withoutTmo((tx) => tx.query('select tmo_id from event'))).resolves.toEqual([]);
  });

  it('forms a chain that anybody can recompute from the columns alone', async () => {
    await pay('accents', 1, newUuid(), 'Zoë “O’Neill” \\u0000 \\ — 漢字 🏠');
    let previous: Buffer = GENESIS;
    const events = await columns(ctx);
    for (const [i, e] of events.entries()) {
      expect(e.position).toBe(i + 1);
      expect(e.hash.toString('hex')).toBe(chainHash(previous, e).toString('hex'));
      previous = e.hash;
    }
    expect(events.length).toBeGreaterThan(20);
    expect(createHash('sha256').update(GENESIS).digest()).toHaveLength(32);
  });

  it('refuses text that cannot be kept byte for byte', async () => {
    await expect(pay('nul', 1, newUuid(), 'a\u0000b')).rejects.toThrow(/cannot be kept/);
    await expect(pay('half', 1, newUuid(), 'a\ud83d')).rejects.toThrow(/cannot be kept/);
  });
});

describe('the store clock', () => {
  it('can be supplied only on a log opened for it, never runs back, and ends for good', async () => {
    const clock = new SuppliedClock('2026-03-02T09:00:00.000Z');
    const log = await testLog([context], { clock });
    const ctx = await log.openTmo('past');
    const pay = () => log.executor.execute(ctx, payIn, { pot_id: 'a', amount_pence: 1 }, { command_id: newUuid() });
    clock.set('2026-03-09T09:00:00.000Z');
    await pay();
    clock.set('2026-03-01T09:00:00.000Z');
    await pay();
    const times = await log.db.inTmo(ctx, (tx) =>
      tx.query<{ type: string; recorded_at: string }>('select type, recorded_at from event order by position'),
    );
    expect(times.map((t) => [t.type, t.recorded_at])).toEqual([
      ['log.opened.v1', '2026-03-02T09:00:00.000000Z'],
      ['pot.paid-in.v1', '2026-03-09T09:00:00.000000Z'],
      ['pot.paid-in.v1', '2026-03-09T09:00:00.000000Z'],
    ]);
    await log.db.inTmo(ctx, (tx) => tx.query('select resume_store_clock($1)', [ctx.tmo_id]));
    await expect(pay()).rejects.toThrow(/takes its time from the store/);
    await log.close();
  });
});
