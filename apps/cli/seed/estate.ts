import { addDays, type CivilDate, civilDate, formatPounds, mondayOf, pence } from '#kernel';
import { writeCsv } from '#platform/files';
import { Random } from './random.js';

/** How a household pays, which is what makes its account worth looking at. */
export type PaymentHabit =
  'weekly' | 'fortnightly' | 'monthly' | 'universal-credit' | 'late' | 'stopped' | 'without-reference' | 'nothing';

export interface DemoTenancy {
  readonly tenancy_ref: string;
  readonly property_ref: string;
  readonly tenure: string;
  readonly surname: string;
  readonly forename: string;
  readonly habit: PaymentHabit;
  readonly weekly_pence: number;
}

export interface DemoEstate {
  readonly name: string;
  /** The council's extract as it would be exported: header and one record for each home and tenant. */
  readonly extract_csv: string;
  readonly tenancies: readonly DemoTenancy[];
}

export interface EstatePlan {
  readonly name: string;
  readonly prefix: string;
  readonly postcode_area: string;
  readonly first_uprn: number;
  readonly blocks: readonly { readonly name: string; readonly homes: number }[];
  readonly garages: number;
  readonly seed: number;
}

export const LARCHMERE: EstatePlan = {
  name: 'Larchmere Estate',
  prefix: 'LM',
  postcode_area: 'SE29 4',
  first_uprn: 200_010_000,
  blocks: [
    { name: 'Alder Court', homes: 72 },
    { name: 'Birch House', homes: 84 },
    { name: 'Cedar Point', homes: 96 },
    { name: 'Damson Row', homes: 38 },
    { name: 'Elder Lodge', homes: 42 },
    { name: 'Fir Terrace', homes: 48 },
  ],
  garages: 24,
  seed: 20_261_122,
};

export const BRAMBLE_WALK: EstatePlan = {
  name: 'Bramble Walk',
  prefix: 'BW',
  postcode_area: 'N31 7',
  first_uprn: 200_090_000,
  blocks: [
    { name: 'Hazel Court', homes: 36 },
    { name: 'Ivy Court', homes: 24 },
  ],
  garages: 0,
  seed: 7_771,
};

const FORENAMES =
  'Amina Ben Chidi Dorota Ewan Fatima Grace Hassan Irene Jamal Kemi Liam Maria Nadia Olu Priya Quentin Rosa Stefan Thandi Uma Viktor Wanjiru Xanthe Yusuf Zoë Agnes Brian Comfort Desmond'.split(
    ' ',
  );
const SURNAMES =
  'Adeyemi Ahmed Ali Begum Brown Clarke Davies Dubois Evans Fitzgerald Garcia Green Hughes Ibrahim Jones Kaur Khan Kowalska Lewis Mensah Murphy Nguyen O’Neill Okafor Patel Quinn Roberts Silva Smith Taylor Ugwu Vasquez Walsh Wright Yilmaz Zhang'.split(
    ' ',
  );
const TITLES = ['Mr', 'Mrs', 'Ms', 'Miss', 'Mx', 'Dr'];
const HABITS: readonly (readonly [PaymentHabit, number])[] = [
  ['weekly', 40],
  ['fortnightly', 10],
  ['monthly', 18],
  ['universal-credit', 14],
  ['late', 10],
  ['stopped', 3],
  ['without-reference', 3],
  ['nothing', 2],
];
/** Letters that a postcode's second half may end with. */
const UNITS = 'ABDEFGHJLNPQRSTUWXYZ';

/**
 * An estate out of nothing but its plan: fictional homes and people, the same every time. Telephone numbers are from the
 * range that Ofcom keeps for drama, and addresses use postcodes that do not exist.
 * @param as_at the day at whose end the opening balances stood so
 */
export function makeEstate(plan: EstatePlan, as_at: CivilDate): DemoEstate {
  return new Maker(plan, as_at).make();
}

