import { Database } from '#platform/database';
import type { TmoContext } from '#platform/event-store';
import { NeighbourRule, type Role } from '#platform/identity';
import { type TestLog, testLog } from '#platform/testing-database';
import { type TestWeb, testWeb } from '#platform/testing-web';
import { homesContext } from './homes.module.js';
import { HomesOfficeModule } from './homes.office.module.js';

const FLAT = {
  address: '1 Alder House\nBrookmead Estate',
  postcode: 'se15 1ap',
  type: 'flat',
  bedrooms: '2',
  block_id: '',
  property_ref: 'BM00001',
  uprn: '100023000000',
};

describe('the pages of the register', () => {
  let log: TestLog;
  let ctx: TmoContext;
  let officer: TestWeb;
  let auditor: TestWeb;
  const controllers = Reflect.getMetadata('controllers', HomesOfficeModule) as never[];

  const as = (roles: Role[]): Promise<TestWeb> =>
    testWeb({
      controllers,
      providers: [
        { provide: Database, useValue: log.db },
        { provide: NeighbourRule, useValue: { assertNotOwnHousehold: () => Promise.resolve() } },
      ],
      roles,
      execute: (command, payload, options) => log.executor.execute(log.as(ctx, roles), command, payload, options),
    });

  beforeAll(async () => {
    log = await testLog([homesContext]);
    ctx = await log.openTmo('brookmead');
    officer = await as(['officer']);
    auditor = await as(['auditor']);
  });
  afterAll(async () => {
    await officer.close();
    await auditor.close();
    await log.close();
  });

  it('register a block and a home, and list it', async () => {
    expect((await officer.submit('/t/1/homes/blocks', { name: 'Alder House' })).status).toBe(303);
    expect((await officer.submit('/t/1/homes/new', FLAT)).status).toBe(303);
    const { html } = await officer.get('/t/1/homes');
    expect(html).toContain('1 Alder House, Brookmead Estate');
    expect(html).toContain('SE15 1AP');
    expect(html).toContain('1 home');
  });

  it('say in words what is wrong with a home, and keep what was typed', async () => {
    const sent = await officer.submit('/t/1/homes/new', { ...FLAT, property_ref: 'BM00002', uprn: '9.99E+11' });
    expect(sent.status).toBe(422);
    expect(sent.html).toContain('9.99E+11 is not a UPRN');
    expect(sent.html).toContain('1 Alder House\nBrookmead Estate');
    const taken = await officer.submit('/t/1/homes/new', { ...FLAT, property_ref: 'BM00002' });
    expect(taken.html).toContain('Another home has the UPRN 100023000000');
  });

  it('correct a home from what is known, and filter the list', async () => {
    const { html } = await officer.get('/t/1/homes');
    const home_id = /\/t\/1\/homes\/([\da-f-]{36})/.exec(html)?.[1] ?? '';
    const path = `/t/1/homes/${home_id}/correct`;
    expect((await officer.get(path)).html).toContain('value="BM00001"');
    const sent = await officer.submit(path, { ...FLAT, type: 'maisonette', reason: 'recorded-wrongly' });
    expect([sent.status, sent.headers['location']]).toEqual([303, `/t/1/homes/${home_id}`]);
    expect((await officer.get('/t/1/homes?type=maisonette')).html).toContain('1 Alder House');
    expect((await officer.get('/t/1/homes?type=flat')).html).toContain('No home is registered here');
    expect((await officer.get('/t/1/homes?block=not-an-id')).html).toContain('No home is registered here');
  });

  it('give the list as a file', async () => {
    const csv = await officer.get('/t/1/homes.csv');
    expect(csv.headers['content-type']).toContain('text/csv');
    expect(csv.html).toContain('BM00001,100023000000,');
  });

  it('are read by an auditor, who changes nothing', async () => {
    expect((await auditor.get('/t/1/homes')).status).toBe(200);
    expect((await auditor.get('/t/1/homes/new')).status).toBe(403);
  });

  it('know no home that is not this estate’s', async () => {
    expect((await officer.get('/t/1/homes/018f0000-0000-7000-8000-000000000099/correct')).status).toBe(404);
  });
});
