import { newUuid } from '#kernel';
import { homesContext, registerHome } from '#contexts/homes/homes.module.js';
import { Database } from '#platform/database';
import { type AnyCommand, StoreClock, SuppliedClock, type TmoContext } from '#platform/event-store';
import { Households, NeighbourRule, type Role } from '#platform/identity';
import { KeptFiles, Vault } from '#platform/privacy';
import { Provenances } from '#platform/provenance';
import { type TestLog, testLog } from '#platform/testing-database';
import { type TestWeb, testWeb } from '#platform/testing-web';
import { recordPerson, startTenancy, tenanciesContext } from './tenancies.module.js';
import { TenanciesOfficeModule } from './tenancies.office.module.js';

const vault = new Vault('ef'.repeat(32));

describe('the pages of tenancies', () => {
  let log: TestLog;
  let ctx: TmoContext;
  let officer: TestWeb;
  let auditor: TestWeb;
  let caretaker: TestWeb;
  const clock = new SuppliedClock('2026-11-22T09:00:00.000Z');
  const controllers = Reflect.getMetadata('controllers', TenanciesOfficeModule) as never[];

  const flat = { home_id: newUuid(), property_ref: 'BM00001', uprn: '100023000000', block_id: null };
  const home = { ...flat, address_lines: ['1 Alder House'], postcode: 'SE15 1AP', type: 'flat', bedrooms: 2 };
  const garage = {
    ...home,
    home_id: newUuid(),
    property_ref: 'BMG0001',
    uprn: null,
    address_lines: ['Garage 1'],
    type: 'garage',
    bedrooms: null,
  };

  const as = (roles: Role[]): Promise<TestWeb> =>
    testWeb({
      controllers,
      providers: [
        { provide: Database, useValue: log.db },
        { provide: StoreClock, useValue: clock },
        { provide: Vault, useValue: vault },
        {
          provide: Provenances,
          useValue: {
            of: (_tx: unknown, _tmo: unknown, l: unknown[]) =>
              Promise.resolve(l.map(() => ({ who: 'Amina Ali', source: '' }))),
          },
        },
        { provide: KeptFiles, useValue: {} },
        { provide: Households, useValue: new Households() },
        { provide: NeighbourRule, useValue: { assertNotOwnHousehold: () => Promise.resolve() } },
      ],
      roles,
      execute: (command, payload, options) => log.executor.execute(log.as(ctx, roles), command, payload, options),
      executeMany: (items, options) => log.executor.executeMany(log.as(ctx, roles), items, options),
    });

  beforeAll(async () => {
    log = await testLog([homesContext, tenanciesContext(vault)], { clock, vault });
    ctx = await log.openTmo('brookmead');
    for (const payload of [home, garage]) {
      await log.executor.execute(ctx, registerHome as AnyCommand, payload, { command_id: newUuid() });
    }
    officer = await as(['officer']);
    auditor = await as(['auditor']);
    caretaker = await as(['caretaker']);
  });
  afterAll(async () => {
    await Promise.all([officer.close(), auditor.close(), caretaker.close()]);
    await log.close();
  });

  const tenancyId = async () => {
    const [row] = await log.db.inTmo(ctx, (tx) =>
      tx.query<{ tenancy_id: string }>(`select tenancy_id from tenancy where tenancy_ref = 'T300001'`),
    );
    return row?.tenancy_id ?? '';
  };
  const personId = async () => {
    const [row] = await log.db.inTmo(ctx, (tx) =>
      tx.query<{ person_id: string }>(`select person_id from person_directory where surname like 'Kowalsk%'`),
    );
    return row?.person_id ?? '';
  };

  const SIGN_UP = {
    tenancy_ref: 'T300001',
    tenure: 'introductory',
    starts_on: '23/11/2026',
    title_1: 'Mx',
    forename_1: 'Nadia',
    surname_1: 'Kowalska',
    dob_1: '18/10/1980',
    phone_1: '07700 900092',
    surname_2: 'Khan',
    forename_2: 'Brian',
  };

  it('show an empty home as empty, and offer to let it', async () => {
    const { html } = await officer.get(`/t/1/homes/${home.home_id}`);
    expect(html).toContain('Nobody today.');
    expect(html).toContain('Start a tenancy');
    expect((await officer.get('/t/1/homes/empty')).html).toMatch(
      /1 empty home on 22 November 2026[\s\S]*Never let here/,
    );
  });

  it('record nothing of a sign-up that is refused: no person without their tenancy', async () => {
    const sent = await officer.submit(`/t/1/homes/${home.home_id}/let`, { ...SIGN_UP, starts_on: '23/11/2029' });
    expect(sent.status).toBe(422);
    expect(sent.html).toContain('That first day is too far ahead');
    expect(sent.html).toContain('value="Kowalska"');
    const [row] = await log.db.inTmo(ctx, (tx) => tx.query(`select count(*)::int as n from person_directory`));
    expect(row).toEqual({ n: 0 });
  });

  it('sign up two people new to the records in one form', async () => {
    const sent = await officer.submit(`/t/1/homes/${home.home_id}/let`, SIGN_UP);
    expect([sent.status, sent.headers['location']]).toEqual([303, `/t/1/households/${await tenancyId()}`]);
    const { html } = await officer.get('/t/1/tenancies');
    expect(html).toContain('Mx Nadia Kowalska and Brian Khan');
    expect(html).toContain('Not begun');
  });

  it('let a garage to somebody on record, found by name', async () => {
    const found = await officer.get(`/t/1/homes/${garage.home_id}/let?find=kowalska`);
    const href = /href="([^"]*with=[^"]*)">Add Mx Nadia Kowalska/.exec(found.html)?.[1] ?? '';
    expect((await officer.get(href)).html).toContain('Leave out');
    const sent = await officer.submit(href, {
      tenancy_ref: 'G300001',
      tenure: 'garage-licence',
      starts_on: '23/11/2026',
    });
    expect(sent.status).toBe(303);
    expect((await officer.get('/t/1/tenancies?tenure=garage-licence')).html).toContain('Garage 1');
  });

  it('say that somebody holds the home already', async () => {
    const sent = await officer.submit(`/t/1/homes/${home.home_id}/let`, { ...SIGN_UP, tenancy_ref: 'T300002' });
    expect(sent.html).toContain('Somebody holds this home already');
  });

  it('correct only what was corrected of a person', async () => {
    const path = `/t/1/persons/${await personId()}/correct`;
    const page = await officer.get(path);
    const was = Object.fromEntries(
      [...page.html.matchAll(/name="(was_\w+)" value="([^"]*)"/g)].map(([, name, value]) => [name, value ?? '']),
    );
    const sent = await officer.submit(path, {
      ...was,
      title: 'Mx',
      forename: 'Nadia',
      surname: 'Kowalska-Khan',
      dob: '18/10/1980',
      phone: '07700 900092',
      email: '',
      reason: 'changed-since',
    });
    expect(sent.status).toBe(303);
    const [last] = await log.db.inTmo(ctx, (tx) =>
      tx.query<{ fields: string[] }>(
        `select array(select json_object_keys(data->'is')) as fields from event
          where type = 'tenancies.person-corrected.v1'`,
      ),
    );
    expect(last?.fields).toEqual(['surname']);
  });

  it('put an alert on a household and take it off', async () => {
    const here = `/t/1/tenancies/${await tenancyId()}`;
    const sent = await officer.submit(`${here}/alerts/new`, {
      kind: 'dog-on-premises',
      text: 'Ring first',
      expires_on: '31/5/2027',
    });
    expect(sent.status).toBe(303);
    const { html } = await officer.get(here);
    expect(html).toMatch(/Dog on the premises<\/strong>: Ring first, until 31 May 2027/);
    const action = /action="([^"]*\/alerts\/[^"]*\/end)"/.exec(html)?.[1] ?? '';
    expect((await officer.submit(here, {}, action)).status).toBe(303);
    expect((await officer.get(here)).html).not.toContain('Ring first');
  });

  it('end a tenancy on its last day, after which the home is empty', async () => {
    const here = `/t/1/tenancies/${await tenancyId()}`;
    const early = await officer.submit(`${here}/end`, { ends_on: '1/11/2026', reason: 'abandoned' });
    expect(early.html).toContain('A tenancy does not end before it begins');
    expect((await officer.submit(`${here}/end`, { ends_on: '6/12/2026', reason: 'abandoned' })).status).toBe(303);
    expect((await officer.get(here)).html).toContain('6 December 2026 (Abandoned)');
    expect((await officer.get('/t/1/homes/empty?on=7/12/2026')).html).toMatch(/7 December 2026[\s\S]*0 days/);
    expect((await officer.get('/t/1/homes/empty.csv?on=2026-12-08')).html).toContain('BM00001,1 Alder House,Flat,');
  });

  it('show an auditor initials, and a caretaker the home without its people', async () => {
    const { html } = await auditor.get('/t/1/tenancies');
    expect(html).toContain('N. K. and B. K.');
    expect(html).not.toContain('Kowalska');
    expect((await auditor.get('/t/1/tenancies.csv')).html).not.toContain('Kowalska');
    const home_page = await caretaker.get(`/t/1/homes/${home.home_id}`);
    expect(home_page.html).toContain('1 Alder House');
    expect(home_page.html).not.toContain('lived here');
    expect((await caretaker.get('/t/1/tenancies')).status).toBe(403);
    expect((await auditor.get(`/t/1/persons/${await personId()}/correct`)).status).toBe(403);
  });

  it.each([
    'homes/ID',
    'homes/ID/let',
    'tenancies/ID',
    'tenancies/ID/end',
    'tenancies/ID/alerts/new',
    'persons/ID/correct',
  ])('know nothing at %s of another TMO’s id', async (path) => {
    const other = await log.openTmo(`other-${newUuid().slice(-8)}`);
    const person_id = newUuid();
    const theirs = { ...home, home_id: newUuid() };
    const tenancy = { tenancy_id: newUuid(), home_id: theirs.home_id, tenancy_ref: 'X1', tenure: 'secure' };
    const calls = [
      { command: registerHome as AnyCommand, payload: theirs },
      { command: recordPerson as AnyCommand, payload: { person_id, surname: 'Elsewhere' } },
      {
        command: startTenancy as AnyCommand,
        payload: { ...tenancy, starts_on: '2020-01-06', person_ids: [person_id] },
      },
    ];
    for (const { command, payload } of calls) {
      await log.executor.execute(other, command, payload, { command_id: newUuid() });
    }
    const id = path.startsWith('homes') ? theirs.home_id : path.startsWith('persons') ? person_id : tenancy.tenancy_id;
    const visit = await officer.get(`/t/1/${path.replace('ID', id)}`);
    expect(visit.status).toBe(404);
    expect(visit.html).not.toContain('Elsewhere');
  });
});
