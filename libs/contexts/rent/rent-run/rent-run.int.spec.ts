import { addDays, civilDate, deterministicUuid, makeReference } from '#kernel';
import { agreementContext, establishTmo, setRentLedgerKeeper } from '#contexts/agreement/agreement.module.js';
import { type AnyCommand, type Outcome, SuppliedClock, type TmoContext, type Tx } from '#platform/event-store';
import { Checkpoint1763800200000, verify } from '#platform/projections';
import { type TestLog, testLog } from '#platform/testing-database';
import { accountsInArrears, balances, debtor, entries, rentRunOf } from '../contracts/index.js';
import {
  bringInOpeningBalance,
  closeAccount,
  openAccount,
  RentRun,
  rentContext,
  reverseEntry,
  setCharges,
  setRentYear,
} from '../rent.module.js';
import { rentRunDuty } from './rent-run.duty.js';

const APRIL_6 = civilDate('2026-04-06');
const id = (what: string, n: number) => deterministicUuid(what, String(n));

describe('the weekly rent run', () => {
  const clock = new SuppliedClock('2026-04-01T08:00:00Z');
  let log: TestLog;
  let ctx: TmoContext;
  let run: RentRun;
  let made = 0;

  const send = (command: AnyCommand, payload: object, as = ctx): Promise<Outcome> =>
    log.executor.execute(as, command, payload, { command_id: id('command', (made += 1)) });
  const sent = async (command: AnyCommand, payload: object, as = ctx) => {
    const outcome = await send(command, payload, as);
    expect(outcome).toMatchObject({ status: 'accepted' });
    return outcome;
  };
  const read = <T>(query: (tx: Tx) => Promise<T>) => log.db.inTmo(ctx, query);
  const owed = async (n: number) =>
    (await read((tx) => balances(tx, ctx.tmo_id, [id('account', n)]))).get(id('account', n));

  async function open(n: number, more: { kind?: string; opened_on?: string; rent?: number | null } = {}, as = ctx) {
    const { kind = 'rent', opened_on = '2026-04-06', rent = 10_000 + n } = more;
    const account_id = id('account', n);
    const holder = kind === 'void' ? { home_id: id('home', n) } : { tenancy_id: id('tenancy', n) };
    await sent(openAccount, { account_id, kind, account_number: String(1_000_000 + n), opened_on, ...holder }, as);
    if (rent === null) return;
    await sent(setCharges, { account_id, from: APRIL_6, charges: [{ component: 'rent', weekly_pence: rent }] }, as);
  }

  beforeAll(async () => {
    log = await testLog(
      [agreementContext, rentContext, { name: 'projections', migrations: [Checkpoint1763800200000] }],
      { clock },
    );
    run = new RentRun(log.db, log.executor, clock);
    ctx = await log.openTmo('brookmead');
    await sent(setRentYear, { year: '2026', starts_on: APRIL_6, weeks: 52, free_weeks: ['2026-12-21', '2026-12-28'] });
    for (const n of [1, 2, 3]) await open(n);
    await open(4, { rent: null });
    await open(5, { kind: 'void' });
    await open(6, { kind: 'recharge', rent: null });
  });
  afterAll(() => log.close());

  it('is not due before its Monday, and cannot be run before it', async () => {
    const due = (on: string) => read((tx) => rentRunDuty.outstanding(tx, ctx.tmo_id, civilDate(on)));
    expect([await due('2026-04-05'), await due('2026-04-06')]).toEqual([[], ['2026-04-06']]);
    expect(await run.run(ctx, APRIL_6)).toMatchObject({ status: 'refused', refusal: { code: 'week-not-begun' } });
  });

  it('shows beforehand what it would charge, and charges nothing by showing it', async () => {
    clock.set('2026-04-06T06:00:00Z');
    expect(await run.preview(ctx, APRIL_6)).toEqual({
      status: 'ready',
      count: {
        week_of: APRIL_6,
        free: false,
        accounts: 5,
        charged: 4,
        charged_pence: 10_001 + 10_002 + 10_003 + 10_005,
        caught_up: 0,
        already: 0,
        refused: [
          {
            account_id: id('account', 4),
            code: 'no-charges-set',
            facts: { week_of: '2026-04-06', first_charges_from: null },
          },
        ],
      },
    });
    expect(await owed(1)).toBeUndefined();
  });

  it('charges every account once, names who is not charged, and its control total adds up', async () => {
    const answer = await run.run(ctx, APRIL_6);
    expect(answer).toMatchObject({ status: 'ready', count: { accounts: 5, charged: 4, already: 0 } });
    expect([await owed(1), await owed(2), await owed(5)]).toEqual([10_001, 10_002, 10_005]);
    const recorded = await read((tx) => rentRunOf(tx, ctx.tmo_id, APRIL_6));
    expect(recorded).toMatchObject({
      charged: 4,
      charged_pence: 40_011,
      refused: [{ account_id: id('account', 4), code: 'no-charges-set', facts: { week_of: '2026-04-06' } }],
    });
    expect(await read((tx) => rentRunDuty.outstanding(tx, ctx.tmo_id, APRIL_6))).toEqual([]);
  });

  it('run again charges nobody twice and records nothing new', async () => {
    const before = await read((tx) => rentRunOf(tx, ctx.tmo_id, APRIL_6));
    expect(await run.run(ctx, APRIL_6)).toMatchObject({
      status: 'ready',
      count: { charged: 4, charged_pence: 40_011 },
    });
    expect(await owed(1)).toBe(10_001);
    expect(await read((tx) => rentRunOf(tx, ctx.tmo_id, APRIL_6))).toEqual(before);
  });

  it('charges whom it had refused, once that is put right, and says so', async () => {
    await sent(setCharges, {
      account_id: id('account', 4),
      from: APRIL_6,
      charges: [{ component: 'rent', weekly_pence: 5_000 }],
    });
    expect(await run.run(ctx, APRIL_6)).toMatchObject({
      status: 'ready',
      count: { charged: 5, charged_pence: 45_011 },
    });
    expect(await read((tx) => rentRunOf(tx, ctx.tmo_id, APRIL_6))).toMatchObject({ charged: 5, refused: [] });
  });

  it('catches up an account that was opened late', async () => {
    clock.set('2026-04-20T06:00:00Z');
    await open(7);
    expect(await run.run(ctx, addDays(APRIL_6, 7))).toMatchObject({
      status: 'ready',
      count: { charged: 6, caught_up: 1 },
    });
    expect(await owed(7)).toBe(2 * 10_007);
  });

  it('charges from the day after the balance that was brought in', async () => {
    const account_id = id('account', 8);
    await open(8, { opened_on: '1987-11-09', rent: null });
    await sent(bringInOpeningBalance, { account_id, amount_pence: 7_316, as_at: '2026-04-19', source: 'Council' });
    await sent(setCharges, { account_id, from: '2026-04-20', charges: [{ component: 'rent', weekly_pence: 9_000 }] });
    await run.run(ctx, civilDate('2026-04-20'));
    expect(await owed(8)).toBe(7_316 + 9_000);
  });

  it('does not charge a week again that was reversed, though it is run again', async () => {
    const account = { account_id: id('account', 2), kind: 'rent' } as const;
    const page = await read((tx) => entries(tx, ctx.tmo_id, account, { limit: 50, offset: 0 }));
    const latest = page.entries[0];
    await sent(reverseEntry, {
      account_id: account.account_id,
      position: latest?.position,
      reason: 'charged-in-error',
    });
    await run.run(ctx, civilDate('2026-04-20'));
    expect(await owed(2)).toBe(2 * 10_002);
    expect(
      await send(reverseEntry, { account_id: account.account_id, position: latest?.position, reason: 'wrong-amount' }),
    ).toMatchObject({
      status: 'refused',
      refusal: { code: 'already-reversed' },
    });
  });

  it('reverses no entry of another account, though somebody asks for it', async () => {
    const account = { account_id: id('account', 3), kind: 'rent' } as const;
    const [entry] = (await read((tx) => entries(tx, ctx.tmo_id, account, { limit: 1, offset: 0 }))).entries;
    expect(
      await send(reverseEntry, { account_id: id('account', 1), position: entry?.position, reason: 'wrong-amount' }),
    ).toMatchObject({ status: 'refused', refusal: { code: 'entry-not-found' } });
  });

  it('gives a tenant who left on a Wednesday the rest of that week back', async () => {
    await sent(closeAccount, { account_id: id('account', 3), closed_on: '2026-04-22' });
    expect(await owed(3)).toBe(2 * 10_003 + 4_287); // 100.03 × 3/7 = 42.87
    clock.set('2026-04-27T06:00:00Z');
    await run.run(ctx, civilDate('2026-04-27'));
    expect(await owed(3)).toBe(2 * 10_003 + 4_287);
  });

  it('after three weeks down is due three times, oldest first', async () => {
    const due = await read((tx) => rentRunDuty.outstanding(tx, ctx.tmo_id, civilDate('2026-05-18')));
    expect(due).toEqual(['2026-05-04', '2026-05-11', '2026-05-18']);
  });

  it('is noticed when no rent year is set for the week', async () => {
    const due = await read((tx) => rentRunDuty.outstanding(tx, ctx.tmo_id, civilDate('2027-04-05')));
    expect(due.at(-1)).toBe('2027-04-05');
    clock.set('2027-04-05T06:00:00Z');
    const services = { get: () => run } as unknown as Parameters<typeof rentRunDuty.perform>[2];
    await expect(rentRunDuty.perform(ctx, civilDate('2027-04-05'), services)).rejects.toThrow('no-rent-year');
  });

  it('charges nothing in a free week and counts everybody', async () => {
    expect(await run.run(ctx, civilDate('2026-12-14'))).toMatchObject({ count: { free: false } });
    const before = await owed(1);
    expect(await run.run(ctx, civilDate('2026-12-21'))).toMatchObject({
      count: { free: true, accounts: 6, charged: 6, charged_pence: 0, refused: [] },
    });
    expect(await owed(1)).toBe(before);
  });

  it('is not this TMO’s where the council keeps the rent ledger', async () => {
    const other = await log.openTmo('council-kept');
    await sent(establishTmo, { name: 'Council Kept', council_name: 'A council', from: '2026-01-01' }, other);
    await sent(setRentLedgerKeeper, { keeper: 'council', from: '2026-01-01' }, other);
    await open(1, {}, other);
    expect(await run.run(other, APRIL_6)).toMatchObject({ refusal: { code: 'rent-ledger-kept-by-council' } });
    expect(await log.db.inTmo(other, (tx) => rentRunDuty.outstanding(tx, other.tmo_id, APRIL_6))).toEqual([]);
  });

  it('lists who is in arrears as at a day and as it was known', async () => {
    const asAt = (as_at: string, known_position?: number) =>
      read((tx) =>
        accountsInArrears(tx, ctx.tmo_id, { as_at: civilDate(as_at), ...(known_position ? { known_position } : {}) }),
      );
    const onApril6 = await asAt('2026-04-06');
    expect(onApril6.map((a) => [a.reference, a.balance_pence])).toEqual(
      expect.arrayContaining([
        [makeReference('1000001'), 10_001],
        [makeReference('1000004'), 5_000],
      ]),
    );
    const amounts = onApril6.map((a) => a.balance_pence);
    expect(amounts).toEqual(amounts.toSorted((a, b) => b - a));
    expect(onApril6.every((a) => a.kind !== 'void')).toBe(true);
    // What account 7 owed on 6 April was known only once it was opened, late.
    const firstRun = await read((tx) =>
      tx.query<{ position: number }>(
        `select min(position) as position from event where type = 'rent.run-completed.v1'`,
      ),
    );
    const knownThen = await asAt('2026-04-06', firstRun[0]?.position);
    expect([onApril6, knownThen].map((list) => list.some((a) => a.account_id === id('account', 7)))).toEqual([
      true,
      false,
    ]);
  });

  it('pages an account’s entries with the balance after each, the latest first', async () => {
    const account = { account_id: id('account', 2), kind: 'rent' } as const;
    const { entries: page, total } = await read((tx) =>
      entries(tx, ctx.tmo_id, account, { as_at: civilDate('2026-04-30'), limit: 3, offset: 0 }),
    );
    expect(total).toBe(5);
    expect(page.map((e) => [e.effective_on, e.event.type, e.amount_pence, e.balance_pence])).toEqual([
      ['2026-04-27', 'rent.week-charged.v1', 10_002, 3 * 10_002],
      ['2026-04-20', 'rent.entry-reversed.v1', -10_002, 2 * 10_002],
      ['2026-04-20', 'rent.week-charged.v1', 10_002, 3 * 10_002],
    ]);
    expect(page.map((e) => e.reversed_by)).toEqual([null, null, page[1]?.position]);
  });

  it('shows another TMO nothing', async () => {
    const other = await log.openTmo('elsewhere');
    const seen = await log.db.inTmo(other, async (tx) => [
      (await balances(tx, ctx.tmo_id, [id('account', 1)])).size,
      (await accountsInArrears(tx, ctx.tmo_id)).length,
      (await tx.query(`select 1 from posting where account = $1`, [debtor(id('account', 1))])).length,
    ]);
    expect(seen).toEqual([0, 0, 0]);
  });

  it('is the same when rebuilt from the log', async () => {
    expect((await verify(log.db, log.registry, ctx.tmo_id)).faults).toEqual([]);
  });
});
