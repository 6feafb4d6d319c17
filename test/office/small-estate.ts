import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import {
  addDays,
  type CivilDate,
  deterministicUuid,
  isMonday,
  londonDateOf,
  makeReference,
  mondayOf,
  newUuid,
  periodOf,
  rentYearStart,
  rentYearWeeks,
} from '#kernel';
import { ExtractImport } from '#contexts/imports/imports.module.js';
import { BankImport, RentRun } from '#contexts/rent/rent.module.js';
import { Database, type Tx } from '#platform/database';
import { type AnyCommand, Executor, type Outcome, Registry, type TmoContext } from '#platform/event-store';
import { HouseholdLinks, Members, type Role, ROLES, Users } from '#platform/identity';
import { quarterDates, quarterOf } from '../../libs/contexts/monitoring/return/quarter.js';

export const PASSWORD = 'three wet umbrellas';

/** What tells one TMO's records from another's, wherever they turn up. */
export interface EstateNames {
  /** In every word that is this TMO's alone: names, addresses, references, e-mail addresses, narratives. */
  readonly mark: string;
  /** One figure, in every number that is this TMO's alone. */
  readonly digit: 1 | 2;
}

export interface SmallEstate {
  readonly tmo_id: number;
  readonly mark: string;
  readonly names: EstateNames;
  /** The manager who set everything up. */
  readonly ctx: TmoContext;
  readonly emails: Readonly<Record<Role, string>>;
  /** What a person would search for: surname, telephone, UPRN, payment reference, property and tenancy reference. */
  readonly search: readonly string[];
  /** By the name that routes use for it: the id of a record of this TMO. */
  readonly ids: Readonly<Record<string, string>>;
}

/** A TMO with a little of everything, made only by commands and services, through two quarters up to today. */
export async function smallEstate(app: NestFastifyApplication, names: EstateNames): Promise<SmallEstate> {
  return new Estate(app, names).make();
}

class Estate {
  private readonly executor = this.app.get(Executor);
  private readonly db = this.app.get(Database);
  private readonly registry = this.app.get(Registry);
  private readonly today = londonDateOf(new Date());
  /** The quarter before the last one: what is charged from its first Monday leaves duties to be done. */
  private readonly quarter = quarterOf(
    addDays(quarterDates(quarterOf(addDays(quarterDates(quarterOf(this.today)).from, -1))).from, -1),
  );
  private readonly begin = firstMonday(quarterDates(this.quarter).from);
  private readonly ids: Record<string, string> = {};
  private ctx: TmoContext = { tmo_id: 0, actor: { kind: 'system', name: 'seed' } };

  constructor(
    private readonly app: NestFastifyApplication,
    private readonly names: EstateNames,
  ) {}

  async make(): Promise<SmallEstate> {
    const { mark, digit } = this.names;
    const tmo_id = await this.open();
    const emails = await this.people(tmo_id);
    await this.agreement();
    await this.homes();
    await this.tenancies();
    await this.accounts();
    await this.charge();
    await this.bank();
    await this.corrections();
    await this.extracts();
    await this.returns();
    await this.neighbour();
    return {
      tmo_id,
      mark,
      names: this.names,
      ctx: this.ctx,
      emails,
      ids: this.ids,
      search: [
        `Tenant${mark}`,
        `0770090000${digit}`,
        `10009900000${digit}`,
        makeReference(`${digit}771001`),
        `${mark}-0001`,
        `${mark}/T/1`,
      ],
    };
  }

  /** An id that is this TMO's alone and the same in every run. */
  private id(what: string, n = 1): string {
    return deterministicUuid(this.names.mark, what, String(n));
  }

  private async send(type: string, payload: object): Promise<Extract<Outcome, { status: 'accepted' }>> {
    const command: AnyCommand | undefined = this.registry.commands.get(type);
    if (!command) throw new Error(`there is no command ${type}`);
    const options = { command_id: newUuid() };
    const outcome: Outcome = await this.executor.execute(this.ctx, command, payload, options);
    if (outcome.status === 'refused')
      throw new Error(`${type}: ${outcome.refusal.code} ${JSON.stringify(outcome.refusal.facts)}`);
    return outcome;
  }

