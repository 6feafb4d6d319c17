import { civilDate, newUuid } from '#kernel';
import { homesContext, registerHome } from '#contexts/homes/homes.module.js';
import {
  type AnyCommand,
  CommandIdReused,
  type Outcome,
  SuppliedClock,
  type TmoContext,
  type Tx,
} from '#platform/event-store';
import { Vault } from '#platform/privacy';
import { Checkpoint1763800200000, rebuild, verify } from '#platform/projections';
import { type TestLog, testLog } from '#platform/testing-database';
import {
  alertsOn,
  household,
  householdTimeline,
  joinNames,
  namesFor,
  search,
  tenanciesOfHome,
  tenanciesOn,
  tenancyById,
  voidsOn,
} from './contracts/index.js';
import { householdFinder, householdResolvers } from './household/neighbours.js';
import {
  addAlert,
  correctPerson,
  endAlert,
  endTenancy,
  recordPerson,
  startTenancy,
  tenanciesContext,
} from './tenancies.module.js';

const vault = new Vault('cd'.repeat(32));
const today = civilDate('2026-11-22');

describe('who lives where', () => {
  let log: TestLog;
  let seed: TmoContext;
  let officer: TmoContext;

  const home = (n: number, more: object = {}) => ({
    home_id: newUuid(),
    property_ref: `BM0000${n}`,
    uprn: `10002300000${n}`,
    block_id: null,
    address_lines: [`${n} Alder House`, 'Brookmead Estate'],
    postcode: `SE15 ${n}AP`,
    type: 'flat',
    bedrooms: 2,
    ...more,
  });
  const one = home(1);
  const two = home(2);
  const three = home(3);
  const garage = home(9, {
    type: 'garage',
    uprn: null,
    bedrooms: null,
    address_lines: ['Garage 9', 'Brookmead Estate'],
  });

  const person = (forename: string, surname: string, more: object = {}) => ({
    person_id: newUuid(),
    forename,
    surname,
    ...more,
  });
  const nadia = person('Nadia', 'Kowalska', { title: 'Mx', phone: '07700 900092', email: 'nadia@example.org' });
  const brian = person('Brian', 'O’Dowd-Núñez');
  const zoe = person('Zoë, known as "Zo"', "O'Neill", { phone: '+44 20 7946 0123', dob: '1975-10-03' });
  const formerTenant = person('Stefan', 'Khan');

  const tenancy = (
    tenancy_ref: string,
    home_id: string,
    person_ids: string[],
    starts_on: string,
    more: object = {},
  ) => ({
    tenancy_id: newUuid(),
    home_id,
    tenancy_ref,
    tenure: 'secure',
    starts_on,
    person_ids,
    ...more,
  });
  const joint = tenancy('T200002', one.home_id, [nadia.person_id, brian.person_id], '1987-11-10');
  const zoes = tenancy('T200012', two.home_id, [zoe.person_id], '2011-07-19');
  const zoesGarage = tenancy('G200116', garage.home_id, [zoe.person_id], '2021-12-04', { tenure: 'garage-licence' });
  const former = tenancy('T200117', one.home_id, [formerTenant.person_id], '1980-01-23', {
    tenure: 'not-recorded',
    ends_on: '1999-10-22',
  });

  const send = (command: AnyCommand, payload: object, command_id = newUuid(), ctx = officer): Promise<Outcome> =>
    log.executor.execute(ctx, command, payload, { command_id });
  const read = <T>(query: (tx: Tx) => Promise<T>) => log.db.inTmo(officer, query);
  const rows = (sql: string) => read((tx) => tx.query(sql));

  beforeAll(async () => {
    const clock = new SuppliedClock('2026-11-22T09:00:00.000Z');
    log = await testLog(
      [homesContext, tenanciesContext(vault), { name: 'projections', migrations: [Checkpoint1763800200000] }],
      { clock, vault },
    );
    seed = await log.openTmo('brookmead');
    officer = log.as(seed, ['officer']);
    const items = [
      ...[one, two, three, garage].map((payload) => ({ command: registerHome, payload })),
      ...[nadia, brian, zoe, formerTenant].map((payload) => ({ command: recordPerson, payload })),
      ...[joint, zoes, zoesGarage, former].map((payload) => ({ command: startTenancy, payload })),
    ];
    const { outcomes } = await log.executor.executeMany(
      seed,
      items.map((item) => ({ ...item, command_id: newUuid() })),
      { onRefusal: 'abort' },
    );
    expect(outcomes.filter((o) => o.status === 'refused')).toEqual([]);
  });
  afterAll(() => log.close());

  const found = async (typed: string, ctx = officer) => {
    const { results } = await log.db.inTmo(ctx, (tx) => search(tx, ctx, typed, today));
    return results.map((r) => (r.kind === 'home' ? r.home.property_ref : r.tenancy.tenancy_ref));
  };

  it.each([
    ['kowal', ['T200002']],
    ['NADIA kowalska', ['T200002']],
    ['nunez', ['T200002']],
    ["o'dowd", ['T200002']],
    ['o neill', ['T200012', 'G200116']],
    ['oneill', ['T200012', 'G200116']],
    ['zoe garage', ['G200116']],
    ['900092', ['T200002']],
    ['07700 900 092', ['T200002']],
    ['+447700900092', ['T200002']],
    ['020 7946 0123', ['T200012', 'G200116']],
    ['nadia@example.org', ['T200002']],
    ['2 alder', ['T200012']],
    ['alder', ['T200002', 'T200012', 'BM00003', 'T200117']],
    ['se15 3ap', ['BM00003']],
    ['100023000003', ['BM00003']],
    ['uprn:100023000001', ['T200002', 'T200117']],
    ['uprn:10002300000', []],
    ['ref: t200012', ['T200012']],
    ['ref:T2000', []],
    ['t2000', ['T200002', 'T200012']],
    ['T/200012', ['T200012']],
    ['khan', ['T200117']],
    ['kowalska birch', []],
    ['   ', []],
  ])('finds by %s', async (typed, refs) => {
    expect(await found(typed)).toEqual(refs);
  });

  it('shows who lives there with what it found, and counts what it does not show', async () => {
    const { results, total } = await read((tx) => search(tx, officer, 'alder', today, 1));
    expect(total).toBe(4);
    expect(results[0]).toMatchObject({
      kind: 'household',
      live: true,
      home: { address: '1 Alder House, Brookmead Estate' },
      tenants: [{ name: 'Mx Nadia Kowalska' }, { name: 'Brian O’Dowd-Núñez' }],
    });
  });

  it('finds nobody by name for a reader who may not read names', async () => {
    const auditor = log.as(seed, ['auditor']);
    expect(await found('kowalska', auditor)).toEqual([]);
    expect(await found('uprn:100023000002', auditor)).toEqual(['T200012']);
  });

  it.each([
    [['officer'], ['Mx Nadia Kowalska', 'full']],
    [['auditor'], ['N. K.', 'initials']],
    [['council_officer'], ['Withheld', 'withheld']],
    [['board_member'], ['Withheld', 'withheld']],
  ] as const)('shows a name to %j as %j', async (roles, [name, showing]) => {
    const reader = log.as(seed, [...roles]);
    const names = await read((tx) => namesFor(tx, reader, [nadia.person_id], 'household', { contact: true }));
    expect(names.get(nadia.person_id)).toMatchObject({ name, showing });
    const contact = names.get(nadia.person_id)?.contact;
    expect(contact?.phone).toBe(showing === 'full' ? '07700 900092' : undefined);
  });

  it('records each reading of names once for all people of a page, and none where nothing was shown', async () => {
    const before = await rows(`select count(*)::int as n from name_reading`);
    await read((tx) => namesFor(tx, officer, [nadia.person_id, brian.person_id, nadia.person_id], 'arrears list'));
    await read((tx) => namesFor(tx, log.as(seed, ['council_officer']), [nadia.person_id], 'arrears list'));
    const after = await rows(`select count(*)::int as n from name_reading`);
    expect(Number(after[0]?.n) - Number(before[0]?.n)).toBe(1);
    const [last] = await rows(
      `select purpose, shown, cardinality(person_ids) as people from name_reading order by read_at desc limit 1`,
    );
    expect(last).toEqual({ purpose: 'arrears list', shown: 'names', people: 2 });
    await expect(rows(`update name_reading set purpose = 'x'`)).rejects.toThrow(/permission denied/);
    await expect(rows(`delete from name_reading`)).rejects.toThrow(/permission denied/);
  });

  it('joins names as people say them', async () => {
    const names = await read((tx) => namesFor(tx, officer, [nadia.person_id, brian.person_id], 'household'));
    expect(joinNames(names, [nadia.person_id, brian.person_id])).toBe('Mx Nadia Kowalska and Brian O’Dowd-Núñez');
    expect(joinNames(names, [nadia.person_id])).toBe('Mx Nadia Kowalska');
  });

  it('keeps no name in clear in the log, its states or its receipts', async () => {
    const [leak] = await rows(
      `select count(*)::int as n from (
        select data::text || metadata::text as t from event union all select state::text from stream) x
        where t ~* '(kowalska|nadia|900092|1975-10-03)'`,
    );
    expect(leak).toEqual({ n: 0 });
  });

  it('answers a person sent twice once, though no two seals are alike', async () => {
    const someone = person('Ewan', 'Silva');
    const id = newUuid();
    const first = await send(recordPerson, someone, id);
    expect(await send(recordPerson, someone, id)).toEqual({ ...first, repeated: true });
    await expect(send(recordPerson, { ...someone, surname: 'Silver' }, id)).rejects.toThrow(CommandIdReused);
  });

  it('finds a person by the corrected name and no longer by the wrong one; both stay in the log', async () => {
    await send(correctPerson, { person_id: formerTenant.person_id, surname: 'Khatun', reason: 'recorded-wrongly' });
    expect(await found('khatun')).toEqual(['T200117']);
    expect(await found('khan')).toEqual([]);
    const names = await read((tx) => namesFor(tx, officer, [formerTenant.person_id], 'household'));
    expect(names.get(formerTenant.person_id)).toMatchObject({ name: 'Stefan Khatun', listed_name: 'Khatun, Stefan' });
  });

  it('lets a home to one household at a time', async () => {
    const second = tenancy('T300001', one.home_id, [zoe.person_id], '2026-11-23');
    expect(await send(startTenancy, second)).toMatchObject({ refusal: { code: 'live-tenancy-already-taken' } });
  });

  it('gives a tenancy reference once', async () => {
    const second = tenancy('t200002', three.home_id, [zoe.person_id], '2026-11-23');
    expect(await send(startTenancy, second)).toMatchObject({ refusal: { code: 'tenancy-ref-already-taken' } });
  });

  it('knows no home and no person of another TMO', async () => {
    const ref = (home_id: string, person_id: string) => tenancy('T300002', home_id, [person_id], '2026-11-23');
    expect(await send(startTenancy, ref(newUuid(), zoe.person_id))).toMatchObject({
      refusal: { code: 'no-such-home' },
    });
    expect(await send(startTenancy, ref(three.home_id, newUuid()))).toMatchObject({
      refusal: { code: 'no-such-person' },
    });
  });

  it('counts the homes nobody is in, since when, on a day and as it was then known', async () => {
    const voids = (on: string, known_to?: number) =>
      read(async (tx) => {
        const list = await voidsOn(tx, officer.tmo_id, { on: civilDate(on), ...(known_to ? { known_to } : {}) });
        return list.map((v) => [v.home.property_ref, v.void_since]);
      });
    expect(await voids('2026-11-22')).toEqual([['BM00003', undefined]]);
    expect(await voids('2005-01-01')).toEqual([
      ['BM00002', undefined],
      ['BM00003', undefined],
      ['BM00009', undefined],
    ]);
    const ended = await send(endTenancy, {
      tenancy_id: zoes.tenancy_id,
      ends_on: '2026-11-29',
      reason: 'right-to-buy',
    });
    if (ended.status !== 'accepted') throw new Error(ended.refusal.code);
    expect(await voids('2026-11-29')).toEqual([['BM00003', undefined]]);
    expect(await voids('2026-11-30')).toEqual([
      ['BM00002', '2026-11-30'],
      ['BM00003', undefined],
    ]);
    expect(await voids('2026-11-30', ended.position - 1)).toEqual([['BM00003', undefined]]);
  });

  it('signs the next tenancy before the last one is out, but not for days on which it still runs', async () => {
    const next = (starts_on: string) => tenancy('T300003', two.home_id, [nadia.person_id], starts_on);
    expect(await send(startTenancy, next('2026-11-29'))).toMatchObject({
      refusal: { code: 'home-still-let', facts: { let_until: '2026-11-29' } },
    });
    expect(await send(startTenancy, next('2026-11-30'))).toMatchObject({ status: 'accepted' });
    const on = async (date: string) =>
      (await read((tx) => tenanciesOn(tx, officer.tmo_id, { on: civilDate(date) })))
        .filter((t) => t.home_id === two.home_id)
        .map((t) => t.tenancy_ref);
    expect(await on('2026-11-29')).toEqual(['T200012']);
    expect(await on('2026-11-30')).toEqual(['T300003']);
    const history = await read((tx) => tenanciesOfHome(tx, officer.tmo_id, two.home_id));
    expect(history.map((t) => t.tenancy_ref)).toEqual(['T300003', 'T200012']);
  });

  it('shows a former tenancy with its own dates and nothing of it on the home of today', async () => {
    expect(await read((tx) => tenancyById(tx, officer.tmo_id, former.tenancy_id))).toMatchObject({
      starts_on: '1980-01-23',
      ends_on: '1999-10-22',
      end_reason: 'not-recorded',
      former: true,
    });
  });

  it('shows an alert while it holds, opened for whoever needs it, and sealed where it is kept', async () => {
    const alert_id = newUuid();
    const alert = { tenancy_id: joint.tenancy_id, alert_id, kind: 'dog-on-premises', expires_on: '2027-05-31' };
    await send(addAlert, { ...alert, text: 'Ring first, big dog' });
    const alerts = (on: string) => read((tx) => alertsOn(tx, officer.tmo_id, vault, [joint.tenancy_id], civilDate(on)));
    expect(await alerts('2026-11-22')).toMatchObject([
      { kind_name: 'Dog on the premises', text: 'Ring first, big dog', expires_on: '2027-05-31' },
    ]);
    expect(await alerts('2027-06-01')).toEqual([]);
    const [leak] = await rows(`select count(*)::int as n from household_alert where text_sealed like '%dog%'`);
    expect(leak).toEqual({ n: 0 });
    await send(endAlert, { tenancy_id: joint.tenancy_id, alert_id });
    expect(await alerts('2026-11-22')).toEqual([]);
  });

  it('shows a household whole: who holds it, what else is theirs, and who had the home before', async () => {
    const view = await read((tx) => household(tx, officer, zoes.tenancy_id, today));
    expect(view).toMatchObject({
      live: true,
      tenancy: { tenancy_ref: 'T200012', ends_on: '2026-11-29' },
      home: { address: '2 Alder House, Brookmead Estate' },
      tenants: [{ name: 'Zoë, known as "Zo" O\'Neill', contact: { phone: '+44 20 7946 0123', dob: '1975-10-03' } }],
      also_held: [{ tenancy_ref: 'G200116', home: { property_ref: 'BM00009' } }],
      same_home: [{ tenancy_ref: 'T300003' }],
    });
    expect(await read((tx) => household(tx, officer, newUuid(), today))).toBeUndefined();
  });

  it('tells what happened to a household, newest first and without a name', async () => {
    const items = await read((tx) => householdTimeline(tx, officer.tmo_id, joint.tenancy_id));
    expect(items.map((i) => [i.occurred_on, i.words])).toEqual([
      ['2026-11-22', 'Alert taken off: Dog on the premises'],
      ['2026-11-22', 'Alert: Dog on the premises, until 31 May 2027'],
      ['2026-11-22', 'A tenant was put on record'],
      ['2026-11-22', 'A tenant was put on record'],
      ['2026-11-22', 'Home BM00001 registered'],
      ['1987-11-10', 'Tenancy T200002 began (Secure)'],
    ]);
  });

  it('leads from a tenancy to its home, from a home to who lives there today, from a person to their tenancies', async () => {
    const resolve = (key: string, id: string) =>
      read(async (tx) => {
        const resolver = householdResolvers(new SuppliedClock('2026-11-22T09:00:00.000Z')).find((r) => r.key === key);
        return resolver?.resolve(tx, officer.tmo_id, [id]);
      });
    expect(await resolve('tenancy_id', joint.tenancy_id)).toEqual({ tenancy_ids: [], home_ids: [one.home_id] });
    expect(await resolve('home_id', one.home_id)).toEqual({ tenancy_ids: [joint.tenancy_id], home_ids: [] });
    const zoesTenancies = (await resolve('person_id', zoe.person_id))?.tenancy_ids ?? [];
    expect([...zoesTenancies].sort()).toEqual([zoes.tenancy_id, zoesGarage.tenancy_id].sort());
  });

  it('finds a household for whoever declares it as theirs, by address but never by name', async () => {
    const finder = householdFinder(new SuppliedClock('2026-11-22T09:00:00.000Z'));
    const find = async (text: string) =>
      (await read((tx) => finder.find(tx, officer.tmo_id, text))).map((f) => f.label);
    expect(await find('1 alder')).toContain('1 Alder House, Brookmead Estate, tenancy T200002');
    expect(await find('3 alder')).toEqual(['3 Alder House, Brookmead Estate']);
    expect(await find('kowalska')).toEqual([]);
  });

  it('is the same when rebuilt from the log', async () => {
    expect((await verify(log.db, log.registry, officer.tmo_id)).faults).toEqual([]);
  });

  it('a person whose key is gone is Erased, is not found, and the rest rebuilds', async () => {
    await read((tx) => vault.destroy(tx, officer.tmo_id, `person/${brian.person_id}`));
    await rebuild(log.db, log.registry.projections, officer.tmo_id, { replace: true });
    const names = await read((tx) => namesFor(tx, officer, [brian.person_id, nadia.person_id], 'household'));
    expect(names.get(brian.person_id)).toMatchObject({ name: 'Erased', showing: 'erased' });
    expect(names.get(nadia.person_id)).toMatchObject({ name: 'Mx Nadia Kowalska' });
    expect(await found('nunez')).toEqual([]);
    expect((await verify(log.db, log.registry, officer.tmo_id)).faults).toEqual([]);
  });
});
