import { civilDate } from '#kernel';
import { readCsv, writeCsv } from '#platform/files';
import { TENURES } from '#contexts/tenancies/contracts/index.js';
import { brookmead, type ExtractSample, willow } from '../../../../test/fixtures/import/samples.js';
import type { ExtractMapping } from '../batch/extract-mapping.js';
import type { CheckedExtract, ExtractOptions } from './extract.types.js';
import { checkExtract } from './check-extract.js';
import { guessExtractMapping } from './guess-extract-mapping.js';

const OPTIONS: ExtractOptions = { today: civilDate('2026-11-22'), tenures: TENURES };

function check(file: string | Uint8Array, mapping?: ExtractMapping, options = OPTIONS) {
  const csv = readCsv(typeof file === 'string' ? new TextEncoder().encode(file) : file);
  if (!csv.ok) throw new Error(JSON.stringify(csv.problems));
  return checkExtract(csv, mapping ?? guessExtractMapping(csv.header), options);
}

const asFaults = (result: ReturnType<typeof check>): ExtractSample['faults'] =>
  result.errors.map(({ record, column, value, why }) => ({ record, column, value, why }));

const handedOver = brookmead();
const whenThere = handedOver ? describe : describe.skip;

whenThere('the council extract of Brookmead, handed over with its faults', () => {
  let result: CheckedExtract;
  beforeAll(() => {
    result = check(handedOver!.file);
  });

  it('has exactly the nine planted faults, each with its record, column, value and reason', () => {
    expect(asFaults(result)).toEqual(handedOver?.faults);
    for (const error of result.errors) expect(error.what_to_do).toMatch(/^[A-Z].*\.$/);
  });

  it('lets every other record in', () => {
    expect(result.records).toBe(138);
    const inAgain = new Set([...result.persons, ...result.homes].map((part) => part.record));
    const refused = result.errors.map((error) => error.record);
    expect(inAgain.size + refused.length).toBe(138);
    expect(refused.filter((record) => inAgain.has(record))).toEqual([]);
  });

  it('keeps names and addresses as they are', () => {
    const person = (record: number) => result.persons.find((p) => p.record === record);
    expect(person(41)?.surname).toBe("=cmd|'/c calc'!A1");
    expect(person(56)?.surname).toBe('O’Dowd-Núñez');
    expect(person(60)?.forename).toBe('Zoë, known as "Zo"');
    expect(result.homes.find((home) => home.property_ref === 'BM00036')?.address_lines).toEqual([
      'Flat 3',
      'Rear of 9 Elm House',
      'Brookmead Estate',
    ]);
  });

  it('reads balances however they are written, and a joint tenancy’s once', () => {
    const balance = (ref: string) =>
      result.opening_balances.filter((b) => b.tenancy_ref === ref).map((b) => b.amount_pence);
    expect(balance('T200004')).toEqual([-5_001]);
    expect(balance('T200006')).toEqual([181_505]);
    expect(balance('T200065')).toEqual([120_450]);
    expect(balance('T200078')).toEqual([-3_520]);
    expect(balance('T200049')).toEqual([154_064]);
    expect(result.persons.filter((p) => p.tenancy_ref === 'T200049')).toHaveLength(2);
  });

  it('knows leaseholders, garages, voids and former tenants who owe', () => {
    const of = (ref: string) => result.tenancies.find((t) => t.tenancy_ref === ref);
    expect(of('T200001')).toMatchObject({ tenure: 'leaseholder', charges: [], balance_pence: null });
    expect(of('G200116')).toMatchObject({ tenure: 'garage-licence', charges: [{ weekly_pence: 1_535 }] });
    expect(of('T200117')).toMatchObject({ former: true, ends_on: '2005-10-22', balance_pence: 52_526, charges: [] });
    const lived = new Set(result.tenancies.filter((t) => !t.former).map((t) => t.property_ref));
    expect(result.homes.filter((home) => !lived.has(home.property_ref)).map((h) => h.property_ref)).toContain(
      'BM00030',
    );
  });

  it('is odd in two places that somebody should look at', () => {
    expect(result.warnings.map((w) => [w.record, w.column, w.code])).toEqual([
      [41, 'Surname', 'looks-like-a-formula'],
      [137, 'Tenancy End', 'tenancies-overlap'],
    ]);
  });
});

