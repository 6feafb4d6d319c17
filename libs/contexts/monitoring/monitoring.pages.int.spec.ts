import { addDays, civilDate, deterministicUuid } from '#kernel';
import { agreementContext, assignFunction, establishTmo } from '#contexts/agreement/agreement.module.js';
import { homesContext } from '#contexts/homes/homes.module.js';
import { openAccount, RentRun, rentContext, setCharges, setRentYear } from '#contexts/rent/rent.module.js';
import { tenanciesContext } from '#contexts/tenancies/tenancies.module.js';
import { Database } from '#platform/database';
import { type AnyCommand, Executor, StoreClock, SuppliedClock, type TmoContext } from '#platform/event-store';
import { sha256Hex } from '#platform/files';
import { identityMigrations, NeighbourRule, type Role } from '#platform/identity';
import { Duties, DutyRun1763800400000 } from '#platform/jobs';
import { KeptFiles, Vault } from '#platform/privacy';
import { Provenances } from '#platform/provenance';
import { type TestLog, testLog } from '#platform/testing-database';
import { type TestWeb, testWeb } from '#platform/testing-web';
import { monitoringContext } from './monitoring.module.js';
import { MonitoringOfficeModule } from './monitoring.office.module.js';

const id = (what: string, n: number) => deterministicUuid(what, String(n));

