import { addDays, civilDate, type CivilDate, sumPence } from '#kernel';
import { agreementContext } from '#contexts/agreement/agreement.module.js';
import { homes, registerHome } from '#contexts/homes/contracts/index.js';
import { homesContext } from '#contexts/homes/homes.module.js';
import { accountsInArrears, accountsOfTenancies, balances } from '#contexts/rent/contracts/index.js';
import { RentRun, rentContext, setRentYear } from '#contexts/rent/rent.module.js';
import { tenancies } from '#contexts/tenancies/contracts/index.js';
import { tenanciesContext } from '#contexts/tenancies/tenancies.module.js';
import { SuppliedClock, type TmoContext, type Tx } from '#platform/event-store';
import { KeptFiles, Vault } from '#platform/privacy';
import { Checkpoint1763800200000, verify } from '#platform/projections';
import { type TestLog, testLog } from '#platform/testing-database';
import { brookmead, type ExtractSample, willow } from '../../../test/fixtures/import/samples.js';
import { batchOfFile, importBatches } from './batches/batches.queries.js';
import type { ApplyRequest } from './importing/extract-import.service.js';
import { ExtractImport, importsContext, mapColumns } from './imports.module.js';

/** The samples are of this Sunday. */
const TODAY = '2026-11-22';
const AS_AT = civilDate(TODAY);
const A_FORM = '018f0000-0000-7000-8000-0000000000a1';
const FLAT = {
  property_ref: 'HERE/1',
  uprn: '200045000055',
  block_id: null,
  address_lines: ['1 The Green'],
  postcode: 'NB4 7AA',
  type: 'flat' as const,
  bedrooms: 1,
};

