import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { ModuleRef } from '@nestjs/core';
import { addDays, civilDate, deterministicUuid, makeReference } from '#kernel';
import { agreementContext, assignFunction, establishTmo } from '#contexts/agreement/agreement.module.js';
import { homesContext, registerHome } from '#contexts/homes/homes.module.js';
import { entries } from '#contexts/rent/contracts/index.js';
import {
  bringInOpeningBalance,
  closeAccount,
  openAccount,
  receiveLine,
  registerBankAccount,
  RentRun,
  rentContext,
  reversePayment,
  setCharges,
  setRentYear,
} from '#contexts/rent/rent.module.js';
import { recordPerson, startTenancy, tenanciesContext } from '#contexts/tenancies/tenancies.module.js';
import {
  type AnyCommand,
  type DutyServices,
  Executor,
  type Outcome,
  PermissionDenied,
  SuppliedClock,
  type TmoContext,
  type Tx,
} from '#platform/event-store';
import { Duties, DutyRun1763800400000 } from '#platform/jobs';
import { closePeriod } from '#platform/ledger';
import { Vault } from '#platform/privacy';
import { Checkpoint1763800200000, verify } from '#platform/projections';
import { type TestLog, testLog } from '#platform/testing-database';
import { latestReturn, QUARTERLY_RETURN, returnEvent, returnsMade, returnsThatDiffer } from './contracts/index.js';
import { makeReturn, monitoringContext, remakeReturn } from './monitoring.module.js';
import { quarterlyReturnDuty } from './quarterly-return.duty.js';
import { returnFile } from './return-file/file-text.js';
import type { FigureId } from './return/definitions.js';

const id = (what: string, n: number) => deterministicUuid(what, String(n));
const vault = new Vault('cd'.repeat(32));