  private read<Row>(sql: string, params: readonly unknown[] = []): Promise<Row[]> {
    return this.db.inTmo(this.ctx, (tx: Tx) => tx.query<Row>(sql, [this.ctx.tmo_id, ...params]));
  }

  private async open(): Promise<number> {
    const { mark } = this.names;
    const [row] = await this.db.withoutTmo((tx) =>
      tx.query<{ tmo_id: number }>(`select open_log($1, $2, $3, false, 'store', null) as tmo_id`, [
        `${mark.toLowerCase()}-court`,
        `${mark} Court`,
        `${mark}shire Council`,
      ]),
    );
    if (!row) throw new Error('the log was not opened');
    return row.tmo_id;
  }

  private async people(tmo_id: number): Promise<Record<Role, string>> {
    const { mark } = this.names;
    const [users, members] = [this.app.get(Users), this.app.get(Members)];
    const make = async (role: Role, who: string, password?: string): Promise<[user_id: string, email: string]> => {
      const email = `${who}@${mark.toLowerCase()}.example`;
      const user_id = await this.db.dataSource.transaction(async (manager) => {
        const added = await users.add({ email, name: `${mark} ${who}`, ...(password ? { password } : {}) }, manager);
        await members.give(manager, { ...this.ctx, tmo_id }, added, { role, from_on: this.today, to_on: null });
        return added;
      });
      return [user_id, email];
    };
    const emails: Partial<Record<Role, string>> = {};
    for (const role of ROLES) {
      const [user_id, email] = await make(role, role.replace('_', '-'), PASSWORD);
      emails[role] = email;
      if (role === 'manager')
        this.ctx = { tmo_id, actor: { kind: 'user', user_id, name: `${mark} manager`, roles: ['manager'] } };
    }
    // Somebody whose role and account can be ended without ending a test.
    [this.ids['user_id']] = await make('officer', 'spare');
    const [membership] = await this.db.withoutTmo((tx) =>
      tx.query<{ membership_id: string }>('select membership_id from membership where user_id = $1', [
        this.ids['user_id'],
      ]),
    );
    this.ids['membership_id'] = membership?.membership_id ?? '';
    return emails as Record<Role, string>;
  }

  private async agreement(): Promise<void> {
    const { mark } = this.names;
    const from = '2018-04-02';
    await this.send('agreement.establish-tmo', { name: `${mark} Court`, council_name: `${mark}shire Council`, from });
    await this.send('agreement.adopt-edition', { edition: '2013', from });
    await this.send('agreement.assign-function', { function: 'arrears', responsible: 'tmo', from });
    await this.send('agreement.set-order-limit', { role: 'officer', limit_pence: 50_000, from });
    await this.send('agreement.set-rent-ledger-keeper', { keeper: 'tmo', from });
    Object.assign(this.ids, { function: 'arrears', role: 'officer' });
  }

  private async homes(): Promise<void> {
    const { mark, digit } = this.names;
    const block_id = this.id('block');
    await this.send('homes.register-block', { block_id, name: `${mark} House` });
    const facts = (n: number) => ({
      home_id: this.id('home', n),
      property_ref: `${mark}-000${n}`,
      uprn: n === 4 ? null : `1000990000${n - 1}${digit}`,
      block_id: n === 4 ? null : block_id,
      address_lines: [`${n} ${mark} House`, `${mark} Road`],
      postcode: 'SE15 4NX',
      type: n === 4 ? 'garage' : 'flat',
      bedrooms: n === 4 ? null : 2,
    });
    for (const n of [1, 2, 3, 4]) await this.send('homes.register-home', facts(n));
    await this.send('homes.correct-home', { ...facts(3), bedrooms: 3, reason: 'recorded-wrongly' });
    Object.assign(this.ids, { home_id: this.id('home'), block_id });
  }