describe('an extract of the council', () => {
  const vault = new Vault('ab'.repeat(32));
  const clock = new SuppliedClock(`${TODAY}T09:00:00.000Z`);
  let log: TestLog;
  let service: ExtractImport;
  let slugs = 0;

  beforeAll(async () => {
    const contexts = [agreementContext, homesContext, tenanciesContext(vault), rentContext, importsContext];
    log = await testLog([...contexts, { name: 'projections', migrations: [Checkpoint1763800200000] }], {
      clock,
      vault,
    });
    service = new ExtractImport(log.db, log.executor, clock, new KeptFiles(vault));
  });
  afterAll(() => log.close());

  const anOfficer = async (): Promise<TmoContext> => log.as(await log.openTmo(`tmo-${(slugs += 1)}`), ['officer']);
  const read = <T>(ctx: TmoContext, query: (tx: Tx) => Promise<T>) => log.db.inTmo(ctx, query);
  const headOf = async (ctx: TmoContext) =>
    (
      await read(ctx, (tx) =>
        tx.query<{ position: number }>('select position from head where tmo_id = $1', [ctx.tmo_id]),
      )
    )[0]?.position;

  async function receive(ctx: TmoContext, bytes: Buffer, form = A_FORM): Promise<string> {
    const received = await service.receive(ctx, { name: 'Mrs O’Brien’s extract.csv', bytes }, form);
    if (received.status !== 'received') throw new Error(received.status);
    return received.batch_id;
  }

  async function mapped(ctx: TmoContext, bytes: Buffer): Promise<string> {
    const batch_id = await receive(ctx, bytes);
    const mapping = service.mappingOf(await service.open(ctx, batch_id));
    const outcome = await log.executor.execute(ctx, mapColumns, { batch_id, mapping }, { command_id: batch_id });
    expect(outcome.status).toBe('accepted');
    return batch_id;
  }

  /** Everything looked at and ticked. */
  async function ready(ctx: TmoContext, batch_id: string, as_at: CivilDate = AS_AT): Promise<ApplyRequest> {
    const { warnings, digest } = await service.dryRun(ctx, batch_id);
    return { as_at, ticked: warnings.map((w) => w.key), leave_out: true, checked: digest };
  }

  async function goesIn({ file, faults }: ExtractSample) {
    const ctx = await anOfficer();
    const batch_id = await mapped(ctx, file);
    const run = await service.dryRun(ctx, batch_id);
    expect(run.extract.errors.map(({ record, column, value, why }) => ({ record, column, value, why }))).toEqual(
      faults,
    );
    const answer = await service.apply(ctx, batch_id, await ready(ctx, batch_id));
    expect(answer).toMatchObject({
      status: 'applied',
      batch: { counts: run.counts, left_out: run.wrong, as_at: AS_AT },
    });
    return { ctx, batch_id, run };
  }

  /** What each tenancy's accounts owe, by the council's reference. */
  const owed = (ctx: TmoContext) =>
    read(ctx, async (tx) => {
      const held = await tenancies(tx, ctx.tmo_id, 'all', AS_AT);
      const accounts = await accountsOfTenancies(
        tx,
        ctx.tmo_id,
        held.map((t) => t.tenancy_id),
      );
      const found = await balances(
        tx,
        ctx.tmo_id,
        accounts.map((a) => a.account_id),
      );
      const refs = new Map(held.map((t) => [t.tenancy_id, t.tenancy_ref]));
      return new Map(accounts.map((a) => [refs.get(a.tenancy_id ?? ''), found.get(a.account_id) ?? 0]));
    });

  const samples: [string, ExtractSample][] = [['Willow Court', willow()]];
  const handedOver = brookmead();
  if (handedOver) samples.push(['Brookmead', handedOver]);

  it.each(samples)('of %s goes in whole, but for the records that are wrong on purpose', async (_name, sample) => {
    const { ctx, run } = await goesIn(sample);
    const register = await read(ctx, (tx) => homes(tx, ctx.tmo_id));
    expect(register.map((h) => h.property_ref).sort()).toEqual(run.extract.homes.map((h) => h.property_ref).sort());
    const held = await read(ctx, (tx) => tenancies(tx, ctx.tmo_id, 'all', AS_AT));
    expect(held.map((t) => t.tenancy_ref).sort()).toEqual(run.extract.tenancies.map((t) => t.tenancy_ref).sort());
    expect(held.flatMap((t) => t.person_ids)).toHaveLength(run.counts.persons);
  });

  it.each(samples)('of %s brings in the balances that it gives, to the penny', async (_name, sample) => {
    const { ctx, run } = await goesIn(sample);
    const balance = await owed(ctx);
    for (const { tenancy_ref, amount_pence } of run.extract.opening_balances)
      expect([tenancy_ref, balance.get(tenancy_ref) ?? 0]).toEqual([tenancy_ref, amount_pence]);
    expect(sumPence([...balance.values()] as never)).toBe(run.counts.balances_pence);
  });

  it.each(samples)('of %s leaves a log in which everything agrees', async (_name, sample) => {
    const { ctx } = await goesIn(sample);
    expect(await verify(log.db, log.registry, ctx.tmo_id)).toMatchObject({ faults: [] });
  });

  it('says of every fact which record of which file it comes from, and names the file nowhere in clear', async () => {
    const { ctx, batch_id } = await goesIn(willow());
    const events = await read(ctx, (tx) =>
      tx.query<{ source: unknown; text: string }>(
        `select metadata -> 'source' as source, event::text as text from event where tmo_id = $1 order by position`,
        [ctx.tmo_id],
      ),
    );
    expect(events.some((e) => e.text.includes('O’Brien’s extract'))).toBe(false);
    const started = events.filter((e) => e.text.includes('tenancies.tenancy-started.v1'));
    expect(started[0]?.source).toMatchObject({ kind: 'file', subject: `import-batch/${batch_id}`, record: 20 });
  });

  it('counts a former tenant’s debt as former, and a garage’s not as rent', async () => {
    const { ctx } = await goesIn(willow());
    const arrears = await read(ctx, (tx) => accountsInArrears(tx, ctx.tmo_id, { tenants: 'former' }));
    expect(arrears).toMatchObject([{ kind: 'rent', closed_on: '2026-08-30', balance_pence: 64_027 }]);
  });

  it('is charged from the Monday after its balances: who lives here, what stands empty, and nobody who has left', async () => {
    const { ctx, run } = await goesIn(willow());
    const manager = log.as(ctx, ['manager']);
    const year = { year: '2026', starts_on: civilDate('2026-04-06'), weeks: 52 as const, free_weeks: [] };
    await log.executor.execute(manager, setRentYear, year, { command_id: A_FORM });
    const monday = addDays(AS_AT, 1);
    clock.set(`${monday}T06:00:00.000Z`);
    const answer = await new RentRun(log.db, log.executor, clock).run(manager, monday);
    clock.set(`${TODAY}T09:00:00.000Z`);
    const { homes: all, tenancies: lets } = run.extract;
    const weekly = [...lets.flatMap((t) => t.charges), ...all.flatMap((h) => h.void_charges)];
    const charged_pence = sumPence(weekly.map((c) => c.weekly_pence));
    expect(answer).toMatchObject({ count: { accounts: 8, charged: 8, charged_pence, refused: [] } });
  });

  it('goes in with every kind of tenancy that it can name, whatever day its balances are of', async () => {
    const kinds: [
      home: number,
      type: string,
      tenure: string,
      from: string,
      to: string,
      rent: string,
      balance: string,
    ][] = [
      [1, 'Flat', 'Secure', '06/04/2015', '06/12/2026', '100.00', '5.00'], // under notice …
      [1, 'Flat', 'Secure', '07/12/2026', '', '100.00', ''], // … and let again
      [2, 'Flat', 'Leaseholder', '06/04/2015', '', '', '250.00'],
      [3, 'Flat', 'Secure', '06/04/2015', '20/11/2026', '100.00', '-3.00'], // left after the balances' day
      [4, 'Flat', 'Secure', '06/04/2015', '22/11/2026', '100.00', '7.00'], // leaves before charging begins
      [5, 'Flat', 'Secure', '06/04/2015', '', '', ''], // nothing said of money
      [6, 'Flat', 'Secure', '19/11/2026', '', '100.00', '-20.00'], // began after the balances' day, paid before
      [7, 'Garage', 'Former', '06/04/2015', '01/11/2026', '', '9.00'],
      [8, 'Flat', 'Introductory', '03/12/2026', '', '100.00', ''], // signed, not begun
    ];
    const csv = [
      'UPRN,Property Ref,Block,Address,Postcode,Type,Tenure,Tenancy Ref,Start Date,End Date,Surname,Weekly Rent,Balance',
      ...kinds.map(([home, type, tenure, from, to, rent, balance], i) =>
        [
          `20000000000${home}`,
          i % 2 ? `p${home}` : `P${home}`,
          i % 2 ? 'ASH HOUSE' : 'Ash House',
          `"${home} Ash House"`,
        ]
          .concat(['NB4 7AA', type, tenure, `T${i}`, from, to, `Lee${i}`, rent, balance])
          .join(','),
      ),
    ].join('\n');
    for (const as_at of ['2026-11-15', '2026-11-18', '2026-11-22']) {
      const ctx = await anOfficer();
      const batch_id = await mapped(ctx, Buffer.from(csv));
      const answer = await service.apply(ctx, batch_id, await ready(ctx, batch_id, civilDate(as_at)));
      expect(answer).toMatchObject({
        status: 'applied',
        batch: { counts: { tenancies: 9, accounts: 9 }, left_out: [] },
      });
      const balances_pence = [...(await owed(ctx))].filter(([, pence]) => pence !== 0);
      expect(new Map(balances_pence)).toEqual(
        new Map([
          ['T0', 500],
          ['T2', 25_000],
          ['T3', -300],
          ['T4', 700],
          ['T6', -2_000],
          ['T7', 900],
        ]),
      );
      expect(await verify(log.db, log.registry, ctx.tmo_id)).toMatchObject({ faults: [] });
    }
  });

  it('goes in once, however often the button is pressed', async () => {
    const ctx = await anOfficer();
    const batch_id = await mapped(ctx, willow().file);
    const asked = await ready(ctx, batch_id);
    const both = await Promise.all([service.apply(ctx, batch_id, asked), service.apply(ctx, batch_id, asked)]);
    expect(both.map((a) => a.status)).toEqual(['applied', 'applied']);
    const head = await headOf(ctx);
    const later = await service.apply(ctx, batch_id, { ...asked, as_at: civilDate('2026-11-15'), ticked: [] });
    expect(later).toMatchObject({ status: 'applied', batch: { as_at: AS_AT } });
    expect(await headOf(ctx)).toBe(head);
  });

  it('goes in once, when a second tab sends it with another day at the same moment', async () => {
    const ctx = await anOfficer();
    const batch_id = await mapped(ctx, willow().file);
    const asked = await ready(ctx, batch_id);
    const other = { ...asked, as_at: civilDate('2026-11-15') };
    const both = await Promise.all([service.apply(ctx, batch_id, asked), service.apply(ctx, batch_id, other)]);
    expect(both.map((a) => a.status)).toEqual(['applied', 'applied']);
    expect((await read(ctx, (tx) => homes(tx, ctx.tmo_id))).length).toBe(9);
  });

  it('stays out whole when something in it is in the records by now, and the record is named', async () => {
    const ctx = await anOfficer();
    const batch_id = await mapped(ctx, willow().file);
    const asked = await ready(ctx, batch_id);
    // Between the last look at the records and the writing: the check does not know of the home, the log does.
    const register = async () =>
      log.executor.execute(ctx, registerHome, { home_id: A_FORM, ...FLAT }, { command_id: A_FORM });
    const racing = new ExtractImport(
      log.db,
      Object.assign(Object.create(log.executor) as typeof log.executor, {
        executeMany: async (...args: Parameters<typeof log.executor.executeMany>) => {
          await register();
          return log.executor.executeMany(...args);
        },
      }),
      clock,
      new KeptFiles(vault),
    );
    expect(await racing.apply(ctx, batch_id, asked)).toEqual({
      status: 'refused',
      refusal: { code: 'uprn-already-taken', facts: { uprn: '200045000055' } },
      record: 7,
    });
    expect((await read(ctx, (tx) => homes(tx, ctx.tmo_id))).map((h) => h.property_ref)).toEqual(['HERE/1']);
    expect(await read(ctx, (tx) => importBatches(tx, ctx.tmo_id))).toMatchObject([{ status: 'mapped' }]);

    const again = await service.dryRun(ctx, batch_id);
    expect(again.extract.errors.filter((e) => e.record === 7)).toMatchObject([
      { column: 'UPRN', why: 'UPRN of a home already in the records' },
    ]);
    expect(await service.apply(ctx, batch_id, asked)).toEqual({ status: 'not-ready', to_do: [{ kind: 'changed' }] });
    expect(await service.apply(ctx, batch_id, await ready(ctx, batch_id))).toMatchObject({ status: 'applied' });
  });

  it('waits until every warning is ticked, one by one or a kind at a time, and wrong records are left out', async () => {
    const ctx = await anOfficer();
    const batch_id = await mapped(ctx, willow().file);
    const { digest, warnings, wrong } = await service.dryRun(ctx, batch_id);
    const kinds = [...new Set(warnings.map((w) => w.code))];
    const ask = (more: Partial<ApplyRequest>) =>
      service.apply(ctx, batch_id, { as_at: AS_AT, ticked: [], leave_out: false, checked: digest, ...more });
    expect(await ask({})).toEqual({
      status: 'not-ready',
      to_do: [
        { kind: 'leave-out', records: wrong.length },
        ...kinds.map((code) => ({ kind: 'tick', code, missing: warnings.filter((w) => w.code === code).length })),
      ],
    });
    const allButOne = warnings.slice(1).map((w) => w.key);
    expect(await ask({ ticked: allButOne, leave_out: true })).toEqual({
      status: 'not-ready',
      to_do: [{ kind: 'tick', code: warnings[0]?.code, missing: 1 }],
    });
    expect(await ask({ ticked: kinds, leave_out: true })).toMatchObject({ status: 'applied' });
  });

  it('is refused with balances of a day to come, before anything is tried', async () => {
    const ctx = await anOfficer();
    const batch_id = await mapped(ctx, willow().file);
    const as_at = civilDate('2026-11-23');
    expect(await service.apply(ctx, batch_id, await ready(ctx, batch_id, as_at))).toMatchObject({
      status: 'refused',
      refusal: { code: 'extract-of-a-future-day', facts: { as_at } },
    });
  });

  it('is one upload when its form is sent twice, and known again when it comes from another form', async () => {
    const ctx = await anOfficer();
    const { file } = willow();
    const batches = await Promise.all([receive(ctx, file), receive(ctx, file)]);
    expect(batches[0]).toBe(batches[1]);
    expect(await receive(ctx, file)).toBe(batches[0]);
    const form = '018f0000-0000-7000-8000-0000000000a2';
    expect(await service.receive(ctx, { name: 'again.csv', bytes: file }, form)).toMatchObject({
      status: 'uploaded-before',
      batch: { batch_id: batches[0] },
    });
  });

  it('thrown away, is kept no longer and may be uploaded again', async () => {
    const ctx = await anOfficer();
    const { file } = willow();
    const batch_id = await receive(ctx, file);
    expect(await service.discard(ctx, batch_id, A_FORM)).toMatchObject({ status: 'accepted' });
    await expect(service.open(ctx, batch_id)).rejects.toThrow('no such extract');
    const sha256 = (await read(ctx, (tx) => importBatches(tx, ctx.tmo_id)))[0]?.sha256 ?? '';
    expect(await read(ctx, (tx) => batchOfFile(tx, ctx.tmo_id, sha256))).toBeUndefined();
    await receive(ctx, file, '018f0000-0000-7000-8000-0000000000a3');
  });

  it('cannot be read in another TMO, nor taken in by somebody without the permission', async () => {
    const ctx = await anOfficer();
    const batch_id = await receive(ctx, willow().file);
    await expect(service.open(await anOfficer(), batch_id)).rejects.toThrow('no such extract');
    const finance = log.as(ctx, ['finance']);
    await expect(service.receive(finance, { name: 'x.csv', bytes: willow().file }, A_FORM)).rejects.toThrow(
      'imports.run',
    );
  });

  it('says which records were left out, and why, after it went in', async () => {
    const { ctx, batch_id, run } = await goesIn(willow());
    expect(await service.leftOut(ctx, batch_id)).toEqual(run.extract.errors);
  });
});