describe('an extract of another council, with other columns, another delimiter and names in one cell', () => {
  const { file, faults } = willow();
  const result = check(file);

  it('has exactly its own nine faults', () => {
    expect(asFaults(result)).toEqual(faults);
  });

  it('gives the same whether saved as UTF-8, UTF-16 or with commas', () => {
    expect(check(Buffer.from(`\ufeff${file.toString('utf8')}`, 'utf16le'))).toEqual(result);
    const csv = readCsv(file);
    if (!csv.ok) throw new Error('not read');
    const columns = csv.header.map((header, i) => ({
      header,
      kind: 'text' as const,
      value: (row: readonly string[]) => row[i],
    }));
    expect(
      check(
        writeCsv(
          columns,
          csv.records.map((r) => r.cells),
        ),
      ),
    ).toEqual(result);
  });

  it('reads its homes: address split over columns, postcodes without a blank, types in its own words', () => {
    expect(result.homes.map((h) => [h.property_ref, h.type, h.postcode, h.address_lines.join(', ')])).toEqual([
      ['WL/001', 'flat', 'NB4 7AA', '1 Willow Court, Northbridge'],
      ['WL/002', 'flat', 'NB4 7AB', '2 Willow Court, Northbridge'],
      ['WL/003', 'maisonette', 'NB4 7AD', '3 Willow Court, Northbridge'],
      ['WL/004', 'flat', 'NB4 7AE', '4 Willow Court, Northbridge'],
      ['WL/005', 'bedsit', 'NB4 7AF', '5 Willow Court, Northbridge'],
      ['WL/008', 'house', 'NB4 7AJ', '8, rear of the boiler house, Willow Court, Northbridge'],
      ['WL/012', 'flat', 'NB4 7AP', '12 Willow Court, Northbridge'],
      ['G-01', 'garage', 'NB4 7ZZ', 'Garage 1, Willow Court, Northbridge'],
      ['G-02', 'garage', 'NB4 7ZZ', 'Garage 2, Willow Court, Northbridge'],
    ]);
    expect(result.homes.find((h) => h.property_ref === 'G-01')).toMatchObject({ uprn: null, bedrooms: null });
    expect(result.homes.find((h) => h.property_ref === 'WL/005')?.void_charges).toEqual([
      { component: 'rent', weekly_pence: 7_440 },
      { component: 'service', weekly_pence: 620 },
      { component: 'water', weekly_pence: 411 },
    ]);
  });

  it('takes names apart, and keeps references with their noughts', () => {
    expect(result.persons.map((p) => [p.tenancy_ref, p.title, p.forename, p.surname])).toEqual([
      ['00012340', 'Ms', 'Agnieszka', 'Wójcik'],
      ['00012341', 'Mr', 'Seán', "O'BRIEN"],
      ['00012341', 'Mrs', 'Bríd', "O'Brien"],
      ['00012342', 'Mr', 'Bùi Văn', 'An'],
      ['L0012343', null, 'Willow "Lets"', 'Ltd'],
      ['00012346', null, '=HYPERLINK("x")', 'Jones'],
      ['00012350', 'Mr', 'Tom', 'Hale'],
      ['G0000001', 'Mr', 'Kwame', 'Boateng'],
      ['00009871', 'Mr', 'Ray', 'Pugh'],
    ]);
    expect(result.persons[3]?.phone).toBe('07700 900003 / 0161 496 0103');
  });

  it('brings in one balance for each tenancy that has one', () => {
    expect(result.opening_balances.map((b) => [b.tenancy_ref, b.amount_pence])).toEqual([
      ['00012340', 11_843],
      ['00012341', -1_206],
      ['00012342', 123_456],
      ['00012346', -4_000],
      ['00012350', 2_000],
      ['G0000001', 0],
      ['00009871', 64_027],
    ]);
  });
});