type Row = Record<(typeof COLUMNS)[number], string>;
const COLUMNS = [
  'UPRN',
  'Property Ref',
  'Block',
  'Address',
  'Postcode',
  'Type',
  'Beds',
  'Tenure',
  'Tenancy Ref',
  'Tenancy Start',
  'Tenancy End',
  'Title',
  'Forename',
  'Surname',
  'DOB',
  'Phone',
  'Email',
  'Net Rent',
  'Service Charge',
  'Heating',
  'Balance',
] as const;

class Maker {
  private readonly random: Random;
  private readonly rows: Row[] = [];
  private readonly tenancies: DemoTenancy[] = [];
  private made = 0;
  private people = 0;

  constructor(
    private readonly plan: EstatePlan,
    private readonly as_at: CivilDate,
  ) {
    this.random = new Random(plan.seed);
  }

  make(): DemoEstate {
    for (const [b, block] of this.plan.blocks.entries()) {
      for (let n = 1; n <= block.homes; n += 1) this.home(block.name, n, b);
    }
    for (let n = 1; n <= this.plan.garages; n += 1) this.garage(n);
    const extract_csv = writeCsv(
      COLUMNS.map((header) => ({ header, kind: 'text' as const, value: (row: Row) => row[header] })),
      this.rows,
    );
    return { name: this.plan.name, extract_csv, tenancies: this.tenancies };
  }

  private home(block: string, n: number, b: number): void {
    const beds = this.random.pick([0, 1, 1, 2, 2, 2, 3, 3, 4]);
    const rent = 8_200 + beds * 1_150 + this.random.between(0, 900);
    const service = this.random.between(410, 1_490);
    const heating = b < 2 ? 840 : 0;
    const home = {
      ...this.blank(),
      UPRN: String(this.plan.first_uprn + this.made),
      'Property Ref': this.reference(),
      Block: block,
      Address: `${n} ${block}, ${this.plan.name}`,
      Postcode: this.postcode(b, n),
      Type: beds === 0 ? 'Bedsit' : b === 3 ? 'Maisonette' : 'Flat',
      Beds: String(beds),
    };
    const charges = { 'Net Rent': money(rent), 'Service Charge': money(service), Heating: money(heating) };
    const kind = this.random.next();
    if (kind < 0.12) this.let({ ...home, Tenure: 'Leaseholder' }, { habit: 'nothing', weekly: 0, balance: 0 });
    else if (kind < 0.145) this.rows.push({ ...home, ...charges });
    else {
      const habit = this.habit();
      const weekly = rent + service + heating;
      const balance = this.openingBalance(habit, weekly);
      const tenure = this.random.pick(['Secure', 'Secure', 'Secure', 'Secure', 'Introductory']);
      const start = this.let({ ...home, ...charges, Tenure: tenure }, { habit, weekly, balance });
      if (this.random.chance(0.03)) this.formerTenant(home, start);
    }
  }

  private garage(n: number): void {
    const home = {
      ...this.blank(),
      'Property Ref': this.reference(),
      Block: 'Garages',
      Address: `Garage ${n}, ${this.plan.name}`,
      Postcode: this.postcode(9, n),
      Type: 'Garage',
    };
    if (this.random.chance(0.2)) this.rows.push({ ...home, 'Net Rent': money(1_450) });
    else {
      const letting = { habit: 'monthly', weekly: 1_450, balance: 0 } as const;
      this.let({ ...home, Tenure: 'Garage licence', 'Net Rent': money(1_450) }, letting);
    }
  }

