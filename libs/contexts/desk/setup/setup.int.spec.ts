import { agreementContext } from '#contexts/agreement/agreement.module.js';
import { AgreementOfficeModule } from '#contexts/agreement/agreement.office.module.js';
import { homesContext } from '#contexts/homes/homes.module.js';
import { rentContext } from '#contexts/rent/rent.module.js';
import { tenanciesContext } from '#contexts/tenancies/tenancies.module.js';
import { agreementAsAt } from '#contexts/agreement/contracts/index.js';
import { bankAccounts, rentYears } from '#contexts/rent/contracts/index.js';
import { civilDate } from '#kernel';
import { Database, type Tx } from '#platform/database';
import { StoreClock, SuppliedClock, type TmoContext } from '#platform/event-store';
import type { Role } from '#platform/identity';
import { Vault } from '#platform/privacy';
import { testLog, type TestLog } from '#platform/testing-database';
import { testWeb, type TestWeb } from '#platform/testing-web';
import { moneyByWeek } from '../home/home.queries.js';
import { setupProgress } from './progress.js';
import { SetupModule } from './setup.module.js';

describe('setting a TMO up', () => {
  let log: TestLog;
  let ctx: TmoContext;
  let manager: TestWeb;
  const controllersOf = (module: object) => Reflect.getMetadata('controllers', module) as never[];

  const as = (roles: Role[]): Promise<TestWeb> =>
    testWeb({
      controllers: [...controllersOf(SetupModule), ...controllersOf(AgreementOfficeModule)],
      providers: [
        { provide: Database, useValue: log.db },
        { provide: StoreClock, useValue: new SuppliedClock('2026-11-22T09:00:00.000Z') },
      ],
      roles,
      execute: (command, payload, options) => log.executor.execute(log.as(ctx, roles), command, payload, options),
      executeMany: (items, options) => log.executor.executeMany(log.as(ctx, roles), items, options),
    });
  const read = <T>(query: (tx: Tx) => Promise<T>) => log.db.inTmo(ctx, query);
  const progress = () => read((tx) => setupProgress(tx, ctx.tmo_id));
  const done = async () => (await progress()).steps.filter((s) => s.done).map((s) => s.key);

  beforeAll(async () => {
    log = await testLog([agreementContext, homesContext, tenanciesContext(new Vault('ab'.repeat(32))), rentContext]);
    ctx = await log.openTmo('brookmead');
    expect(ctx.tmo_id).toBe(1);
    manager = await as(['manager']);
  });
  afterAll(async () => {
    await manager.close();
    await log.close();
  });

  it('begins with nothing done and says what comes first', async () => {
    const { html } = await manager.get('/t/1/setup');
    expect(html).toContain('0 of 6 steps are done');
    expect(html).toContain('href="/t/1/setup/agreement"');
    expect(html).not.toContain('href="/t/1/setup/functions"');
    expect((await progress()).next?.key).toBe('agreement');
  });

  it('keeps what was typed where the day does not exist, and records nothing', async () => {
    const sent = await manager.submit('/t/1/setup/agreement', {
      name: 'Brookmead TMO',
      council_name: 'Southmere Council',
      from: '31/2/2018',
      edition: '2013',
    });
    expect(sent.status).toBe(400);
    expect(sent.html).toContain('value="Southmere Council"');
    expect(await done()).toEqual([]);
  });

  it('takes the TMO, its council and the edition together', async () => {
    const sent = await manager.submit('/t/1/setup/agreement', {
      name: 'Brookmead TMO',
      council_name: 'Southmere Council',
      from: '2/4/2018',
      edition: '2013',
    });
    expect([sent.status, sent.headers['location']]).toEqual([303, '/t/1/setup']);
    expect(await done()).toEqual(['agreement']);
    expect((await manager.get('/t/1/setup')).html).toContain('Go on: Who does what');
  });

  it('proposes the usual split, which is put right and recorded at once', async () => {
    const { html } = await manager.get('/t/1/setup/functions');
    const proposed = Object.fromEntries(
      [...html.matchAll(/<select[^>]*name="([^"]+)"[\s\S]*?<\/select>/g)].map(([select, name]) => [
        name,
        /<option value="([^"]+)" selected/.exec(select)?.[1] ?? '',
      ]),
    );
    expect(proposed).toMatchObject({ 'responsive-repairs': 'tmo', lifts: 'council', lettings: 'not-delegated' });
    const sent = await manager.submit('/t/1/setup/functions', { ...proposed, from: '2/4/2018', lifts: 'shared' });
    expect(sent.status).toBe(303);
    const { functions } = await read((tx) => agreementAsAt(tx, 1, civilDate('2018-04-02')));
    const who = (key: string) => functions.find((f) => f.key === key)?.responsible;
    expect([who('responsive-repairs'), who('lifts'), who('lettings')]).toEqual(['tmo', 'shared', 'not-delegated']);
    expect((await manager.get('/t/1/setup/functions')).headers['location']).toBe('/t/1/agreement');
  });

  it('says who keeps the rent ledger', async () => {
    const sent = await manager.submit('/t/1/setup/rent-ledger', { keeper: 'tmo', from: '6/4/2026' });
    expect(sent.status).toBe(303);
    expect(await done()).toEqual(['agreement', 'functions', 'rent-ledger']);
  });

  it('proposes the rent year that today lies in, refuses a Tuesday, and goes on to its weeks', async () => {
    expect((await manager.get('/t/1/setup/rent-year')).html).toContain('value="6/4/2026"');
    const tuesday = await manager.submit('/t/1/setup/rent-year', { starts_on: '7/4/2026', weeks: '52' });
    expect(tuesday.status).toBe(422);
    expect(tuesday.html).toContain('7 April 2026 is not a Monday');
    const monday = await manager.submit('/t/1/setup/rent-year', { starts_on: '6/4/2026', weeks: '52' });
    expect(monday.headers['location']).toBe('/t/1/setup/free-weeks?starts_on=2026-04-06&weeks=52');
    expect(await done()).not.toContain('rent-year');
  });

  it('sets the year with its free weeks', async () => {
    const path = '/t/1/setup/free-weeks?starts_on=2026-04-06&weeks=52';
    const { html } = await manager.get(path);
    expect(html.match(/type="checkbox"/g)).toHaveLength(52);
    const sent = await manager.submit(path, { free_weeks: '2026-12-21' });
    expect(sent.status).toBe(303);
    expect(await read((tx) => rentYears(tx, 1))).toMatchObject([
      { year: '2026', starts_on: '2026-04-06', weeks: 52, free_weeks: ['2026-12-21'] },
    ]);
  });

  it('sets no year from an address that somebody changed', async () => {
    const bad = '/t/1/setup/free-weeks?starts_on=2027-04-06&weeks=52';
    expect((await manager.get(bad)).headers['location']).toBe('/t/1/setup/rent-year');
  });

  it('reads a balance by its sign alone, because CR means one thing to a tenant and another to a bank', async () => {
    const account = {
      name: 'Rent account',
      sort_code: '60-16-13',
      account_number: '31926819',
      opened_on: '16/11/2026',
    };
    const wrong = await manager.submit('/t/1/setup/bank-account', { ...account, opening_balance_pence: '120.00CR' });
    expect(wrong.status).toBe(400);
    expect(wrong.html).toContain('without CR, DR or brackets');
    const sent = await manager.submit('/t/1/setup/bank-account', { ...account, opening_balance_pence: '-120.00' });
    expect(sent.status).toBe(303);
    expect(await read((tx) => bankAccounts(tx, 1))).toMatchObject([{ opening_balance_pence: -12_000 }]);
    const again = await manager.submit('/t/1/setup/bank-account', { ...account, opening_balance_pence: '0' });
    expect(again.status).toBe(422);
    expect(again.html).toContain('That account is registered already');
  });

  it('does not show what an account held at first as money that came in', async () => {
    const account = { name: 'Garages', sort_code: '60-16-13', account_number: '31926820', opened_on: '16/11/2026' };
    const sent = await manager.submit('/t/1/setup/bank-account', { ...account, opening_balance_pence: '1,204.50' });
    expect(sent.status).toBe(303);
    const weeks = await read((tx) => moneyByWeek(tx, 1, civilDate('2026-11-22'), 13));
    expect(weeks.map((w) => w.received_pence)).toEqual(weeks.map(() => 0));
  });

  it('then waits only for the council’s extract', async () => {
    const { next, finished } = await progress();
    expect([next?.key, next?.path, finished]).toEqual(['extract', 'imports', false]);
    expect((await manager.get('/t/1/setup')).html).toContain('5 of 6 steps are done');
  });

  it('is for the manager', async () => {
    const officer = await as(['officer']);
    expect((await officer.get('/t/1/setup')).status).toBe(403);
    await officer.close();
  });
});