  private async tenancies(): Promise<void> {
    const { mark, digit } = this.names;
    for (const n of [1, 2, 3]) {
      await this.send('tenancies.record-person', {
        person_id: this.id('person', n),
        title: 'Ms',
        forename: 'Ada',
        surname: `Tenant${mark}`,
        dob: '1980-02-29',
        phone: `0770090000${digit}`,
        email: `tenant${n}@${mark.toLowerCase()}.example`,
      });
      await this.send('tenancies.start-tenancy', {
        tenancy_id: this.id('tenancy', n),
        home_id: this.id('home', n === 3 ? 4 : n),
        tenancy_ref: `${mark}/T/${n}`,
        tenure: n === 3 ? 'garage-licence' : 'secure',
        starts_on: '2019-06-03',
        person_ids: [this.id('person', n)],
      });
    }
    await this.send('tenancies.correct-person', {
      person_id: this.id('person'),
      forename: 'Adah',
      reason: 'recorded-wrongly',
    });
    for (const n of [1, 2]) {
      await this.send('tenancies.add-alert', {
        tenancy_id: this.id('tenancy'),
        alert_id: this.id('alert', n),
        kind: 'dog-on-premises',
        expires_on: addDays(this.today, 200),
        text: `A dog called ${mark}`,
      });
    }
    await this.send('tenancies.end-alert', { tenancy_id: this.id('tenancy'), alert_id: this.id('alert', 2) });
    Object.assign(this.ids, {
      person_id: this.id('person'),
      tenancy_id: this.id('tenancy'),
      alert_id: this.id('alert'),
    });
  }

  private async accounts(): Promise<void> {
    const { mark, digit } = this.names;
    for (let y = rentYearOf(this.begin); y <= rentYearOf(this.today); y += 1) {
      await this.send('rent.set-rent-year', {
        year: String(y),
        starts_on: rentYearStart(y),
        weeks: rentYearWeeks(y),
        free_weeks: [],
      });
    }
    const year = String(rentYearOf(this.today));
    const last = addDays(rentYearStart(Number(year)), 7 * (rentYearWeeks(Number(year)) - 1));
    await this.send('rent.change-free-weeks', { year, free_weeks: [last] });

    const opened_on = '2019-06-03';
    const open = async (n: number, kind: string, whose: object): Promise<void> => {
      const account_id = this.id('account', n);
      const account_number = `${digit}77100${n}`;
      await this.send('rent.open-account', {
        account_id,
        kind,
        account_number,
        opened_on,
        charged_from: this.begin,
        ...whose,
      });
      if (kind === 'recharge') return;
      await this.send('rent.set-charges', {
        account_id,
        from: this.begin,
        charges: [
          { component: 'rent', weekly_pence: 12_000 + n },
          { component: 'service', weekly_pence: 850 },
        ],
      });
      if (kind === 'void') return;
      await this.send('rent.bring-in-opening-balance', {
        account_id,
        amount_pence: 5_000 * n,
        as_at: addDays(this.begin, -1),
        source: `The ledger of ${mark}shire Council`,
      });
    };
    await open(1, 'rent', { tenancy_id: this.id('tenancy', 1) });
    await open(2, 'rent', { tenancy_id: this.id('tenancy', 2) });
    await open(3, 'garage', { tenancy_id: this.id('tenancy', 3) });
    await open(4, 'void', { home_id: this.id('home', 3) });
    await open(5, 'recharge', { tenancy_id: this.id('tenancy', 1) });
    await this.send('rent.charge-recharge', {
      account_id: this.id('account', 5),
      amount_pence: 3_333,
      charged_on: this.begin,
      charged_for: 'damage',
      document_ref: `${mark}-WO-1`,
    });
    Object.assign(this.ids, { account_id: this.id('account'), year, week_of: this.begin });
  }

  /** The rent of the whole quarter, by the run; what comes after it is left for the duty. */
  private async charge(): Promise<void> {
    const run = this.app.get(RentRun, { strict: false });
    for (let week = this.begin; week <= quarterDates(this.quarter).to; week = addDays(week, 7)) {
      const answer = await run.run(this.ctx, week);
      if (answer.status === 'refused') throw new Error(`the run of ${week}: ${answer.refusal.code}`);
    }
  }