describe('the quarterly return', () => {
  const clock = new SuppliedClock('2026-01-04T08:00:00Z');
  const folder = mkdtempSync(join(tmpdir(), 'returns-'));
  let log: TestLog;
  let ctx: TmoContext;
  let run: RentRun;
  let duties: Duties;
  let services: DutyServices;
  let sends = 0;

  const send = (command: AnyCommand, payload: object, as = ctx): Promise<Outcome> =>
    log.executor.execute(as, command, payload, { command_id: id('command', (sends += 1)) });
  const sent = async (command: AnyCommand, payload: object, as = ctx) => {
    const outcome = await send(command, payload, as);
    if (outcome.status === 'refused') throw new Error(`${command.type}: ${JSON.stringify(outcome.refusal)}`);
    return outcome;
  };
  const read = <T>(query: (tx: Tx) => Promise<T>) => log.db.inTmo(ctx, query);
  const contentsOf = async (quarter: string, version?: number) => {
    const made = await read((tx) => returnEvent(tx, ctx.tmo_id, quarter, version));
    if (!made) throw new Error(`no return of ${quarter}`);
    return made.data;
  };
  const fileOf = async (quarter: string, version?: number) => returnFile((await contentsOf(quarter, version)).contents);
  const figure = async (quarter: string, figureId: FigureId, version?: number) =>
    (await contentsOf(quarter, version)).contents.figures.find((f) => f.id === figureId);
  const rowOf = async (quarter: string, account: number, version?: number) =>
    (await contentsOf(quarter, version)).contents.rows.find((r) => r.account === String(1_000_000 + account));

  async function open(n: number, kind: string, holder: object, weekly: number, from: string): Promise<void> {
    const account_id = id('account', n);
    const account = { account_id, kind, account_number: String(1_000_000 + n), opened_on: from, ...holder };
    await sent(openAccount, account);
    await sent(setCharges, { account_id, from, charges: [{ component: 'rent', weekly_pence: weekly }] });
  }

  async function let_(n: number, type: string, tenure: string): Promise<{ tenancy_id: string }> {
    const garage = type === 'garage';
    await sent(registerHome, {
      home_id: id('home', n),
      property_ref: `AE${n}`,
      uprn: garage ? null : `10002300000${n}`,
      block_id: null,
      address_lines: [`${n} Ash House`],
      postcode: 'SE15 1AP',
      type,
      bedrooms: garage ? null : 2,
    });
    if (tenure === '') return { tenancy_id: '' };
    await sent(recordPerson, { person_id: id('person', n), forename: 'Nadia', surname: `Kowalska ${n}` });
    const tenancy_id = id('tenancy', n);
    const tenancy = { tenancy_id, home_id: id('home', n), tenancy_ref: `T${n}`, tenure, starts_on: '2026-01-05' };
    await sent(startTenancy, { ...tenancy, person_ids: [id('person', n)] });
    return { tenancy_id };
  }

  const pay = (n: number, amount_pence: number, booked_on: string, line: number) =>
    sent(receiveLine, {
      bank_line_id: id('line', line),
      bank_account_id: id('bank', 1),
      statement_id: id('statement', 1),
      identity: String(line).padStart(64, '0'),
      booked_on,
      amount_pence,
      narrative: `DD ${makeReference(String(1_000_000 + n))}`,
    });

  async function chargeWeeks(from: string, to: string): Promise<void> {
    for (let week = civilDate(from); week <= to; week = addDays(week, 7)) {
      clock.set(`${week}T06:00:00Z`);
      expect(await run.run(ctx, week)).toMatchObject({ status: 'ready', count: { refused: [] } });
    }
  }

  const perform = (due_on: string) =>
    quarterlyReturnDuty.perform(log.as(ctx, 'return-maker'), civilDate(due_on), services);
  const outstanding = (on: string) => read((tx) => quarterlyReturnDuty.outstanding(tx, ctx.tmo_id, civilDate(on)));

  function verifier(text: string, ...args: string[]): { code: number | null; says: string } {
    const file = join(folder, 'return.jsonl');
    writeFileSync(file, text);
    const program = join(import.meta.dirname, '../../../apps/verifier/verify-return.mjs');
    const done = spawnSync(process.execPath, [program, file, ...args], { encoding: 'utf8' });
    return { code: done.status, says: done.stdout + done.stderr };
  }

  beforeAll(async () => {
    log = await testLog(
      [
        agreementContext,
        homesContext,
        tenanciesContext(vault),
        rentContext,
        monitoringContext,
        { name: 'platform', migrations: [Checkpoint1763800200000, DutyRun1763800400000] },
      ],
      { clock, vault },
    );
    run = new RentRun(log.db, log.executor, clock);
    services = { get: (type: unknown) => (type === Executor ? log.executor : duties) as never };
    duties = new Duties(log.db, log.registry, clock, services as unknown as ModuleRef);
    ctx = await log.openTmo('ash');
    await sent(establishTmo, { name: 'Ash Estate TMO', council_name: 'Northwick Council', from: '2020-04-06' });
    await sent(assignFunction, { function: 'rent-collection', responsible: 'tmo', from: '2020-04-06' });
    await sent(assignFunction, { function: 'arrears', responsible: 'shared', from: '2020-04-06' });
    await sent(setRentYear, {
      year: '2025',
      starts_on: '2025-04-07',
      weeks: 52,
      free_weeks: ['2025-12-22', '2025-12-29'],
    });
    await sent(setRentYear, {
      year: '2026',
      starts_on: '2026-04-06',
      weeks: 52,
      free_weeks: ['2026-12-21', '2026-12-28'],
    });
    await sent(registerBankAccount, {
      bank_account_id: id('bank', 1),
      name: 'Rent account',
      sort_code: '601613',
      account_number: '31926819',
      opening_balance_pence: 0,
      opened_on: '2026-01-01',
    });
    await open(1, 'rent', await let_(1, 'flat', 'secure'), 12_843, '2026-01-05');
    await open(2, 'rent', await let_(2, 'flat', 'leaseholder'), 1_000, '2026-01-05');
    await open(3, 'garage', await let_(3, 'garage', 'garage-licence'), 1_500, '2026-01-05');
    await let_(4, 'flat', '');
    await open(4, 'void', { home_id: id('home', 4) }, 9_860, '2026-03-16');
    await let_(5, 'garage', '');
    await open(5, 'void', { home_id: id('home', 5) }, 1_400, '2026-01-05');
    // A former tenant who still owes.
    const former = { tenancy_id: id('tenancy', 6) };
    const account_id = id('account', 6);
    await sent(openAccount, {
      account_id,
      kind: 'rent',
      account_number: '1000006',
      opened_on: '2001-05-07',
      ...former,
    });
    await sent(bringInOpeningBalance, { account_id, amount_pence: 64_218, as_at: '2026-01-04', source: 'Northwick' });
    await sent(closeAccount, { account_id, closed_on: '2026-01-04' });
  });
  afterAll(async () => {
    rmSync(folder, { recursive: true });
    await log.close();
  });

  it('is not owed before anything was ever charged', async () => {
    expect(await outstanding('2026-07-01')).toEqual([]);
    clock.set('2026-01-05T06:00:00Z');
  });

  it('is due on the first working day after the first quarter that was charged, and waits for the last rent run', async () => {
    await chargeWeeks('2026-01-05', '2026-03-23');
    clock.set('2026-03-28T09:00:00Z');
    await pay(1, 12_843, '2026-03-27', 1);
    expect(await outstanding('2026-03-31')).toEqual([]);
    expect(await outstanding('2026-04-01')).toEqual(['2026-04-01']);
    clock.set('2026-04-01T06:00:00Z');
    await expect(perform('2026-04-01')).rejects.toThrow('waits for: Weekly rent run of 30 March 2026');
    await run.run(ctx, civilDate('2026-03-30'));
  });

  it('is made by the job in its own name, under the day it was due', async () => {
    await perform('2026-04-01');
    expect(await outstanding('2026-04-01')).toEqual([]);
    const latest = await read((tx) => latestReturn(tx, ctx.tmo_id));
    expect(latest).toMatchObject({
      quarter: '2025-Q4',
      version: 1,
      due_on: '2026-04-01',
      made_by: 'system:return-maker',
    });
    const made = await read((tx) => returnEvent(tx, ctx.tmo_id, '2025-Q4'));
    expect(made?.metadata.source).toEqual({ kind: 'job', name: QUARTERLY_RETURN, due_on: '2026-04-01' });
    expect(made?.data.contents.position).toBe((made?.position ?? 0) - 1);
  });

  it('done twice makes one return', async () => {
    await perform('2026-04-01');
    expect(await read((tx) => returnsMade(tx, ctx.tmo_id))).toHaveLength(1);
    await expect(perform('2026-04-02')).rejects.toThrow('no return is due on 2026-04-02');
  });

  it('counts each account for what it is', async () => {
    const { contents } = await contentsOf('2025-Q4');
    expect(contents.rows.map((r) => [r.account, r.kind, r.status, r.weekly_pence, r.due_pence])).toEqual([
      ['1000001', 'rent', 'current', 12_843, 13 * 12_843],
      ['1000002', 'leasehold', 'current', 1_000, 13_000],
      ['1000003', 'garage', 'current', 1_500, 13 * 1_500],
      ['1000004', 'void', 'empty', 9_860, 3 * 9_860],
      ['1000005', 'void-garage', 'empty', 1_400, 13 * 1_400],
      ['1000006', 'rent', 'former', 0, 0],
    ]);
    expect(contents).toMatchObject({
      tmo: 'Ash Estate TMO',
      council: 'Northwick Council',
      charged_weeks: 50,
      follows: null,
    });
    expect(await rowOf('2025-Q4', 6)).toMatchObject({ brought_in_pence: 64_218, closing_pence: 64_218 });
    expect(await rowOf('2025-Q4', 1)).toMatchObject({ collected_pence: 12_843, closing_pence: 12 * 12_843 });
  });

  it('gives each figure numerator, denominator and definition, and what is not delegated neither', async () => {
    expect(await figure('2025-Q4', 'rent-collected-a')).toEqual({
      id: 'rent-collected-a',
      version: 1,
      responsible: 'tmo',
      unit: 'pence',
      numerator: 12_843,
      denominator: 13 * 12_843,
      percent: '7.69',
      prior: 0,
    });
    expect(await figure('2025-Q4', 'arrears-former')).toMatchObject({
      responsible: 'shared',
      numerator: 64_218,
      denominator: 50 * 12_843,
      percent: '10.00',
    });
    expect(await figure('2025-Q4', 'void-loss')).toMatchObject({
      responsible: 'not-delegated',
      numerator: null,
      denominator: null,
      percent: null,
    });
  });

  it('is a file that the verifier recomputes, tied to the log by position and head hash', async () => {
    const text = await fileOf('2025-Q4');
    const { contents, sha256 } = await contentsOf('2025-Q4');
    const [head] = await read((tx) =>
      tx.query<{ hash: string }>(`select encode(hash, 'hex') as hash from event where tmo_id = $1 and position = $2`, [
        ctx.tmo_id,
        contents.position,
      ]),
    );
    const checked = verifier(text, '--against', String(contents.position), head?.hash ?? '');
    expect(checked).toMatchObject({ code: 0, says: expect.stringContaining(sha256) as string });
    expect(text).not.toContain('Kowalska');
    expect(text).not.toContain('Ash House');
    const changed = verifier(text.replace('"brought_in_pence":64218', '"brought_in_pence":64217'));
    expect(changed).toMatchObject({ code: 1, says: expect.stringContaining('row 6 (account 1000006)') as string });
  });

  it('stays as it was sent when facts come late: they are the next quarter’s, shown apart as prior (10.6)', async () => {
    const sentFile = await fileOf('2025-Q4');
    await chargeWeeks('2026-04-06', '2026-04-06');
    clock.set('2026-04-10T09:00:00Z');
    await sent(closePeriod, { period: '2025/26-12' });
    await chargeWeeks('2026-04-13', '2026-05-18');
    clock.set('2026-05-20T09:00:00Z');
    const account = { account_id: id('account', 1), kind: 'rent' } as const;
    const { entries: lines } = await read((tx) => entries(tx, ctx.tmo_id, account, { limit: 100, offset: 0 }));
    const payment = lines.find((l) => l.event.type === 'rent.payment-received.v1');
    const reversal = { bank_line_id: id('line', 1), account_id: account.account_id, position: payment?.position };
    await sent(reversePayment, { ...reversal, reason: 'direct-debit-indemnity' });
    await chargeWeeks('2026-05-25', '2026-06-29');
    clock.set('2026-07-01T06:00:00Z');
    await perform('2026-07-01');

    expect(await fileOf('2025-Q4')).toBe(sentFile);
    expect(await read((tx) => returnsThatDiffer(tx, ctx.tmo_id))).toEqual([]);
    expect(await rowOf('2026-Q1', 1)).toMatchObject({
      opening_pence: 12 * 12_843,
      due_pence: 13 * 12_843,
      due_prior_pence: 0,
      collected_pence: -12_843,
      collected_prior_pence: -12_843,
      closing_pence: 26 * 12_843,
    });
    expect(await figure('2026-Q1', 'rent-collected')).toMatchObject({ numerator: -12_843, prior: -12_843 });

    const previous = join(folder, 'previous.jsonl');
    writeFileSync(previous, sentFile);
    const checked = verifier(await fileOf('2026-Q1'), '--previous', previous);
    expect(checked.says).toContain('Every account opens with what the previous return closed it with.');
    expect(checked.code).toBe(0);
  });

  it('is made again by a manager with a reason, as a version beside the one that was sent', async () => {
    const first = await fileOf('2026-Q1', 1);
    clock.set('2026-07-03T09:00:00Z');
    await pay(1, 20_000, '2026-06-30', 2);
    const remake = { quarter: '2026-Q1', reason: 'payments-came-late' };
    await expect(send(remakeReturn, remake, log.as(ctx, ['officer']))).rejects.toThrow(PermissionDenied);
    await sent(remakeReturn, remake, log.as(ctx, ['manager']));
    expect(await rowOf('2026-Q1', 1)).toMatchObject({
      collected_pence: 20_000 - 12_843,
      collected_prior_pence: -12_843,
    });
    expect(await fileOf('2026-Q1', 1)).toBe(first);
    expect(verifier(await fileOf('2026-Q1', 2)).code).toBe(0);
    const views = await read((tx) => returnsMade(tx, ctx.tmo_id));
    expect(views.map((v) => [v.quarter, v.version, v.reason])).toEqual([
      ['2026-Q1', 2, 'payments-came-late'],
      ['2026-Q1', 1, null],
      ['2025-Q4', 1, null],
    ]);
    expect(await send(remakeReturn, { ...remake, quarter: '2025-Q4' })).toMatchObject({
      refusal: { code: 'later-return-made', facts: { later: '2026-Q1' } },
    });
  });

  it('has one history, though two people go on from it at the same moment', async () => {
    await chargeWeeks('2026-07-06', '2026-12-28');
    clock.set('2027-01-04T06:00:00Z');
    expect(await outstanding('2027-01-04')).toEqual(['2026-10-01', '2027-01-04']);
    const both = await Promise.all([
      send(makeReturn, { quarter: '2026-Q2' }),
      send(remakeReturn, { quarter: '2026-Q1', reason: 'council-asked' }),
    ]);
    // Whichever came first: the re-making is refused once the next quarter has gone on, or is what it goes on from.
    expect(both[0]).toMatchObject({ status: 'accepted' });
    await perform('2026-10-01');
    await perform('2027-01-04');
    const [q2, q3] = [(await contentsOf('2026-Q2')).contents, (await contentsOf('2026-Q3')).contents];
    const latestQ1 = (await contentsOf('2026-Q1')).contents;
    expect(q2.follows).toMatchObject({ quarter: '2026-Q1', version: latestQ1.version, position: latestQ1.position });
    expect(q3.follows).toMatchObject({ quarter: '2026-Q2', version: 1, position: q2.position });
    expect(q3.rows.map((r) => r.opening_pence)).toEqual(q2.rows.map((r) => r.closing_pence));
    // Two free weeks at Christmas: 11 of 13 weeks are charged.
    expect(q3.rows.find((r) => r.account === '1000003')?.due_pence).toBe(11 * 1_500);
  });

  it('reports what was delegated since, from the quarter in which it was', async () => {
    await sent(assignFunction, { function: 'lettings', responsible: 'tmo', from: '2027-01-01' });
    await chargeWeeks('2027-01-04', '2027-03-29');
    clock.set('2027-04-01T06:00:00Z');
    await perform('2027-04-01');
    expect(await figure('2026-Q3', 'voids')).toMatchObject({ responsible: 'not-delegated', numerator: null });
    expect(await figure('2026-Q4', 'voids')).toMatchObject({
      responsible: 'tmo',
      numerator: 1,
      denominator: 2,
      percent: '50.00',
    });
    expect(await figure('2026-Q4', 'void-loss')).toMatchObject({ numerator: 13 * 9_860, percent: '43.43' });
  });

  it('is refused before its quarter is over, and shows in nobody else’s TMO', async () => {
    expect(await send(makeReturn, { quarter: '2027-Q1' })).toMatchObject({ refusal: { code: 'quarter-not-over' } });
    const other = await log.openTmo('birch');
    expect(await log.db.inTmo(other, (tx) => returnsMade(tx, other.tmo_id))).toEqual([]);
    expect(await log.db.inTmo(other, (tx) => tx.query('select * from quarterly_return'))).toEqual([]);
  });

  it('is rebuilt from the log as known then to the same bytes, and a ledger that was tampered with is found out', async () => {
    expect(await read((tx) => returnsThatDiffer(tx, ctx.tmo_id))).toEqual([]);
    expect((await verify(log.db, log.registry, ctx.tmo_id)).faults).toEqual([]);
    const tampered = log.db.inTmo(ctx, async (tx) => {
      await tx.query(
        `update posting set amount_pence = amount_pence + 1 where tmo_id = $1 and account = $2
        and position = (select min(position) from posting where tmo_id = $1 and account = $2)`,
        [ctx.tmo_id, `debtor/${id('account', 3)}`],
      );
      const differing = await returnsThatDiffer(tx, ctx.tmo_id);
      expect(differing.map((v) => `${v.quarter} v${v.version}`)).toContain('2025-Q4 v1');
      throw new Error('undone');
    });
    await expect(tampered).rejects.toThrow('undone');
  });
});
