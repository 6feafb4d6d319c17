import { deterministicUuid, makeReference, newUuid } from '#kernel';
import { agreementContext } from '#contexts/agreement/agreement.module.js';
import { homesContext, registerHome } from '#contexts/homes/homes.module.js';
import { recordPerson, startTenancy, tenanciesContext } from '#contexts/tenancies/tenancies.module.js';
import { Database } from '#platform/database';
import { type AnyCommand, StoreClock, SuppliedClock, type TmoContext } from '#platform/event-store';
import { identityMigrations, NeighbourRule, type Role } from '#platform/identity';
import { KeptFiles, Vault } from '#platform/privacy';
import { Provenances } from '#platform/provenance';
import { type TestLog, testLog } from '#platform/testing-database';
import { type TestWeb, testWeb } from '#platform/testing-web';
import { camtFile } from '../../../test/fixtures/bank/camt-file.js';
import { BankImport } from './banking/bank-import.service.js';
import { bringInOpeningBalance, openAccount, RentRun, rentContext, setCharges } from './rent.module.js';
import { RentOfficeModule } from './rent.office.module.js';

const id = (what: string, n: number) => deterministicUuid(what, String(n));
const ref = (n: number) => makeReference(String(1_000_000 + n));
const account = (n: number) => `/t/1/rent/accounts/${id('account', n)}`;