  private async bank(): Promise<void> {
    const { mark, digit } = this.names;
    const bank_account_id = this.id('bank-account');
    const [first, second] = [addDays(this.begin, 7), addDays(this.begin, 8)];
    await this.send('rent.register-bank-account', {
      bank_account_id,
      name: `${mark} rent account`,
      sort_code: `60-16-1${digit}`,
      account_number: `3192681${digit}`,
      iban: null,
      opening_balance_pence: 100_000,
      opened_on: this.begin,
    });
    await this.send('rent.map-bank-columns', {
      bank_account_id,
      columns: { date: 'Date', description: ['Details'], amount: 'Amount', payer: 'Payer' },
    });
    const csv = [
      'Date,Payer,Details,Amount',
      `${uk(first)},TENANT${mark},RENT ${makeReference(`${digit}771001`)},120.00`,
      `${uk(first)},SOMEBODY${mark},CASH ${mark},45.00`,
      `${uk(first)},TENANT${mark},RENT ${makeReference(`${digit}771002`)},77.00`,
      `${uk(second)},SOMEBODY${mark},CASH AGAIN ${mark},46.00`,
      `${uk(second)},BANK${mark},RETURNED ${mark},-77.00`,
      '',
    ].join('\n');
    const bank = this.app.get(BankImport, { strict: false });
    const file = { name: `${mark}-statement.csv`, bytes: Buffer.from(csv) };
    const file_id = await bank.keep(this.ctx, file);
    const taken = await bank.takeIn(this.ctx, bank_account_id, file_id);
    if (taken.status !== 'taken-in') throw new Error(`the statement was not taken in: ${JSON.stringify(taken)}`);
    const lines = await this.read<{
      bank_line_id: string;
      status: string;
      posted_at: number | null;
      amount_pence: number;
    }>(`select bank_line_id, status, posted_at, amount_pence from bank_line where tmo_id = $1 order by position`);
    const [posted, held, returned, waiting, out] = lines;
    if (!posted || !held || !returned || !waiting || !out) throw new Error('the statement had five lines');
    await this.send('rent.place-payment', {
      bank_line_id: held.bank_line_id,
      allocations: [{ account_id: this.id('account'), amount_pence: 4_500 }],
    });
    await this.send('rent.reverse-payment', {
      bank_line_id: returned.bank_line_id,
      account_id: this.id('account', 2),
      position: returned.posted_at,
      reason: 'direct-debit-unpaid',
    });
    await this.send('rent.explain-outgoing', {
      bank_line_id: out.bank_line_id,
      returned_line_id: returned.bank_line_id,
    });
    const [statement] = await this.read<{ statement_id: string }>(
      `select statement_id from bank_statement where tmo_id = $1`,
    );
    Object.assign(this.ids, {
      bank_account_id,
      file_id,
      bank_line_id: waiting.bank_line_id,
      statement_id: statement?.statement_id ?? '',
    });
  }

  private async corrections(): Promise<void> {
    const [charged] = await this.read<{ position: number }>(
      `select position from event where tmo_id = $1 and stream_id = $2 and type = 'rent.week-charged.v1' order by position limit 1`,
      [`rent-account/${this.id('account')}`],
    );
    const position = charged?.position ?? 0;
    await this.send('rent.reverse-entry', {
      account_id: this.id('account'),
      position,
      reason: 'charged-in-error',
    });
    const ends_on = addDays(this.begin, 40);
    await this.send('tenancies.end-tenancy', {
      tenancy_id: this.id('tenancy', 2),
      ends_on,
      reason: 'moved-to-care-home',
    });
    await this.send('rent.close-account', { account_id: this.id('account', 2), closed_on: ends_on });
    const period = periodOf(this.begin);
    await this.send('ledger.close-period', { period });
    await this.send('ledger.reopen-period', { period, reason: `${this.names.mark} forgot something` });
    await this.send('ledger.close-period', { period });
    Object.assign(this.ids, { position: String(position) });
  }