/** One good record of a flat, to be spoilt one cell at a time. */
const GOOD = {
  UPRN: '100000000001',
  'Property Ref': 'P1',
  Block: 'Ash House',
  Address: '1 Ash House',
  Postcode: 'SE15 1AP',
  Type: 'Flat',
  Beds: '2',
  Tenure: 'Secure',
  'Tenancy Ref': 'T1',
  'Tenancy Start': '06/04/2015',
  'Tenancy End': '',
  Title: 'Ms',
  Forename: 'Ann',
  Surname: 'Lee',
  DOB: '01/02/1980',
  Phone: '07700 900123',
  Email: 'ann@example.org',
  'Net Rent': '100.00',
  'Service Charge': '5.00',
  Heating: '',
  Balance: '12.34',
};
type Row = Partial<typeof GOOD>;
const VOID: Row = Object.fromEntries(
  ['Tenancy Ref', 'Tenancy Start', 'Title', 'Forename', 'Surname', 'DOB', 'Phone', 'Email', 'Balance'].map((c) => [
    c,
    '',
  ]),
);
const other = (n: number, more: Row = {}): Row => ({
  UPRN: `10000000000${n}`,
  'Property Ref': `P${n}`,
  Address: `${n} Ash House`,
  'Tenancy Ref': `T${n}`,
  Forename: `Ann${n}`,
  ...more,
});

function extract(...rows: Row[]): string {
  const names = Object.keys(GOOD) as (keyof typeof GOOD)[];
  const columns = names.map((header) => ({ header, kind: 'text' as const, value: (row: typeof GOOD) => row[header] }));
  return writeCsv(
    columns,
    rows.map((row) => ({ ...GOOD, ...row })),
  );
}
const errorsOf = (...rows: Row[]) => check(extract(...rows)).errors.map((e) => `${e.record} ${e.column}: ${e.why}`);
const warningsOf = (...rows: Row[]) => {
  const result = check(extract(...rows));
  expect(result.errors).toEqual([]);
  return result.warnings.map((w) => `${w.record} ${w.column}: ${w.code}`);
};

describe('what is wrong with one record', () => {
  it('a record with nothing wrong and nothing odd goes in without a word', () => {
    expect(check(extract({}))).toMatchObject({ records: 1, homes: [{}], tenancies: [{}], errors: [], warnings: [] });
  });

  it.each<[string, Row]>([
    ['2 UPRN: UPRN in scientific notation', { UPRN: '1.00023E+11' }],
    ['2 UPRN: UPRN of 13 digits', { UPRN: '1000230000001' }],
    ['2 UPRN: UPRN not a number', { UPRN: '10002300000X' }],
    ['2 UPRN: UPRN missing', { UPRN: '' }],
    ['2 Property Ref: property reference missing', { 'Property Ref': ' ' }],
    ['2 Address: address missing', { Address: '' }],
    ['2 Postcode: postcode missing', { Postcode: '' }],
    ['2 Postcode: postcode incomplete', { Postcode: 'SE15' }],
    ['2 Postcode: not a postcode', { Postcode: 'London' }],
    ['2 Type: type missing', { Type: '' }],
    ['2 Type: type not in the list', { Type: 'Flatt' }],
    ['2 Beds: bedrooms not a number', { Beds: '1½' }],
    ['2 Beds: more than 20 bedrooms', { Beds: '22' }],
    ['2 Tenure: tenure not in the list', { Tenure: 'Assured' }],
    ['2 Tenure: tenure missing', { Tenure: '' }],
    ['2 Tenure: void, but a tenant is named', { Tenure: 'Void' }],
    ['2 Tenancy Ref: tenancy reference missing', { 'Tenancy Ref': '' }],
    ['2 Tenancy Start: tenancy start missing', { 'Tenancy Start': '' }],
    ['2 Tenancy Start: no such date', { 'Tenancy Start': '29/02/2019' }],
    ['2 Tenancy Start: year of two digits', { 'Tenancy Start': '06/04/15' }],
    ['2 Tenancy Start: not a date', { 'Tenancy Start': '42100' }],
    ['2 Tenancy Start: more than 92 days ahead', { 'Tenancy Start': '06/04/2027' }],
    ['2 Tenancy End: ends before it starts', { 'Tenancy End': '05/04/2015' }],
    ['2 Tenancy End: tenancy end missing', { Tenure: 'Former' }],
    ['2 Tenancy End: former, but not ended yet', { Tenure: 'Former', 'Tenancy End': '22/11/2026' }],
    ['2 Surname: name missing', { Forename: '', Surname: '' }],
    ['2 DOB: no such date', { DOB: '31/04/1980' }],
    ['2 DOB: born in the future', { DOB: '23/11/2026' }],
    ['2 Net Rent: not an amount of money', { 'Net Rent': '1,00.00' }],
    ['2 Net Rent: negative charge', { 'Net Rent': '-100.00' }],
    ['2 Balance: fraction of a penny', { Balance: '12.345' }],
    ['2 Balance: not an amount of money', { Balance: 'nil' }],
    ['2 Property Ref: longer than 40 characters', { 'Property Ref': 'P'.repeat(41) }],
    ['2 Block: longer than 200 characters', { Block: 'A'.repeat(201) }],
    ['2 Address: more than 6 lines', { Address: 'a,b,c,d,e,f,g' }],
    ['2 Address: longer than 100 characters', { Address: 'a'.repeat(101) }],
    ['2 Tenancy Ref: longer than 40 characters', { 'Tenancy Ref': 'T'.repeat(41) }],
    ['2 Forename: longer than 100 characters', { Forename: 'a'.repeat(101) }],
    ['2 Balance: balance without a tenancy', { ...VOID, Tenure: 'Void', Balance: '5.00' }],
  ])('%s', (expected, row) => {
    expect(errorsOf(row)).toEqual([expected]);
    expect(check(extract(row))).toMatchObject({ homes: [], tenancies: [], persons: [], opening_balances: [] });
  });

  it('bedrooms in a garage', () => {
    const garage = { Type: 'Garage', Tenure: 'Garage licence', UPRN: '' };
    expect(errorsOf({ ...garage, Beds: '1' })).toEqual(['2 Beds: bedrooms where nobody lives']);
    expect(errorsOf({ ...garage, Beds: '' })).toEqual([]);
  });

  it('everything wrong with a record is said at once', () => {
    expect(errorsOf({ UPRN: 'x', Postcode: '', 'Tenancy Start': 'x', DOB: 'x', Balance: 'x' })).toHaveLength(5);
  });
});

