import { deterministicUuid, newUuid } from '#kernel';
import { agreementContext } from '#contexts/agreement/agreement.module.js';
import { homesContext, registerHome } from '#contexts/homes/homes.module.js';
import { endTenancy, recordPerson, startTenancy, tenanciesContext } from '#contexts/tenancies/tenancies.module.js';
import { type AnyCommand, loadEvents, SuppliedClock, type TmoContext, type Tx } from '#platform/event-store';
import { Vault } from '#platform/privacy';
import { Checkpoint1763800200000, Consumers } from '#platform/projections';
import { type TestLog, testLog } from '#platform/testing-database';
import { accountsOfTenancies, voidAccountsOfHome } from '../accounts/accounts.queries.js';
import { balances } from '../contracts/index.js';
import { openAccount, RentRun, rentContext, setCharges, setRentYear } from '../rent.module.js';
import { followTenancies } from './follow-tenancies.js';

const id = (what: string, n: number) => deterministicUuid(what, String(n));

describe('accounts that follow tenancies', () => {
  const clock = new SuppliedClock('2026-04-07T08:00:00Z');
  const vault = new Vault('ef'.repeat(32));
  let log: TestLog;
  let ctx: TmoContext;
  let consumers: Consumers;
  let run: RentRun;

  const send = (command: AnyCommand, payload: object) =>
    log.executor.execute(ctx, command, payload, { command_id: newUuid() });
  const sent = async (command: AnyCommand, payload: object) => {
    const outcome = await send(command, payload);
    expect(outcome.status === 'refused' ? outcome.refusal : undefined).toBeUndefined();
  };
  const read = <T>(query: (tx: Tx) => Promise<T>) => log.db.inTmo(ctx, query);
  const voids = () => read((tx) => voidAccountsOfHome(tx, ctx.tmo_id, id('home', 1)));
  const owed = async (account_id: string) =>
    (await read((tx) => balances(tx, ctx.tmo_id, [account_id]))).get(account_id);

  async function lets(n: number, starts_on: string): Promise<void> {
    const tenancy = { tenancy_id: id('tenancy', n), home_id: id('home', 1), tenancy_ref: `T${n}`, tenure: 'secure' };
    await sent(startTenancy, { ...tenancy, starts_on, person_ids: [id('person', 1)] });
  }

  beforeAll(async () => {
    log = await testLog(
      [
        agreementContext,
        homesContext,
        tenanciesContext(vault),
        rentContext,
        { name: 'platform', events: ['log.opened.v1'], migrations: [Checkpoint1763800200000] },
      ],
      { clock, vault },
    );
    consumers = new Consumers(log.db, log.registry, log.executor);
    run = new RentRun(log.db, log.executor, clock);
    ctx = await log.openTmo('brookmead');
    await sent(setRentYear, { year: '2026', starts_on: '2026-04-06', weeks: 52, free_weeks: [] });
    const address = { address_lines: ['1 Alder House'], postcode: 'SE15 1AP', type: 'flat', bedrooms: 2 };
    const refs = { property_ref: 'BM00001', uprn: '100023000000', block_id: null };
    await sent(registerHome, { home_id: id('home', 1), ...refs, ...address });
    await sent(recordPerson, { person_id: id('person', 1), surname: 'Smith' });
    await lets(1, '2026-04-06');
    const account_id = id('account', 1);
    const account = { account_id, kind: 'rent', account_number: '1000001', tenancy_id: id('tenancy', 1) };
    await sent(openAccount, { ...account, opened_on: '2026-04-06' });
    const charges = [{ component: 'rent', weekly_pence: 7_000 }];
    await sent(setCharges, { account_id, from: '2026-04-06', charges });
    await run.run(ctx, '2026-04-06' as never);
  });
  afterAll(() => log.close());

  it('close on the tenancy’s last day, and the empty home is charged as before, to void loss', async () => {
    clock.set('2026-04-13T08:00:00Z');
    await run.run(ctx, '2026-04-13' as never);
    await sent(endTenancy, { tenancy_id: id('tenancy', 1), ends_on: '2026-04-15', reason: 'abandoned' });
    await consumers.drain();
    const [account] = await read((tx) => accountsOfTenancies(tx, ctx.tmo_id, [id('tenancy', 1)]));
    expect(account).toMatchObject({ closed_on: '2026-04-15' });
    expect(await owed(id('account', 1))).toBe(7_000 + 3_000);
    const [empty] = await voids();
    expect(empty).toMatchObject({ kind: 'void', account_number: '1000002', opened_on: '2026-04-16', closed_on: null });
    clock.set('2026-04-20T08:00:00Z');
    await run.run(ctx, '2026-04-20' as never);
    expect(await owed(empty?.account_id ?? '')).toBe(4_000 + 7_000);
  });

  it('ask for the same again when they are read again, and so do nothing twice', async () => {
    const [ended] = await read((tx) => loadEvents(tx, ctx.tmo_id, { types: ['tenancies.tenancy-ended.v1'] }));
    if (!ended) throw new Error('the tenancy has not ended');
    const again = await read((tx) => followTenancies.react(ended, tx));
    expect(again.map((c) => c.command.type)).toEqual(['rent.close-account', 'rent.open-account', 'rent.set-charges']);
    expect(again[1]?.payload).toMatchObject({ account_number: '1000002' });
  });

  it('close the void account the day before the home is let again, and give back what was charged beyond', async () => {
    await lets(2, '2026-04-20');
    await consumers.drain();
    const [empty, ...more] = await voids();
    expect([empty?.closed_on, more]).toEqual(['2026-04-19', []]);
    expect(await owed(empty?.account_id ?? '')).toBe(4_000);
  });

  it('open no void account for a home that was never charged here', async () => {
    await sent(endTenancy, { tenancy_id: id('tenancy', 2), ends_on: '2026-04-20', reason: 'abandoned' });
    await consumers.drain();
    expect(await voids()).toHaveLength(1);
  });
});
