import { addDays, civilDate, makeReference, newUuid } from '#kernel';
import { establishTmo } from '#contexts/agreement/agreement.module.js';
import { registerBlock, registerHome } from '#contexts/homes/homes.module.js';
import {
  bringInOpeningBalance,
  closeAccount,
  openAccount,
  registerBankAccount,
  setCharges,
  setRentYear,
} from '#contexts/rent/rent.module.js';
import { recordPerson, startTenancy } from '#contexts/tenancies/tenancies.module.js';
import type { TmoContext } from '#platform/event-store';
import type { Office } from './office.js';

/** The day at whose end the opening balances stood; the first week charged here is the one after. */
export const BROUGHT_IN_ON = civilDate('2026-05-10');
export const FIRST_WEEK = civilDate('2026-05-11');
export const BANK = { name: 'Rent collection account', sort_code: '601613', account_number: '31926819' };

interface Holder {
  readonly title?: string;
  readonly forename?: string;
  readonly surname: string;
  readonly phone?: string;
  readonly email?: string;
  readonly dob?: string;
}

interface Let {
  readonly home: string;
  readonly ref: string;
  readonly tenure: string;
  readonly starts_on: string;
  readonly ends_on?: string;
  readonly holders: readonly Holder[];
  /** The account's number; left out for a leaseholder, who pays no rent. */
  readonly number?: string;
  /** Pence a week; left out, nobody has set any. */
  readonly weekly?: { readonly rent: number; readonly service?: number };
  readonly opening_pence?: number;
}

const HOMES = [
  ['RH/001', '100023000017', '1 Rowan House', 'NB4 7AA', 'flat', 2],
  ['RH/002', '100023000024', '2 Rowan House', 'NB4 7AA', 'flat', 2],
  ['RH/003', '100023000031', '3 Rowan House', 'NB4 7AA', 'maisonette', 3],
  ['RH/004', '100023000048', '4 Rowan House', 'NB4 7AA', 'flat', 1],
  ['RH/005', '100023000055', '5 Rowan House', 'NB4 7AA', 'bedsit', 0],
  ['RH/006', '100023000062', '6 Rowan House', 'NB4 7AA', 'flat', 1],
  ['SL/007', '100023000079', '7 Sorrel Lane', 'NB4 7AB', 'house', 4],
  ['RH/G01', null, 'Garage 1, Rowan House', 'NB4 7AA', 'garage', null],
] as const;

const TUNDE = { title: 'Mr', forename: 'Tunde', surname: 'Okafor', phone: '07700 900102' };

const LETS: readonly Let[] = [
  {
    home: 'RH/001',
    ref: 'T-0001',
    tenure: 'secure',
    starts_on: '2011-05-02',
    holders: [{ title: 'Ms', forename: 'Adaeze', surname: 'Okafor', phone: '07700 900101', dob: '1980-03-14' }, TUNDE],
    number: '1000001',
    weekly: { rent: 10_190, service: 620 },
    opening_pence: 11_843,
  },
  {
    home: 'RH/002',
    ref: 'T-0002',
    tenure: 'secure',
    starts_on: '2003-11-17',
    holders: [
      { title: 'Mrs', forename: 'Bríd', surname: 'O’Brien', phone: '0161 496 0102', email: 'brid@example.org' },
    ],
    number: '1000002',
    weekly: { rent: 10_190, service: 620 },
    opening_pence: -1_206,
  },
  {
    home: 'RH/003',
    ref: 'T-0003',
    tenure: 'introductory',
    starts_on: '2026-02-02',
    holders: [{ title: 'Mr', forename: 'Văn An', surname: 'Bùi', phone: '07700 900103' }],
    number: '1000003',
    weekly: { rent: 11_730, service: 620 },
    opening_pence: 0,
  },
  {
    home: 'RH/004',
    ref: 'L-0004',
    tenure: 'leaseholder',
    starts_on: '1998-06-24',
    holders: [{ surname: 'Willow Lets Ltd' }],
  },
  {
    home: 'RH/005',
    ref: 'T-0005',
    tenure: 'secure',
    starts_on: '2007-03-12',
    ends_on: '2026-04-26',
    holders: [{ title: 'Mr', forename: 'Ivo', surname: 'Novák', phone: '07700 900105' }],
    number: '1000005',
    opening_pence: 31_000,
  },
  {
    home: 'RH/006',
    ref: 'T-0006',
    tenure: 'secure',
    starts_on: '2001-01-15',
    holders: [{ title: 'Miss', forename: 'Una', surname: 'Doyle', phone: '07700 900106' }],
    number: '1000006',
    weekly: { rent: 9_215, service: 620 },
    opening_pence: 123_456,
  },
  {
    home: 'SL/007',
    ref: 'T-0007',
    tenure: 'flexible',
    starts_on: '2022-04-04',
    holders: [{ title: 'Mr', forename: 'Kwame', surname: 'Boateng', phone: '07700 900107' }],
    number: '1000007',
  },
  {
    home: 'RH/G01',
    ref: 'G-0001',
    tenure: 'garage-licence',
    starts_on: '2019-04-01',
    holders: [TUNDE],
    number: '1000101',
    weekly: { rent: 1_500 },
    opening_pence: 0,
  },
];