describe('what is wrong between records', () => {
  it('a UPRN or a property reference of another home', () => {
    expect(errorsOf({}, other(2, { UPRN: GOOD.UPRN }))).toEqual(['3 UPRN: UPRN already used by another home']);
    expect(errorsOf({}, other(2, { UPRN: `0${GOOD.UPRN}`.slice(-12) }))).toHaveLength(1);
    expect(errorsOf({}, other(2, { 'Property Ref': 'p1' }))).toEqual([
      '3 Property Ref: property reference already used by another home',
    ]);
    const garage = { Type: 'Garage', Tenure: 'Garage licence', UPRN: '', Beds: '' };
    expect(errorsOf(garage, other(2, { ...garage, 'Property Ref': 'P1' }))).toEqual([
      '3 Property Ref: property reference already used by another home',
    ]);
  });

  it('a tenancy reference of another home', () => {
    expect(errorsOf({}, other(2, { 'Tenancy Ref': 't1' }))).toEqual([
      '3 Tenancy Ref: tenancy reference already used by another tenancy',
    ]);
  });

  it('joint tenants who disagree about their tenancy', () => {
    const joint = (more: Row) => errorsOf({}, { Forename: 'Bob', ...more });
    const why = 'differs from the other record of the same tenancy';
    expect(joint({})).toEqual([]);
    expect(joint({ Balance: '' })).toEqual([]);
    expect(joint({ Balance: '12.35' })).toEqual([`3 Balance: ${why}`]);
    expect(joint({ 'Tenancy Start': '07/04/2015' })).toEqual([`3 Tenancy Start: ${why}`]);
    expect(joint({ 'Tenancy End': '07/04/2026' })).toEqual([`3 Tenancy End: ${why}`]);
    expect(joint({ Tenure: 'Introductory' })).toEqual([`3 Tenure: ${why}`]);
    expect(joint({ 'Net Rent': '101.00' })).toEqual([`3 Net Rent: ${why}`]);
    expect(errorsOf({}, {})).toEqual(['3 Surname: person already on this tenancy']);
  });

  it('two current tenancies of one home, every record of the second', () => {
    const second = { 'Tenancy Ref': 'T2', Forename: 'Bob' };
    expect(errorsOf({}, second, { ...second, Forename: 'Cyd' })).toEqual([
      '3 Tenancy Ref: home already has a current tenancy',
      '4 Tenancy Ref: home already has a current tenancy',
    ]);
    const notice = { 'Tenancy End': '06/12/2026' };
    expect(errorsOf(notice, { ...second, 'Tenancy Start': '07/12/2026' })).toEqual([]);
    expect(errorsOf(notice, { ...second, 'Tenancy Start': '06/12/2026' })).toHaveLength(1);
  });

  it('a void that has a current tenancy; a void whose tenant has gone is fine', () => {
    const empty = { ...VOID, Tenure: 'Void' };
    expect(errorsOf({}, empty)).toEqual(['3 Tenure: void, but the home has a current tenancy']);
    expect(errorsOf({ 'Tenancy End': '01/11/2026' }, empty)).toEqual([]);
  });

  it('one balance comes in for joint tenants, from whichever record gives it', () => {
    const result = check(
      extract({ Balance: '' }, { Forename: 'Bob', Balance: '7.00' }, { Forename: 'Cyd', Balance: '7.00' }),
    );
    expect(result.opening_balances).toEqual([{ record: 3, tenancy_ref: 'T1', amount_pence: 700 }]);
    expect(result.tenancies).toMatchObject([{ record: 2, balance_pence: 700 }]);
    expect(result.persons.map((p) => p.forename)).toEqual(['Ann', 'Bob', 'Cyd']);
  });

  it('the rest of a household goes in without the record that has an error', () => {
    const result = check(extract({}, { Forename: 'Bob', DOB: '31/02/1980' }));
    expect(result.errors).toHaveLength(1);
    expect(result.persons.map((p) => p.forename)).toEqual(['Ann']);
  });
});