describe('the returns’ pages', () => {
  const clock = new SuppliedClock('2026-04-06T06:00:00Z');
  const vault = new Vault('cd'.repeat(32));
  const kept = { own: undefined as string | undefined };
  let log: TestLog;
  let ctx: TmoContext;
  let manager: TestWeb;
  let council: TestWeb;
  let sends = 0;

  const sent = async (command: AnyCommand, payload: object) => {
    const outcome = await log.executor.execute(ctx, command, payload, { command_id: id('command', (sends += 1)) });
    if (outcome.status === 'refused') throw new Error(`${command.type}: ${JSON.stringify(outcome.refusal)}`);
  };

  const as = (roles: Role[], duties: Duties): Promise<TestWeb> =>
    testWeb({
      controllers: Reflect.getMetadata('controllers', MonitoringOfficeModule) as never[],
      providers: [
        { provide: Database, useValue: log.db },
        { provide: StoreClock, useValue: clock },
        { provide: Duties, useValue: duties },
        { provide: Provenances, useValue: new Provenances(new KeptFiles(vault)) },
        {
          provide: NeighbourRule,
          useValue: {
            assertNotOwnHousehold: (_tx: unknown, _ctx: unknown, { account_id }: { account_id: string }) =>
              account_id === kept.own ? Promise.reject(new Error('own household')) : Promise.resolve(),
          },
        },
      ],
      roles,
      execute: (command, payload, options) => log.executor.execute(log.as(ctx, roles), command, payload, options),
    });

  beforeAll(async () => {
    const platform = { name: 'platform', migrations: [...identityMigrations, DutyRun1763800400000] };
    const contexts = [
      agreementContext,
      homesContext,
      tenanciesContext(vault),
      rentContext,
      monitoringContext,
      platform,
    ];
    log = await testLog(contexts, { clock, vault });
    ctx = await log.openTmo('ash');
    await sent(establishTmo, { name: 'Ash Estate TMO', council_name: 'Northwick Council', from: '2020-04-06' });
    for (const f of ['rent-collection', 'arrears', 'lettings'])
      await sent(assignFunction, { function: f, responsible: 'tmo', from: '2020-04-06' });
    await sent(setRentYear, { year: '2026', starts_on: '2026-04-06', weeks: 52, free_weeks: [] });
    const accounts = [
      { kind: 'rent', tenancy_id: id('tenancy', 1) },
      { kind: 'garage', tenancy_id: id('tenancy', 1) },
      { kind: 'void', home_id: id('home', 3) },
    ];
    for (const [i, account] of accounts.entries()) {
      const account_id = id('account', i + 1);
      const from = '2026-04-06';
      await sent(openAccount, { account_id, account_number: String(1_000_001 + i), opened_on: from, ...account });
      await sent(setCharges, { account_id, from, charges: [{ component: 'rent', weekly_pence: 10_000 * (i + 1) }] });
    }
    const run = new RentRun(log.db, log.executor, clock);
    for (let week = civilDate('2026-04-06'); week <= '2026-06-22'; week = addDays(week, 7)) {
      clock.set(`${week}T06:00:00Z`);
      await run.run(ctx, week);
    }
    clock.set('2026-07-01T09:00:00Z');
    const services = { get: (type: unknown) => (type === Executor ? log.executor : undefined) as never };
    const duties = new Duties(log.db, log.registry, clock, services as never);
    manager = await as(['manager'], duties);
    council = await as(['council_officer'], duties);
  });
  afterAll(async () => {
    await manager.close();
    await council.close();
    await log.close();
  });

  it('say which return is next and when it is due', async () => {
    const { html } = await council.get('/t/1/monitoring');
    expect(html).toContain('Quarter 1 of 2026/27, April to June 2026, due on 1 July 2026');
    expect(html).toContain('No return has been made yet.');
    expect(html).not.toContain('Make it now');
    expect((await manager.get('/t/1/monitoring')).html).toContain('Make it now');
  });

  it('say what is not done yet before a return is made without it', async () => {
    const { html } = await manager.get('/t/1/monitoring/make');
    expect(html).toContain('Not done yet, and so not in it: Weekly rent run of 29 June 2026.');
  });

  it('make the return by hand, once', async () => {
    const made = await manager.submit('/t/1/monitoring/make', { quarter: '2026-Q1' });
    expect([made.status, made.headers['location']]).toEqual([303, '/t/1/monitoring/returns/2026-Q1']);
    const again = await manager.submit('/t/1/monitoring/make', { quarter: '2026-Q1' });
    expect(again.status).toBe(422);
    expect(again.html).toContain('This return has been made already');
    const early = await manager.submit('/t/1/monitoring/make', { quarter: '2026-Q2' });
    expect(early.html).toContain('The quarter runs until 30 September 2026');
    expect((await council.get('/t/1/monitoring/make')).status).toBe(403);
  });

  it('show the first page with position and head hash, to the council too', async () => {
    const { html } = await council.get('/t/1/monitoring/returns/2026-Q1');
    expect(html).toContain('Return of Ash Estate TMO to Northwick Council');
    expect(html).toMatch(/Rent due<\/a>[\s\S]*?£1,200\.00/);
    expect(html).toMatch(/Rent collected, formula A<\/a>[\s\S]*?0\.00%[\s\S]*?£0\.00 of £1,200\.00/);
    expect(html).toMatch(/Empty homes<\/a>[\s\S]*?50\.00%[\s\S]*?1 home of 2 homes/);
    expect(html).toMatch(/Garage<\/a>[\s\S]*?£2,400\.00/);
    const [made] = await log.db.inTmo(ctx, (tx) =>
      tx.query<{ head_hash: string; sha256: string }>(
        'select head_hash, sha256 from quarterly_return where tmo_id = $1',
        [ctx.tmo_id],
      ),
    );
    expect(html).toContain(made?.head_hash);
    expect(html).toContain(made?.sha256);
  });

  it('open each figure with its definition and rows that add up to it', async () => {
    const { html } = await manager.get('/t/1/monitoring/returns/2026-Q1/1/figures/void-loss');
    expect(html).toContain('gross potential rent: rent due and void loss together');
    expect(html).toContain('void-loss, version 1');
    expect(html).toMatch(/This line is <strong>£3,600\.00<\/strong>/);
    expect(html).toContain('Account 1000003, empty home, empty');
    const homes = await council.get('/t/1/monitoring/returns/2026-Q1/1/figures/voids');
    expect(homes.html).toContain('1 row count as <strong>1</strong>');
    expect(homes.html).not.toContain('href="/t/1/monitoring/returns/2026-Q1/1/accounts');
  });

  it('open a row with the entries that add up to its closing balance', async () => {
    const path = '/t/1/monitoring/returns/2026-Q1/1/accounts/1000001';
    const { html } = await manager.get(path);
    expect(html).toContain('Rent for the week of 22 June 2026');
    expect(html).toMatch(/These 13 lines add up to <strong>£1,200\.00<\/strong>/);
    expect((await council.get(path)).status).toBe(403);
    kept.own = id('account', 1);
    expect((await manager.get(path)).status).toBe(500);
    kept.own = undefined;
    expect((await manager.get('/t/1/monitoring/returns/2026-Q1/1/accounts/1000009')).status).toBe(404);
  });

  it('list the rows, by kind too, and give them as CSV', async () => {
    const { html } = await council.get('/t/1/monitoring/returns/2026-Q1/1/rows?kind=void&sort=-due_pence');
    expect(html).toContain('1000003');
    expect(html).not.toContain('1000001');
    const csv = await council.get('/t/1/monitoring/returns/2026-Q1/1/rows.csv');
    expect(csv.html.split('\r\n')[1]).toBe(
      '1,1000001,rent,current,100.00,0.00,0.00,1200.00,0.00,0.00,0.00,0.00,1200.00',
    );
    const figures = await council.get('/t/1/monitoring/returns/2026-Q1/1/figures.csv');
    expect(figures.html).toMatch(/Void loss,void-loss,1,tmo,75\.00,3600\.00,4800\.00,0\.00,,,\d+,[0-9a-f]{64}/);
  });

  it('give the file to the byte, and say that the log still gives it', async () => {
    const file = await council.get('/t/1/monitoring/returns/2026-Q1/1/file');
    expect(file.headers['content-disposition']).toContain('return-2026-Q1-v1.jsonl');
    const { html } = await council.get('/t/1/monitoring/returns/2026-Q1/1/check');
    expect(html).toContain(sha256Hex(Buffer.from(file.html)));
    expect(html).toContain('<strong>Yes.</strong>');
    await log.db.inTmo(ctx, (tx) =>
      tx.query(`update posting set effective_on = '2026-07-01' where tmo_id = $1 and effective_on = '2026-04-06'`, [1]),
    );
    expect((await council.get('/t/1/monitoring/returns/2026-Q1/1/check')).html).toContain('<strong>No.</strong>');
    expect((await council.get('/t/1/monitoring/returns/2026-Q1/1/file')).html).toBe(file.html);
    await log.db.inTmo(ctx, (tx) =>
      tx.query(`update posting set effective_on = '2026-04-06' where tmo_id = $1 and effective_on = '2026-07-01'`, [1]),
    );
  });

  it('make a return again with a reason, and keep the one that was sent', async () => {
    const path = '/t/1/monitoring/returns/2026-Q1/remake';
    const without = await manager.submit(path, {});
    expect(without.status).toBe(400);
    expect(without.html).toContain('Choose why it is made again');
    expect((await manager.submit(path, { reason: 'charges-came-late' })).status).toBe(303);
    const { html } = await manager.get('/t/1/monitoring/returns/2026-Q1');
    expect(html).toContain('2: Charges came late');
    expect((await manager.get('/t/1/monitoring/returns/2026-Q1/1')).html).toContain('Version 1 was replaced.');
    expect((await council.get('/t/1/monitoring')).html).toMatch(/1, replaced/);
  });

  it('know no return that was not made', async () => {
    for (const path of ['2026-Q2', '2026-Q1/9', '2026-Q1/x', 'soon', '2026-Q1/1/figures/rent', '2026-Q1/99999999/file'])
      expect([path, (await manager.get(`/t/1/monitoring/returns/${path}`)).status]).toEqual([path, 404]);
  });
});
