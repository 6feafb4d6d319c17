import { plainToInstance } from 'class-transformer';
import { validate } from 'class-validator';
import { addDays, type CivilDate, civilDate, pence } from '#kernel';
import { TENURES } from '#contexts/tenancies/contracts/index.js';
import { readCsv } from '#platform/files';
import { willow } from '../../../../test/fixtures/import/samples.js';
import {
  type CheckedExtract,
  checkExtract,
  type ExtractHome,
  type ExtractTenancy,
  guessExtractMapping,
} from '../extract/index.js';
import { planImport } from './plan-import.js';

/** A Sunday; charging begins on Monday 23 November. */
const AS_AT = civilDate('2026-11-22');
const MONDAY = civilDate('2026-11-23');
const OPTIONS = {
  batch_id: '018f0000-0000-7000-8000-0000000000f1',
  as_at: AS_AT,
  sha256: 'ab'.repeat(32),
  blocks: new Map<string, string>(),
  next_account_number: 1_000_001,
  left_out: [8],
  ticked: ['7 no-rent'],
};
const rent = (weekly_pence: number) => ({ component: 'rent' as const, weekly_pence: pence(weekly_pence) });

const aHome = (n: number, more: Partial<ExtractHome> = {}): ExtractHome => ({
  record: n + 1,
  property_ref: `P${n}`,
  uprn: `10000000000${n}`,
  block: 'Ash House',
  address_lines: [`${n} Ash House`],
  postcode: 'SE15 1AP',
  type: 'flat',
  bedrooms: 2,
  void_charges: [],
  ...more,
});
const aTenancy = (n: number, more: Partial<ExtractTenancy> = {}): ExtractTenancy => ({
  record: n + 1,
  tenancy_ref: `T${n}`,
  property_ref: `P${n}`,
  tenure: 'secure',
  starts_on: civilDate('2015-04-06'),
  ends_on: null,
  former: false,
  charges: [rent(10_000)],
  balance_pence: pence(1_234),
  ...more,
});

/** An extract of these homes and tenancies, one tenant each. */
function extractOf(homes: readonly ExtractHome[], tenancies: readonly ExtractTenancy[]): CheckedExtract {
  const person = { title: null, forename: 'Ann', surname: 'Lee', dob: null, phone: null, email: null };
  return {
    records: homes.length,
    homes,
    tenancies,
    persons: tenancies.map(({ record, tenancy_ref }) => ({ record, tenancy_ref, ...person })),
    opening_balances: tenancies.flatMap(({ record, tenancy_ref, balance_pence }) =>
      balance_pence === null ? [] : [{ record, tenancy_ref, amount_pence: balance_pence }],
    ),
    errors: [],
    warnings: [],
  };
}
const plan = (extract: CheckedExtract, more: Partial<typeof OPTIONS> = {}) => {
  const { items, counts } = planImport(extract, { ...OPTIONS, ...more });
  const of = (type: string) => items.filter((i) => i.command.type === type).map((i) => i.payload);
  return { items, counts, of, types: [...new Set(items.map((i) => i.command.type))] };
};
const planOne = (home: Partial<ExtractHome>, tenancy: Partial<ExtractTenancy>, as_at = AS_AT) =>
  plan(extractOf([aHome(1, home)], [aTenancy(1, tenancy)]), { as_at });
const former = (ends_on: CivilDate, more: Partial<ExtractTenancy> = {}) => ({
  ends_on,
  former: true,
  tenure: 'not-recorded',
  charges: [],
  ...more,
});

