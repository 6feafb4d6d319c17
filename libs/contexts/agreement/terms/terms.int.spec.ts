import { civilDate, newUuid, pence } from '#kernel';
import type { AnyCommand, TmoContext } from '#platform/event-store';
import { Checkpoint1763800200000, verify } from '#platform/projections';
import { type TestLog, testLog } from '#platform/testing-database';
import { agreementAsAt, rentLedgerKeeper, responsible } from '../contracts/index.js';
import {
  adoptEdition,
  agreementContext,
  assignFunction,
  establishTmo,
  setOrderLimit,
  setRentLedgerKeeper,
} from '../agreement.module.js';
import { historyOf } from './terms.queries.js';

describe('the agreement as anybody may ask for it', () => {
  let log: TestLog;
  let ctx: TmoContext;
  const send = async (command: AnyCommand, payload: object): Promise<number> => {
    const outcome = await log.executor.execute(ctx, command, payload, { command_id: newUuid() });
    if (outcome.status === 'refused') throw new Error(outcome.refusal.code);
    return outcome.position;
  };
  const read = <T>(query: (tx: Parameters<typeof responsible>[0]) => Promise<T>) => log.db.inTmo(ctx, query);
  const arrearsOn = (date: string, known_to?: number) =>
    read((tx) => responsible(tx, ctx.tmo_id, 'arrears', civilDate(date), known_to));

  let beforeCorrection = 0;

  beforeAll(async () => {
    log = await testLog([agreementContext, { name: 'projections', migrations: [Checkpoint1763800200000] }]);
    ctx = await log.openTmo('brookmead');
    await send(establishTmo, { name: 'Brookmead TMO', council_name: 'Southmere Council', from: '2018-04-02' });
    await send(adoptEdition, { edition: '2013', from: '2018-04-02' });
    await send(assignFunction, { function: 'arrears', responsible: 'council', from: '2018-04-02' });
    beforeCorrection = await send(assignFunction, { function: 'arrears', responsible: 'tmo', from: '2026-04-13' });
    await send(assignFunction, {
      function: 'arrears',
      responsible: 'tmo',
      from: '2026-04-06',
      replaces_from: '2026-04-13',
    });
    await send(assignFunction, { function: 'arrears', responsible: 'shared', from: '2026-04-13' });
    await send(setOrderLimit, { role: 'officer', limit_pence: 50_000, from: '2026-04-06' });
    await send(setRentLedgerKeeper, { keeper: 'tmo', from: '2018-04-02' });
    await send(setRentLedgerKeeper, { keeper: 'council', from: '2027-04-05' });
  });
  afterAll(() => log.close());

  it.each([
    ['2018-04-01', 'not-delegated'],
    ['2018-04-02', 'council'],
    ['2026-04-05', 'council'],
    ['2026-04-06', 'tmo'],
    ['2026-04-13', 'shared'],
  ])('on %s arrears are with: %s', async (date, who) => {
    expect(await arrearsOn(date)).toBe(who);
  });

  it('answers as it was known before a date was corrected', async () => {
    expect(await arrearsOn('2026-04-06', beforeCorrection)).toBe('council');
    expect(await arrearsOn('2026-04-13', beforeCorrection)).toBe('tmo');
  });

  it('says who keeps the rent ledger, and does not guess before anybody said so', async () => {
    const keeper = (date: string) => read((tx) => rentLedgerKeeper(tx, ctx.tmo_id, civilDate(date)));
    expect(await keeper('2018-04-01')).toBeUndefined();
    expect(await keeper('2026-11-22')).toBe('tmo');
    expect(await keeper('2027-04-05')).toBe('council');
  });

  it('shows the whole agreement on a day: what is not listed is not delegated, and no limit is not a limit of nothing', async () => {
    const view = await read((tx) => agreementAsAt(tx, ctx.tmo_id, civilDate('2026-04-08')));
    expect(view.party).toEqual({
      name: 'Brookmead TMO',
      council_name: 'Southmere Council',
      established_on: '2018-04-02',
    });
    expect(view.edition).toEqual({ value: '2013', from: '2018-04-02' });
    expect(view.functions.find((f) => f.key === 'arrears')).toMatchObject({
      responsible: 'tmo',
      from: '2026-04-06',
      next: { responsible: 'shared', from: '2026-04-13' },
    });
    expect(view.functions.find((f) => f.key === 'lifts')).toMatchObject({
      responsible: 'not-delegated',
      from: undefined,
    });
    expect(view.order_limits.find((l) => l.role === 'officer')).toEqual({
      role: 'officer',
      limit_pence: pence(50_000),
      from: '2026-04-06',
    });
    expect(view.order_limits.find((l) => l.role === 'manager')?.limit_pence).toBeUndefined();
    expect(view.rent_ledger_keeper).toEqual({ value: 'tmo', from: '2018-04-02' });
  });

  it('keeps an entry that was corrected in sight', async () => {
    const entries = await read((tx) => historyOf(tx, ctx.tmo_id, 'function', 'arrears'));
    expect(entries.map((e) => [e.from_on, e.value, e.replaced_at !== null])).toEqual([
      ['2026-04-13', 'shared', false],
      ['2026-04-13', 'tmo', true],
      ['2026-04-06', 'tmo', false],
      ['2018-04-02', 'council', false],
    ]);
  });

  it('is the same when rebuilt from the log', async () => {
    expect((await verify(log.db, log.registry, ctx.tmo_id)).faults).toEqual([]);
  });
});