describe('the pages of rent and bank', () => {
  const clock = new SuppliedClock('2026-04-20T08:00:00Z');
  const vault = new Vault('ef'.repeat(32));
  let log: TestLog;
  let ctx: TmoContext;
  let officer: TestWeb;
  let finance: TestWeb;
  let auditor: TestWeb;
  let caretaker: TestWeb;

  const as = (roles: Role[]): Promise<TestWeb> =>
    testWeb({
      controllers: Reflect.getMetadata('controllers', RentOfficeModule) as never[],
      providers: [
        { provide: Database, useValue: log.db },
        { provide: StoreClock, useValue: clock },
        { provide: Vault, useValue: vault },
        { provide: KeptFiles, useValue: new KeptFiles(vault) },
        { provide: Provenances, useValue: new Provenances(new KeptFiles(vault)) },
        { provide: RentRun, useValue: new RentRun(log.db, log.executor, clock) },
        { provide: BankImport, useValue: new BankImport(log.db, log.executor, clock, new KeptFiles(vault)) },
        { provide: NeighbourRule, useValue: { assertNotOwnHousehold: () => Promise.resolve() } },
      ],
      roles,
      execute: (command, payload, options) => log.executor.execute(log.as(ctx, roles), command, payload, options),
      executeMany: (items, options) => log.executor.executeMany(log.as(ctx, roles), items, options),
    });

  async function send(command: AnyCommand, payload: object): Promise<void> {
    const outcome = await log.executor.execute(ctx, command, payload, { command_id: newUuid() });
    expect(outcome.status === 'refused' ? outcome.refusal : undefined).toBeUndefined();
  }

  async function tenant(n: number, surname: string): Promise<void> {
    const [home_id, tenancy_id, person_id, account_id] = ['home', 'tenancy', 'person', 'account'].map((w) => id(w, n));
    const address_lines = [`${n} Alder House`];
    const home = {
      home_id,
      property_ref: `BM0000${n}`,
      uprn: `10002300000${n}`,
      block_id: null,
      address_lines,
      postcode: 'SE15 1AP',
    };
    await send(registerHome, { ...home, type: 'flat', bedrooms: 2 });
    await send(recordPerson, { person_id, forename: 'Jo', surname });
    const tenancy = { tenancy_id, home_id, tenancy_ref: `T20000${n}`, tenure: 'secure', starts_on: '2020-04-06' };
    await send(startTenancy, { ...tenancy, person_ids: [person_id] });
    const number = String(1_000_000 + n);
    await send(openAccount, {
      account_id,
      kind: 'rent',
      account_number: number,
      tenancy_id,
      home_id,
      opened_on: '2020-04-06',
    });
    await send(bringInOpeningBalance, {
      account_id,
      amount_pence: 10_000,
      as_at: '2026-04-05',
      source: 'Council extract',
    });
  }

  beforeAll(async () => {
    log = await testLog(
      [
        agreementContext,
        homesContext,
        tenanciesContext(vault),
        rentContext,
        { name: 'identity', migrations: identityMigrations },
      ],
      { clock, vault },
    );
    ctx = await log.openTmo('brookmead');
    await tenant(1, 'Smith');
    await tenant(2, 'Kowalska');
    await send(setCharges, {
      account_id: id('account', 1),
      from: '2026-04-06',
      charges: [{ component: 'rent', weekly_pence: 9_860 }],
    });
    [officer, finance, auditor, caretaker] = await Promise.all([
      as(['officer']),
      as(['finance']),
      as(['auditor']),
      as(['caretaker']),
    ]);
  });
  afterAll(async () => {
    await Promise.all([officer, finance, auditor, caretaker].map((web) => web.close()));
    await log.close();
  });

  it('set a rent year with its free weeks, and say which date is no Monday', async () => {
    const year = { starts_on: '6/4/2026', weeks: '52', free_weeks: '22/12/2026' };
    const wrong = await finance.submit('/t/1/rent/years', year);
    expect(wrong.status).toBe(422);
    expect(wrong.html).toContain('22 December 2026 is not a Monday');
    expect(wrong.html).toContain('22/12/2026');
    const sent = await finance.submit('/t/1/rent/years', { ...year, free_weeks: '21/12/2026\r\n28/12/2026' });
    expect(sent.status).toBe(303);
    expect((await officer.get('/t/1/rent/years')).html).toMatch(/21 December 2026, 28 December 2026/);
  });

  it('list the runs that are outstanding and show what each would do', async () => {
    const { html } = await officer.get('/t/1/rent/runs');
    expect(html).toContain('3 runs outstanding');
    const preview = (await officer.get('/t/1/rent/runs/2026-04-06')).html;
    expect(preview).toContain('1 charged + 0 charged before + 1 not charged = <strong>2</strong> accounts');
    expect(preview).toMatch(new RegExp(`${ref(2)}[\\s\\S]*No charges are set for the week of 6 April 2026`));
  });

  it('charge a week by a button, name who was not charged, and let a caretaker do nothing of it', async () => {
    expect((await caretaker.get('/t/1/rent/runs')).status).toBe(403);
    expect((await auditor.get('/t/1/rent/runs/2026-04-06')).html).not.toContain('Charge the week');
    const sent = await officer.submit('/t/1/rent/runs/2026-04-06', {});
    expect([sent.status, sent.headers['location']]).toEqual([303, '/t/1/rent/runs/2026-04-06']);
    const { html } = await officer.get('/t/1/rent/runs/2026-04-06');
    expect(html).toContain('1 account charged £98.60; 1 not charged, named below');
    expect(html).toContain('Last gone through 20 April 2026');
    expect((await officer.get('/t/1/rent/runs/not-a-week')).status).toBe(404);
  });

  it('show an account: whose it is, the balance, every entry with the balance after it', async () => {
    const { html } = await officer.get(account(1));
    expect(html).toMatch(/Jo Smith[\s\S]*1 Alder House[\s\S]*£198.60/);
    expect(html).toMatch(
      /Rent for the week of 6 April 2026[\s\S]*£98.60[\s\S]*£198.60[\s\S]*Council extract[\s\S]*£100.00/,
    );
    expect(html).toContain('Correct this');
  });

  it('show it as at another day, and as it was known then', async () => {
    expect((await officer.get(`${account(1)}?as_at=5/4/2026`)).html).toMatch(/as at 5 April 2026[\s\S]*£100.00/);
    const before = (await officer.get(`${account(1)}?known=2026-04-01`)).html;
    expect(before).toContain('as known on 1 April 2026');
    expect(before).toContain('Nothing has been entered on this account');
  });

  it('say how we know the balance, in lines that add up to it', async () => {
    const { html } = await officer.get(`${account(1)}/how`);
    expect(html).toMatch(/These 2 lines[\s\S]*add up to[\s\S]*£198.60/);
    expect(html).toContain('Courtyard (rent run)');
    expect(html).toContain('due 6 April 2026');
  });

  it('correct a mistake by a linked reversal, and keep both in sight', async () => {
    const path = /href="([^"]*\/entries\/\d+)#correct"/.exec((await officer.get(account(1))).html)?.[1] ?? '';
    expect((await officer.get(path)).html).toMatch(/This account[\s\S]*£98.60[\s\S]*Due to the council: rent/);
    expect((await officer.submit(path, {})).html).toContain('Choose what was wrong');
    expect((await officer.submit(path, { reason: 'wrong-amount' })).status).toBe(303);
    const { html } = await officer.get(account(1));
    expect(html).toMatch(/Reversed, wrong amount[\s\S]*−£98.60[\s\S]*Rent for the week of 6 April 2026/);
    expect((await officer.get(path)).html).not.toContain('What was wrong?');
    expect((await auditor.get(account(1))).html).toContain('J. S.');
  });

  it('set what the week should have cost and charge it again', async () => {
    const typed = { from: '6/4/2026', rent: '103.33', service: '', heating: '', water: '' };
    expect((await officer.submit(`${account(1)}/charges`, typed)).status).toBe(303);
    const again = await officer.submit(
      `${account(1)}/charges`,
      { week_of: '2026-04-06' },
      `${account(1)}/charges/again`,
    );
    expect(again.status).toBe(303);
    expect((await officer.get(account(1))).html).toContain('£203.33');
  });

  it('refuse to price a charged week anew, say what to do, and keep what was typed', async () => {
    const sent = await officer.submit(`${account(1)}/charges`, { from: '6/4/2026', rent: '50' });
    expect(sent.status).toBe(422);
    expect(sent.html).toContain('The week of 6 April 2026 is charged already');
    expect(sent.html).toContain('value="50"');
  });

  it('list who is in arrears as at a day, and give the same as CSV', async () => {
    const { html } = await officer.get('/t/1/rent/arrears?as_at=5/4/2026');
    expect(html).toMatch(/£200.00[\s\S]*2 accounts/);
    const csv = await officer.get('/t/1/rent/arrears.csv?as_at=5/4/2026&sort=reference');
    expect(csv.html.replace('\uFEFF', '').split('\r\n')).toEqual([
      'Reference,Account,Name,Address,Closed,Owed,As at',
      `${ref(1)},Rent,Jo Smith,1 Alder House,,100.00,2026-04-05`,
      `${ref(2)},Rent,Jo Kowalska,1 Alder House,,100.00,2026-04-05`.replace('1 Alder', '2 Alder'),
      '',
    ]);
    expect((await officer.get('/t/1/rent/arrears?tenants=former')).html).toContain('Nobody owes anything.');
  });

  it('register a bank account and take a statement in after showing what will happen', async () => {
    const typed = { name: 'Rent account', iban: 'GB29 NWBK 6016 1331 9268 19', opened_on: '6/4/2026' };
    expect(
      (await finance.submit('/t/1/bank/accounts/register', { ...typed, opening_balance_pence: 'lots' })).status,
    ).toBe(400);
    expect((await finance.submit('/t/1/bank/accounts/register', { ...typed, opening_balance_pence: '0' })).status).toBe(
      303,
    );
    const file = camtFile([
      {
        id: 'S1',
        entries: [
          { pence: 9_860, on: '2026-04-14', servicer_ref: 'A1', name: 'SMITH J', text: ref(1) },
          { pence: 2_500, on: '2026-04-14', servicer_ref: 'A2', name: 'KOWALSKA', text: `RENT ${swapped(ref(2))}` },
        ],
      },
    ]);
    const uploaded = await upload(finance, 'april.xml', file);
    expect(uploaded.status).toBe(303);
    const preview = String(uploaded.headers['location']);
    const { html } = await finance.get(preview);
    expect(html).toMatch(/Will wait in suspense[\s\S]*KOWALSKA[\s\S]*No valid reference[\s\S]*Will post[\s\S]*SMITH J/);
    const taken = await finance.submit(preview, {});
    expect([taken.status, String(taken.headers['location'])]).toEqual([
      303,
      expect.stringContaining('/bank/statements/'),
    ]);
    const statement = (await finance.get(String(taken.headers['location']))).html;
    expect(statement).toContain('agree with the bank: <strong>£123.60</strong>');
    expect(statement).toContain('april.xml');
    expect((await finance.get(preview)).html).toContain('Every line of this file has been taken in before');
  });

  it('say what is wrong with a file, where, and what to do', async () => {
    const broken = await upload(finance, 'may.xml', '<Document><Bk');
    const { html } = await finance.get(String(broken.headers['location']));
    expect(html).toContain('This file cannot be taken in');
    expect((await upload(finance, 'empty.xml', '')).html).toContain('The file is empty');
  });

  it('ask which column of a CSV is what, once', async () => {
    const csv = `Date,Details,Paid in,Paid out\r\n15/04/2026,${ref(1)},10.00,\r\n`;
    const uploaded = await upload(finance, 'april.csv', csv);
    const columns = String(uploaded.headers['location']);
    expect(columns).toMatch(/\/columns$/);
    const named = { date: 'Date', description_1: 'Details', credit: 'Paid in', debit: 'Paid out' };
    expect((await finance.submit(columns, { ...named, description_1: '' })).html).toContain(
      'No column is chosen for the description',
    );
    const sent = await finance.submit(columns, named);
    expect(sent.status).toBe(303);
    expect((await finance.get(String(sent.headers['location']))).html).toMatch(/Odd, but possible[\s\S]*Will post/);
  });

  it('place a payment from suspense: open it, and press beside the account that was meant', async () => {
    const list = (await officer.get('/t/1/bank/suspense')).html;
    const line = /href="(\/t\/1\/bank\/lines\/[^"]+)"/.exec(list)?.[1] ?? '';
    const { html } = await officer.get(line);
    expect(html).toMatch(/The reference may have been meant for[\s\S]*Jo Kowalska/);
    expect((await officer.get(`${line}?q=kowalska`)).html).toContain(`Place £25.00 on ${ref(2)}`);
    const fields = { account_id: id('account', 2), whole_pence: '2500' };
    expect((await officer.submit(line, fields, `${line}/place`)).status).toBe(303);
    expect((await officer.get(account(2))).html).toMatch(/Payment placed from suspense[\s\S]*£75.00/);
    const twice = await officer.submit(account(2), {}, `${line}/place`);
    expect(twice.status).not.toBe(303);
    expect((await officer.get('/t/1/bank/suspense')).html).toContain('Nothing is waiting.');
  });

  it('withhold what payers wrote from whoever may not read names', async () => {
    const statement = /href="(\/t\/1\/bank\/statements\/[^"]+)"/.exec((await auditor.get('/t/1/bank')).html)?.[1] ?? '';
    const { html } = await auditor.get(statement);
    expect(html).toContain('Withheld');
    expect(html).not.toContain('KOWALSKA');
  });

  it('open another kind of account for a tenancy, charge an item to it, and close it', async () => {
    const open = `/t/1/rent/open/${id('tenancy', 1)}`;
    expect((await officer.get(open)).html).toContain('value="1000003"');
    const sent = await officer.submit(open, { kind: 'recharge', account_number: '1000003', opened_on: '6/4/2026' });
    const recharges = String(sent.headers['location']);
    const item = {
      charged_for: 'lock-change',
      amount_pence: '33.33',
      charged_on: '18/4/2026',
      document_ref: 'WO 4411',
    };
    expect((await officer.submit(`${recharges}/recharge`, item)).status).toBe(303);
    expect((await officer.get(recharges)).html).toMatch(/Charged for lock change, WO 4411[\s\S]*£33.33/);
    expect((await officer.submit(`${recharges}/close`, { closed_on: '19/4/2026' })).status).toBe(303);
    expect((await officer.get('/t/1/rent/accounts?status=closed')).html).toContain('Closed 19 April 2026');
  });

  it('lead nowhere for what is not this TMO’s', async () => {
    const paths = [
      account(99),
      `${account(1)}/entries/999999`,
      `${account(1)}/entries/1e3`,
      `/t/1/bank/lines/${newUuid()}`,
    ];
    for (const path of [...paths, `/t/1/bank/statements/${newUuid()}`, '/t/1/rent/accounts/x'])
      expect([path, (await officer.get(path)).status]).toEqual([path, 404]);
  });

  it('are matched by endpoints for programs: the rent run and the statement', async () => {
    const headers = { 'content-type': 'application/json', 'x-csrf-token': await token(officer) };
    const run = (name: string, week_of: string) =>
      officer.post(`/api/t/1/rent/${name}`, JSON.stringify({ week_of }), headers);
    expect(JSON.parse((await run('preview-rent-run', '2026-04-13')).html)).toMatchObject({ accounts: 2, charged: 1 });
    expect(JSON.parse((await run('run-rent', '2026-04-13')).html)).toMatchObject({ charged: 1, refused: [{}] });
    expect(JSON.parse((await run('run-rent', '2027-04-05')).html)).toMatchObject({
      status: 422,
      code: 'week-not-begun',
    });
    expect((await run('run-rent', 'next week')).status).toBe(400);
    const file = camtFile([{ id: 'S9', opening_pence: 12_360, entries: [{ pence: 1, on: '2026-04-20', text: 'x' }] }]);
    const taken = await upload(finance, 'later.xml', file, '/api/t/1/rent/take-in-statement');
    expect(JSON.parse(taken.html)).toMatchObject({ status: 'taken-in', held: 1 });
  });

  it('gather it all on the front page of rent', async () => {
    const { html } = await officer.get('/t/1/rent');
    expect(html).toMatch(/Owed by accounts in arrears[\s\S]*Last rent run[\s\S]*Waiting in suspense/);
  });
});

