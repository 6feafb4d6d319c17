import { Database } from '#platform/database';
import { StoreClock, SuppliedClock, type TmoContext } from '#platform/event-store';
import type { Role } from '#platform/identity';
import { type TestLog, testLog } from '#platform/testing-database';
import { type TestWeb, testWeb } from '#platform/testing-web';
import { agreementContext } from './agreement.module.js';
import { AgreementOfficeModule } from './agreement.office.module.js';

describe('the agreement’s pages', () => {
  let log: TestLog;
  let ctx: TmoContext;
  let manager: TestWeb;
  let council: TestWeb;
  const controllers = Reflect.getMetadata('controllers', AgreementOfficeModule) as never[];

  const as = (roles: Role[]): Promise<TestWeb> =>
    testWeb({
      controllers,
      providers: [
        { provide: Database, useValue: log.db },
        { provide: StoreClock, useValue: new SuppliedClock('2026-11-22T09:00:00.000Z') },
      ],
      roles,
      execute: (command, payload, options) => log.executor.execute(log.as(ctx, roles), command, payload, options),
    });

  beforeAll(async () => {
    log = await testLog([agreementContext]);
    ctx = await log.openTmo('brookmead');
    expect(ctx.tmo_id).toBe(1);
    manager = await as(['manager']);
    council = await as(['council_officer']);
  });
  afterAll(async () => {
    await manager.close();
    await council.close();
    await log.close();
  });

  it('begin with the TMO and its council', async () => {
    expect((await manager.get('/t/1/agreement')).html).toContain('No agreement is recorded yet');
    const sent = await manager.submit('/t/1/agreement/establish', {
      name: 'Brookmead TMO',
      council_name: 'Southmere Council',
      from: '2/4/2018',
    });
    expect([sent.status, sent.headers['location']]).toEqual([303, '/t/1/agreement']);
    expect((await manager.get('/t/1/agreement')).html).toContain('Southmere Council');
  });

  it('show a function that is not listed as not delegated, and never as zero', async () => {
    const { html } = await manager.get('/t/1/agreement');
    expect(html).toMatch(/Lifts<\/a>[\s\S]*?Not delegated/);
  });

  it('hand a function over from a day, and show it with its date', async () => {
    const sent = await manager.submit('/t/1/agreement/functions/arrears', { responsible: 'tmo', from: '6/4/2026' });
    expect(sent.status).toBe(303);
    const { html } = await manager.get('/t/1/agreement');
    expect(html).toMatch(/Arrears<\/a>[\s\S]*?TMO[\s\S]*?6 Apr 2026/);
    expect((await manager.get('/t/1/agreement?on=5/4/2026')).html).toMatch(/Arrears<\/a>[\s\S]*?Not delegated/);
  });

  it('keep what was typed when a day does not exist', async () => {
    const sent = await manager.submit('/t/1/agreement/limits/officer', { limit_pence: '500', from: '31/2/2026' });
    expect(sent.status).toBe(400);
    expect(sent.html).toContain('value="500"');
    expect(sent.html).toContain('Enter the day from which it holds');
  });

  it('say why an entry was refused, and what to do', async () => {
    const sent = await manager.submit('/t/1/agreement/functions/arrears', { responsible: 'council', from: '6/4/2026' });
    expect(sent.status).toBe(422);
    expect(sent.html).toContain('There is an entry from 6 April 2026 already');
  });

  it('correct an entry and keep the corrected one in sight', async () => {
    const path = '/t/1/agreement/functions/arrears?correct=2026-04-06';
    expect((await manager.get(path)).html).toContain('Correct the entry of 6 April 2026');
    const sent = await manager.submit(path, { responsible: 'shared', from: '6/4/2026', replaces_from: '2026-04-06' });
    expect(sent.status).toBe(303);
    const { html } = await manager.get('/t/1/agreement/functions/arrears');
    expect(html).toMatch(/Shared[\s\S]*TMO[\s\S]*Corrected/);
  });

  it('set limits, the edition and who keeps the rent ledger', async () => {
    await manager.submit('/t/1/agreement/limits/officer', { limit_pence: '500', from: '6/4/2026' });
    await manager.submit('/t/1/agreement/edition', { edition: '2013', from: '2/4/2018' });
    await manager.submit('/t/1/agreement/rent-ledger', { keeper: 'tmo', from: '2/4/2018' });
    const { html } = await manager.get('/t/1/agreement');
    expect(html).toContain('£500.00 an order');
    expect(html).toContain('Modular Management Agreement, 2013');
    expect(html).toContain('The TMO keeps it');
    expect(html).toMatch(/Manager<\/a>[\s\S]*?No limit set/);
  });

  it('are read by the council, and changed by nobody but the manager', async () => {
    expect((await council.get('/t/1/agreement/functions/arrears')).html).not.toContain('<form method="post"');
    const sent = await council.submit(
      '/t/1/agreement',
      { keeper: 'council', from: '1/4/2027' },
      '/t/1/agreement/rent-ledger',
    );
    expect(sent.status).toBe(403);
  });

  it('know no function that is not of the agreement', async () => {
    expect((await manager.get('/t/1/agreement/functions/teleport')).status).toBe(404);
    expect((await manager.get('/t/1/agreement/limits/auditor')).status).toBe(404);
  });
});