describe('what the records hold already', () => {
  const known = { property_refs: new Set(['P1']), uprns: new Set(['100000000002']), tenancy_refs: new Set(['T3']) };
  const found = check(extract({}, { Forename: 'Bob' }, other(2), other(3), other(4)), undefined, { ...OPTIONS, known });

  it('is not taken in a second time, whoever of the household a record names', () => {
    expect(found.errors.map((e) => `${e.record} ${e.column}: ${e.why}`)).toEqual([
      '2 Property Ref: home already in the records',
      '3 Property Ref: home already in the records',
      '4 UPRN: UPRN of a home already in the records',
      '5 Tenancy Ref: tenancy reference already in the records',
    ]);
  });

  it('stands in the way of nothing else', () => {
    expect(found.homes.map((h) => h.property_ref)).toEqual(['P4']);
    expect(found.tenancies.map((t) => t.tenancy_ref)).toEqual(['T4']);
  });
});

describe('what is possible but odd', () => {
  it.each<[string, Row]>([
    ['2 DOB: tenant-under-16', { DOB: '07/04/1999' }],
    ['2 DOB: born-after-start', { DOB: '07/04/2016' }],
    ['2 DOB: very-old', { DOB: '01/01/1900' }],
    ['2 Phone: phone-malformed', { Phone: '7700900123' }],
    ['2 Email: email-malformed', { Email: 'ann at example' }],
    ['2 Tenancy Start: starts-ahead', { 'Tenancy Start': '23/11/2026' }],
    ['2 Tenancy End: ends-ahead', { 'Tenancy End': '23/11/2026' }],
    ['2 Net Rent: no-rent', { 'Net Rent': '0.00' }],
    ['2 Net Rent: no-rent', { 'Net Rent': '' }],
    ['2 Net Rent: charge-very-high', { 'Net Rent': '433.33' }],
    ['2 Net Rent: charges-on-a-leaseholder', { Tenure: 'Leaseholder', Balance: '' }],
    ['2 Balance: balance-of-a-leaseholder', { Tenure: 'Leaseholder', 'Net Rent': '', 'Service Charge': '' }],
    ['2 Balance: balance-of-a-leaseholder', { Tenure: 'Leaseholder', 'Tenancy End': '01/11/2026' }],
    ['2 Balance: credit-very-high', { Balance: '1,365.01CR' }],
    ['2 Balance: arrears-very-high', { Balance: '5,460.01' }],
    ['2 Balance: former-without-balance', { 'Tenancy End': '01/11/2026', Balance: '' }],
    ['2 Tenure: tenure-does-not-fit', { Tenure: 'Garage licence' }],
    ['2 Beds: many-bedrooms', { Beds: '8' }],
    ['2 Surname: two-people-in-one-name', { Forename: 'Mr A & Mrs B' }],
    ['2 Surname: surname-missing', { Surname: '' }],
    ['2 Surname: looks-like-a-formula', { Surname: '@SUM(A1)' }],
  ])('%s', (expected, row) => {
    expect(warningsOf(row)).toEqual([expected]);
  });

  it('is not what is just within', () => {
    const within = [{ DOB: '06/04/1999' }, { Balance: '1,365.00CR' }, { Balance: '5,460.00' }, { Beds: '7' }];
    for (const row of [...within, { Phone: '+44 7700 900123' }, { Phone: '(020) 7946 0123' }]) {
      expect(warningsOf(row)).toEqual([]);
    }
  });

  it('the same person on two tenancies, and one home described in two ways', () => {
    expect(warningsOf({}, other(2, { Forename: 'Ann' }))).toEqual(['3 Surname: same-person-elsewhere']);
    expect(warningsOf({}, { Forename: 'Bob', Beds: '3' })).toEqual(['3 Beds: home-described-differently']);
    expect(warningsOf({}, { Forename: 'Bob', Address: 'Flat 1, Ash House' })).toEqual([
      '3 Address: home-described-differently',
    ]);
  });
});