/** Two neighbouring digits changed places, as people type. */
function swapped(reference: string): string {
  const at = [...reference].findIndex((d, i) => i > 0 && d !== reference[i - 1]);
  return reference.slice(0, at - 1) + reference.charAt(at) + reference.charAt(at - 1) + reference.slice(at + 1);
}

async function token(web: TestWeb): Promise<string> {
  return (JSON.parse((await web.get('/api/csrf-token')).html) as { csrf_token: string }).csrf_token;
}

/** Sends a file as a browser does, with the token of the page it stands on. */
async function upload(web: TestWeb, name: string, content: string, to = '/t/1/bank/upload') {
  const { html } = await web.get('/t/1/bank');
  const hidden = (field: string) => new RegExp(`name="${field}" value="([^"]*)"`).exec(html)?.[1] ?? '';
  const bank = /<option value="([0-9a-f-]{36})"/.exec(html)?.[1] ?? '';
  const boundary = 'spec-boundary';
  const part = (disposition: string, body: string) =>
    `--${boundary}\r\nContent-Disposition: form-data; ${disposition}\r\n\r\n${body}\r\n`;
  const body = [
    part('name="_csrf"', hidden('_csrf')),
    part('name="command_id"', hidden('command_id')),
    part('name="bank_account_id"', bank),
    part(`name="statement"; filename="${name}"`, content),
    `--${boundary}--\r\n`,
  ].join('');
  return web.post(to, body, { 'content-type': `multipart/form-data; boundary=${boundary}` });
}