  /** One extract that went in, one thrown away, and one that waits with a wrong record and an odd one. */
  private async extracts(): Promise<void> {
    const { mark, digit } = this.names;
    const extracts = this.app.get(ExtractImport, { strict: false });
    const receive = async (n: number, ...records: string[]): Promise<string> => {
      const header = 'Ref,UPRN,Address,Post Code,Type,Tenure,Tenancy,Start,Forename,Surname,Born,Phone,Rent,Balance';
      const file = { name: `${mark}-extract-${n}.csv`, bytes: Buffer.from([header, ...records, ''].join('\n')) };
      const received = await extracts.receive(this.ctx, file, newUuid());
      if (received.status !== 'received') throw new Error(`the extract was not received: ${received.status}`);
      return received.batch_id;
    };
    const record = (n: number, born: string) =>
      `${mark}-001${n},1000990001${n}${digit},${n} ${mark} Lane,SE15 4NX,Flat,Secure,${mark}/X/${n},03/06/2019,Grace,Hopper${mark},${born},0770090001${digit},130.00,12.50`;
    const mapping = {
      property_ref: 'Ref',
      uprn: 'UPRN',
      address: ['Address'],
      postcode: 'Post Code',
      type: 'Type',
      tenure: 'Tenure',
      tenancy_ref: 'Tenancy',
      starts_on: 'Start',
      forename: 'Forename',
      surname: 'Surname',
      dob: 'Born',
      phone: ['Phone'],
      rent: 'Rent',
      balance: 'Balance',
    };
    const applied = await receive(1, record(1, '09/12/1976'));
    await this.send('imports.map-columns', { batch_id: applied, mapping });
    const dryRun = await extracts.dryRun(this.ctx, applied);
    const done = await extracts.apply(this.ctx, applied, {
      as_at: dryRun.as_at,
      ticked: dryRun.warnings.map((w) => w.key),
      leave_out: true,
      checked: dryRun.digest,
    });
    if (done.status !== 'applied') throw new Error(`the extract did not go in: ${JSON.stringify(done)}`);
    await extracts.discard(this.ctx, await receive(2, record(2, '09/12/1976')), newUuid());
    const batch_id = await receive(3, record(3, '09/12/1906'), record(4, '31/02/1976'));
    await this.send('imports.map-columns', { batch_id, mapping });
    Object.assign(this.ids, { batch_id });
  }

  private async returns(): Promise<void> {
    await this.send('monitoring.make-return', { quarter: this.quarter });
    await this.send('monitoring.remake-return', { quarter: this.quarter, reason: 'mistake-corrected' });
    const account = `${this.names.digit}771001`;
    Object.assign(this.ids, { quarter: this.quarter, version: '1', id: 'rent-due', account });
  }

  /** Somebody who declared the empty home as theirs tries to open it. */
  private async neighbour(): Promise<void> {
    const user_id = this.ids['user_id'] ?? '';
    const home_id = this.id('home', 3);
    await this.app.get(HouseholdLinks).declare(this.ctx, user_id, { home_id }, 'self');
    const [link] = await this.read<{ link_id: string }>(`select link_id from household_link where tmo_id = $1`);
    const neighbour: TmoContext = {
      tmo_id: this.ctx.tmo_id,
      actor: { kind: 'user', user_id, name: `${this.names.mark} spare`, roles: ['officer'] },
    };
    const open = this.registry.commands.get('identity.open-record');
    if (!open) throw new Error('there is no identity.open-record');
    const outcome = await this.executor.execute(neighbour, open, { home_id }, { command_id: newUuid() });
    if (outcome.status !== 'refused') throw new Error('a neighbour opened their own record');
    Object.assign(this.ids, { link_id: link?.link_id ?? '' });
  }
}

function firstMonday(day: CivilDate): CivilDate {
  return isMonday(day) ? day : addDays(mondayOf(day), 7);
}

/** The usual rent year that a day lies in, by the calendar year it begins in. */
function rentYearOf(day: CivilDate): number {
  const year = Number(day.slice(0, 4));
  return rentYearStart(year) <= day ? year : year - 1;
}

/** '6/4/2026' */
function uk(day: CivilDate): string {
  return day.split('-').toReversed().join('/');
}