/** One TMO with a handful of homes, each of a kind worth meeting. */
export interface Estate {
  readonly ctx: TmoContext;
  /** The path of its pages, '/t/1'. */
  readonly base: string;
  /** An account's id, by its number. */
  account(number: string): string;
  tenancy(ref: string): string;
  /** What a tenant pays with: the account's number and its check digits. */
  reference(number: string): string;
}

/** Builds the estate through the same commands as pages and imports send. The clock should stand in May or June 2026. */
export async function makeEstate(office: Office): Promise<Estate> {
  const ctx = await office.openTmo('Wrenfield Estate');
  await new Maker(office, ctx).make();
  return built(ctx);
}

const IDS = new Map<string, string>();

/** The same id for the same thing of a TMO, so that nothing need be handed about. */
function idOf(ctx: TmoContext, thing: string): string {
  const key = `${ctx.tmo_id} ${thing}`;
  const id = IDS.get(key) ?? newUuid();
  IDS.set(key, id);
  return id;
}

function built(ctx: TmoContext): Estate {
  return {
    ctx,
    base: `/t/${ctx.tmo_id}`,
    account: (number) => idOf(ctx, `account ${number}`),
    tenancy: (ref) => idOf(ctx, `tenancy ${ref}`),
    reference: (number) => makeReference(number),
  };
}

class Maker {
  constructor(
    private readonly office: Office,
    private readonly ctx: TmoContext,
  ) {}

  async make(): Promise<void> {
    const { office, ctx } = this;
    await office.send(ctx, establishTmo, {
      name: 'Wrenfield Estate',
      council_name: 'Northbridge Council',
      from: '2020-04-01',
    });
    await office.send(ctx, setRentYear, {
      year: '2026',
      starts_on: '2026-04-06',
      weeks: 52,
      free_weeks: ['2026-12-21', '2026-12-28'],
    });
    await office.send(ctx, registerBankAccount, {
      bank_account_id: idOf(ctx, 'bank'),
      ...BANK,
      opening_balance_pence: 0,
      opened_on: BROUGHT_IN_ON,
    });
    const block_id = idOf(ctx, 'block');
    await office.send(ctx, registerBlock, { block_id, name: 'Rowan House' });
    for (const [property_ref, uprn, line, postcode, type, bedrooms] of HOMES) {
      await office.send(ctx, registerHome, {
        home_id: idOf(ctx, `home ${property_ref}`),
        property_ref,
        uprn,
        block_id: property_ref.startsWith('RH') ? block_id : null,
        address_lines: [line, 'Northbridge'],
        postcode,
        type,
        bedrooms,
      });
    }
    for (const l of LETS) await this.let(l);
    await this.empty('RH/005', '1000205', 7_440);
  }

  private async let({ home, ref, tenure, starts_on, ends_on, holders, number, weekly, opening_pence }: Let) {
    const { office, ctx } = this;
    const tenancy_id = idOf(ctx, `tenancy ${ref}`);
    const person_ids: string[] = [];
    for (const holder of holders) {
      const person_id = idOf(ctx, `person ${holder.forename} ${holder.surname}`);
      person_ids.push(person_id);
      if (!this.recorded.has(person_id)) await office.send(ctx, recordPerson, { person_id, ...holder });
      this.recorded.add(person_id);
    }
    const ended = ends_on === undefined ? {} : { ends_on, end_reason: 'other' };
    const home_id = idOf(ctx, `home ${home}`);
    await office.send(ctx, startTenancy, {
      tenancy_id,
      home_id,
      tenancy_ref: ref,
      tenure,
      starts_on,
      person_ids,
      ...ended,
    });
    if (number === undefined) return;
    const account_id = idOf(ctx, `account ${number}`);
    const kind = tenure === 'garage-licence' ? 'garage' : 'rent';
    await office.send(ctx, openAccount, {
      account_id,
      kind,
      account_number: number,
      tenancy_id,
      opened_on: starts_on,
      charged_from: ends_on === undefined ? FIRST_WEEK : addDays(civilDate(ends_on), 1),
    });
    if (weekly) await this.charge(account_id, weekly);
    if (ends_on !== undefined) await office.send(ctx, closeAccount, { account_id, closed_on: ends_on });
    if (opening_pence !== undefined)
      await office.send(ctx, bringInOpeningBalance, {
        account_id,
        amount_pence: opening_pence,
        as_at: BROUGHT_IN_ON,
        source: 'Northbridge Council’s rent system',
      });
  }

  private readonly recorded = new Set<string>();

  /** The account of a home that nobody lives in: what it would bring is lost rent, owed by nobody. */
  private async empty(home: string, number: string, rent: number): Promise<void> {
    const account_id = idOf(this.ctx, `account ${number}`);
    await this.office.send(this.ctx, openAccount, {
      account_id,
      kind: 'void',
      account_number: number,
      home_id: idOf(this.ctx, `home ${home}`),
      opened_on: FIRST_WEEK,
    });
    await this.charge(account_id, { rent });
  }

  private async charge(account_id: string, { rent, service }: { rent: number; service?: number }): Promise<void> {
    const charges = [
      { component: 'rent', weekly_pence: rent },
      ...(service === undefined ? [] : [{ component: 'service', weekly_pence: service }]),
    ];
    await this.office.send(this.ctx, setCharges, { account_id, from: FIRST_WEEK, charges });
  }
}