  private let(home: Row, letting: { habit: PaymentHabit; weekly: number; balance: number }): CivilDate {
    const start = mondayOf(addDays(this.as_at, -this.random.between(60, 9_000)));
    const tenancy_ref = this.tenancyRef();
    const forename = this.random.pick(FORENAMES);
    const surname = this.random.pick(SURNAMES);
    const balance = letting.weekly > 0 ? written(letting.balance) : '';
    const common = { ...home, 'Tenancy Ref': tenancy_ref, 'Tenancy Start': uk(start), Balance: balance };
    this.rows.push({ ...common, ...this.person(forename, surname, start) });
    if (this.random.chance(0.22) && home.Tenure !== 'Garage licence') {
      const other = this.random.chance(0.6) ? surname : this.random.pick(SURNAMES);
      this.rows.push({ ...common, ...this.person(this.random.pick(FORENAMES), other, start) });
    }
    this.tenancies.push({
      tenancy_ref,
      property_ref: home['Property Ref'],
      tenure: home.Tenure,
      forename,
      surname,
      habit: letting.habit,
      weekly_pence: letting.weekly,
    });
    return start;
  }

  /** Somebody who has gone, some weeks before the next tenant came, and still owes. */
  private formerTenant(home: Row, next: CivilDate): void {
    const end = addDays(next, -1 - 7 * this.random.between(0, 8));
    const start = mondayOf(addDays(end, -this.random.between(400, 3_000)));
    const dates = { 'Tenancy Start': uk(start), 'Tenancy End': uk(end) };
    const owed = written(this.random.between(4_000, 190_000));
    const person = this.person(this.random.pick(FORENAMES), this.random.pick(SURNAMES), start);
    this.rows.push({ ...home, Tenure: 'Secure', 'Tenancy Ref': this.tenancyRef(), ...dates, Balance: owed, ...person });
  }

  private person(forename: string, surname: string, start: CivilDate): Partial<Row> {
    const number = 100_000 + this.plan.seed + this.people++;
    return {
      Title: this.random.pick(TITLES),
      Forename: forename,
      Surname: surname,
      DOB: uk(addDays(start, -this.random.between(19 * 366, 62 * 365))),
      Phone: `07700 900${String(number % 1_000).padStart(3, '0')}`,
      Email: this.random.chance(0.5) ? `tenant${number % 100_000}@example.org` : '',
    };
  }

  private openingBalance(habit: PaymentHabit, weekly: number): number {
    switch (habit) {
      case 'stopped':
      case 'nothing':
        return weekly * this.random.between(2, 6);
      case 'late':
        return Math.round(weekly * (0.5 + this.random.next() * 3));
      case 'universal-credit':
      case 'monthly':
        return Math.round(weekly * (this.random.next() * 3 - 1));
      case 'weekly':
      case 'fortnightly':
      case 'without-reference':
        return this.random.chance(0.3) ? -this.random.between(100, 6_000) : 0;
    }
  }

  private habit(): PaymentHabit {
    let at = this.random.between(1, 100);
    for (const [habit, share] of HABITS) {
      at -= share;
      if (at <= 0) return habit;
    }
    return 'weekly';
  }

  private reference(): string {
    this.made += 1;
    return `${this.plan.prefix}${String(this.made).padStart(5, '0')}`;
  }

  private tenancyRef(): string {
    return `${this.plan.prefix}T${String(300_001 + this.tenancies.length * 3 + this.rows.length).padStart(6, '0')}`;
  }

  private postcode(b: number, n: number): string {
    const unit = (i: number) => UNITS[i % UNITS.length] ?? 'A';
    return `${this.plan.postcode_area}${unit(b)}${unit(Math.floor(n / 12))}`;
  }

  private blank(): Row {
    return Object.fromEntries(COLUMNS.map((c) => [c, ''])) as Row;
  }
}

function money(amount_pence: number): string {
  return (amount_pence / 100).toFixed(2);
}

/** As councils write a balance: a credit with CR behind it. */
function written(amount_pence: number): string {
  const text = formatPounds(pence(Math.abs(amount_pence))).replace('£', '');
  return amount_pence < 0 ? `${text}CR` : text;
}

function uk(date: CivilDate): string {
  const [y, m, d] = civilDate(date).split('-');
  return `${d}/${m}/${y}`;
}