describe('the columns of an extract', () => {
  it('are recognised by many names, and none is taken twice', () => {
    const header = [
      'prop_ref',
      'LLPG UPRN',
      'Addr1',
      'Addr2',
      'PostCode',
      'DwellingType',
      'tag_ref',
      'ten_type',
      'START_DT',
      'TERM_DT',
    ];
    const more = [
      'First Name(s)',
      'Last Name',
      'D.O.B.',
      'Tel. No.',
      'Mobile',
      'Cur_Bal',
      'Basic Rent',
      'Gross Rent',
      'Bedrooms',
    ];
    expect(guessExtractMapping([...header, ...more])).toEqual({
      property_ref: 'prop_ref',
      uprn: 'LLPG UPRN',
      address: ['Addr1', 'Addr2'],
      postcode: 'PostCode',
      type: 'DwellingType',
      tenancy_ref: 'tag_ref',
      tenure: 'ten_type',
      starts_on: 'START_DT',
      ends_on: 'TERM_DT',
      forename: 'First Name(s)',
      surname: 'Last Name',
      dob: 'D.O.B.',
      phone: ['Tel. No.', 'Mobile'],
      balance: 'Cur_Bal',
      rent: 'Basic Rent',
      bedrooms: 'Bedrooms',
    });
  });

  it('that are missing, misnamed or chosen twice are said at the header, and nothing is read', () => {
    const mapping = { ...guessExtractMapping(Object.keys(GOOD)), uprn: 'Nowhere', block: 'Surname', type: undefined };
    const result = check(extract({}), mapping);
    expect(result.homes).toEqual([]);
    expect(result.errors.map((e) => [e.record, e.column, e.why])).toEqual([
      [1, '', 'no column is chosen for the type of home'],
      [1, 'Nowhere', 'no such column'],
      [1, 'Surname', 'chosen for block and for surname'],
    ]);
  });

  it('homes may come by themselves, with the postcode at the end of the address', () => {
    const file = 'UPRN,Property Ref,Type,Address\n100000000001,P1,House,"1 The Green, Oldtown, OL1 2AB"\n';
    expect(check(file)).toMatchObject({
      errors: [],
      homes: [{ postcode: 'OL1 2AB', address_lines: ['1 The Green', 'Oldtown'] }],
      tenancies: [],
    });
  });

  it('month-first dates stop the file at its header, unless that order is chosen', () => {
    const file = extract({ 'Tenancy Start': '04/16/2015', DOB: '02/01/1980' });
    expect(check(file).errors).toMatchObject([{ record: 1, column: 'Tenancy Start', why: 'dates are month first' }]);
    const chosen: ExtractMapping = { ...guessExtractMapping(Object.keys(GOOD)), date_order: 'month-first' };
    expect(check(file, chosen).tenancies).toMatchObject([{ starts_on: '2015-04-16' }]);
    const other = extract({ 'Tenancy Start': '16/04/2015', DOB: '02/01/1980' });
    expect(check(other, chosen).errors).toMatchObject([{ record: 1, why: 'dates are day first' }]);
  });

  it('a name over two lines, or with what nobody sees in it, is one line', () => {
    const result = check(extract({ Forename: 'Ann\nMarie\t\u0085Jo' }));
    expect(result.persons[0]?.forename).toBe('Ann Marie Jo');
  });

  it('a code that was saved as ="0012" keeps its noughts, and a UPRN saved with .0 is read', () => {
    const result = check(extract({ 'Tenancy Ref': '="0012"', UPRN: '100000000001.0' }));
    expect(result.tenancies[0]?.tenancy_ref).toBe('0012');
    expect(result.homes[0]?.uprn).toBe('100000000001');
  });
});