describe('the plan of an import', () => {
  it('sends commands of a kind together, in the order they build on each other', () => {
    const homes = [aHome(1), aHome(2, { void_charges: [rent(9_000)] })];
    expect(plan(extractOf(homes, [aTenancy(1), aTenancy(9, { property_ref: 'P1', ...former(AS_AT) })])).types).toEqual([
      'homes.register-block',
      'homes.register-home',
      'tenancies.record-person',
      'tenancies.start-tenancy',
      'rent.open-account',
      'rent.set-charges',
      'rent.close-account',
      'rent.bring-in-opening-balance',
      'imports.apply-extract',
    ]);
  });

  it('is the same whenever it is made, and another for another batch', () => {
    const extract = extractOf([aHome(1)], [aTenancy(1)]);
    expect(planImport(extract, OPTIONS)).toEqual(planImport(extract, OPTIONS));
    const ids = (batch_id: string) => plan(extract, { batch_id }).items.map((i) => i.command_id);
    const others = ids('018f0000-0000-7000-8000-0000000000f2');
    expect(ids(OPTIONS.batch_id).filter((id) => others.includes(id))).toEqual([]);
  });

  it('says of each command which record of which file it comes from', () => {
    const { items } = planOne({}, {});
    const file = { kind: 'file', subject: `import-batch/${OPTIONS.batch_id}`, sha256: OPTIONS.sha256 };
    const [block, home] = items;
    expect([block?.source, home?.source]).toEqual([file, { ...file, record: 2 }]);
  });

  it('counts what goes in, and keeps what was ticked and left out', () => {
    const homes = [aHome(1), aHome(2, { void_charges: [rent(9_000)] }), aHome(3)];
    const { counts, of } = plan(extractOf(homes, [aTenancy(1)]));
    expect(counts).toEqual({ homes: 3, tenancies: 1, persons: 1, accounts: 2, voids: 2, balances_pence: 1_234 });
    expect(of('imports.apply-extract')).toEqual([
      { batch_id: OPTIONS.batch_id, as_at: AS_AT, counts, left_out: [8], ticked: ['7 no-rent'] },
    ]);
  });

  it('makes one block of a name however it is written, and adds to a block that is there', () => {
    const homes = [aHome(1), aHome(2, { block: 'ASH  house' }), aHome(3, { block: 'Elm Court' })];
    const block_id = '018f0000-0000-7000-8000-0000000000b9';
    const { of } = plan(extractOf(homes, []), { blocks: new Map([['elm court', block_id]]) });
    expect(of('homes.register-block')).toHaveLength(1);
    const [ash, again, elm] = of('homes.register-home') as { block_id: string }[];
    expect(again?.block_id).toBe(ash?.block_id);
    expect(elm?.block_id).toBe(block_id);
  });

  it('knows a joint tenant whose reference is written in another case', () => {
    const extract = extractOf([aHome(1)], [aTenancy(1)]);
    const joint = { ...extract.persons[0]!, record: 3, tenancy_ref: 't1', forename: 'Bob' };
    const { of } = plan({ ...extract, persons: [...extract.persons, joint] });
    const persons = of('tenancies.record-person') as { person_id: string }[];
    expect(of('tenancies.start-tenancy')).toMatchObject([{ person_ids: persons.map((p) => p.person_id) }]);
  });

  it('gives every command the shape that its endpoint would ask for', async () => {
    const csv = readCsv(willow().file);
    if (!csv.ok) throw new Error('not read');
    const options = { today: AS_AT, tenures: TENURES };
    const { items } = plan(checkExtract(csv, guessExtractMapping(csv.header), options));
    for (const { command, payload } of items) {
      const instance = plainToInstance(command.payload, payload);
      expect(await validate(instance, { whitelist: true, forbidNonWhitelisted: true })).toEqual([]);
    }
  });
});

describe('a current tenant', () => {
  it('is charged from the Monday after the day of the balances, by what the extract says', () => {
    const { of } = planOne({}, { charges: [rent(10_000), { component: 'heating', weekly_pence: pence(0) }] });
    expect(of('rent.open-account')).toMatchObject([
      { kind: 'rent', account_number: '1000001', opened_on: '2015-04-06', charged_from: MONDAY },
    ]);
    expect(of('rent.set-charges')).toMatchObject([{ from: MONDAY, charges: [rent(10_000)] }]);
    expect(of('rent.bring-in-opening-balance')).toMatchObject([{ amount_pence: 1_234, as_at: AS_AT }]);
    expect(of('rent.close-account')).toEqual([]);
  });

  it('is charged from the next Monday when the balances are of a weekday, which hold that week', () => {
    const { of } = planOne({}, {}, civilDate('2026-11-18'));
    expect(of('rent.open-account')).toMatchObject([{ charged_from: MONDAY }]);
  });

  it('whose tenancy begins later is charged from its first day', () => {
    const starts_on = civilDate('2026-12-03');
    const { of } = planOne({}, { starts_on, balance_pence: null });
    expect(of('rent.open-account')).toMatchObject([{ opened_on: starts_on, charged_from: starts_on }]);
    expect(of('rent.set-charges')).toMatchObject([{ from: starts_on }]);
  });

  it('of whom the extract says neither rent nor balance has an account all the same, so that the run names it', () => {
    const { of } = planOne({}, { charges: [], balance_pence: null });
    expect(of('rent.open-account')).toHaveLength(1);
    expect([...of('rent.set-charges'), ...of('rent.bring-in-opening-balance')]).toEqual([]);
  });

  it('under notice is charged to the last day, and who comes next starts when that end is recorded', () => {
    const ends_on = civilDate('2026-12-06');
    const next = aTenancy(2, { property_ref: 'p1', starts_on: addDays(ends_on, 1), balance_pence: null });
    const { items, of } = plan(extractOf([aHome(1)], [next, aTenancy(1, { ends_on })]));
    const tenancies = items.filter((i) => i.command.type.startsWith('tenancies.') && 'tenancy_id' in i.payload);
    expect(tenancies.map((i) => [i.command.type, i.payload])).toMatchObject([
      ['tenancies.start-tenancy', { tenancy_ref: 'T1' }],
      ['tenancies.end-tenancy', { ends_on }],
      ['tenancies.start-tenancy', { tenancy_ref: 'T2' }],
    ]);
    expect(of('rent.close-account')).toMatchObject([{ closed_on: ends_on }]);
  });

  it('who leaves before charging begins here is charged nothing', () => {
    const ends_on = civilDate('2026-11-26');
    const { of } = planOne({}, { ends_on }, civilDate('2026-11-25'));
    expect(of('rent.open-account')).toMatchObject([{ charged_from: '2026-11-27' }]);
    expect(of('rent.close-account')).toMatchObject([{ closed_on: ends_on }]);
    expect(of('rent.set-charges')).toEqual([]);
  });
});

describe('somebody else', () => {
  it('a former tenant who owes has a closed account that only owes', () => {
    const { of } = planOne({}, former(civilDate('2005-10-22')));
    expect(of('tenancies.start-tenancy')).toMatchObject([{ ends_on: '2005-10-22', end_reason: 'not-recorded' }]);
    expect(of('rent.open-account')).toMatchObject([{ kind: 'rent', charged_from: '2005-10-23' }]);
    expect(of('rent.close-account')).toMatchObject([{ closed_on: '2005-10-22' }]);
    expect(of('rent.bring-in-opening-balance')).toMatchObject([{ amount_pence: 1_234 }]);
    expect(of('rent.set-charges')).toEqual([]);
  });

  it('a former tenant who owes nothing has none', () => {
    for (const balance_pence of [null, pence(0)])
      expect(planOne({}, former(AS_AT, { balance_pence })).of('rent.open-account')).toEqual([]);
  });

  it('a leaseholder has an account only for a balance, and it is not rent', () => {
    const leaseholder = { tenure: 'leaseholder', charges: [] };
    expect(planOne({}, { ...leaseholder, balance_pence: null }).of('rent.open-account')).toEqual([]);
    const owing = planOne({}, leaseholder);
    expect(owing.of('rent.open-account')).toMatchObject([{ kind: 'recharge' }]);
    expect(owing.of('rent.bring-in-opening-balance')).toMatchObject([{ amount_pence: 1_234 }]);
  });

  it('a garage is an account of its own kind, whatever its tenure is called', () => {
    const garage = { type: 'garage', uprn: null, bedrooms: null } as const;
    for (const more of [{ tenure: 'garage-licence' }, former(AS_AT)])
      expect(planOne(garage, more).of('rent.open-account')).toMatchObject([{ kind: 'garage' }]);
  });

  it('an empty home is charged to void loss from the same Monday, where the extract says what', () => {
    const { of } = plan(extractOf([aHome(1, { void_charges: [rent(9_000)] }), aHome(2)], []));
    expect(of('rent.open-account')).toMatchObject([
      { kind: 'void', tenancy_id: null, opened_on: MONDAY, charged_from: MONDAY },
    ]);
    expect(of('rent.set-charges')).toMatchObject([{ from: MONDAY, charges: [rent(9_000)] }]);
  });
});
