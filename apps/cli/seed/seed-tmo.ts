import {
  addDays,
  type CivilDate,
  deterministicUuid,
  isFreeWeek,
  mondayOf,
  type Pence,
  pence,
  type RentYear,
  rentYearStart,
  rentYearWeeks,
} from '#kernel';
import {
  adoptEdition,
  assignFunction,
  establishTmo,
  setOrderLimit,
  setRentLedgerKeeper,
} from '#contexts/agreement/agreement.module.js';
import { FUNCTION_KEYS, type FunctionKey } from '#contexts/agreement/contracts/index.js';
import type { ExtractImport } from '#contexts/imports/imports.module.js';
import { accountsOfTenancies, bankLinesOf, chargeSets } from '#contexts/rent/contracts/index.js';
import {
  BankImport,
  placePayment,
  registerBankAccount,
  RentRun,
  reverseEntry,
  setCharges,
  setRentYear,
} from '#contexts/rent/rent.module.js';
import { tenancies } from '#contexts/tenancies/contracts/index.js';
import { addAlert } from '#contexts/tenancies/tenancies.module.js';
import { Database } from '#platform/database';
import {
  type AnyCommand,
  type CommandItem,
  Executor,
  loadEvents,
  type SuppliedClock,
  type TmoContext,
} from '#platform/event-store';
import { type DemoEstate, type EstatePlan, makeEstate } from './estate.js';
import { importExtract } from './import-extract.js';
import { type DemoAccount, type DemoLine, paymentsOfWeek, slipOfThePen } from './payments.js';
import { Random } from './random.js';
import { camtStatement } from './statement.js';

export interface SeedServices {
  readonly db: Database;
  readonly executor: Executor;
  readonly clock: SuppliedClock;
  readonly rentRun: RentRun;
  readonly bankImport: BankImport;
  readonly imports: ExtractImport;
}

export interface SeedPlan {
  readonly estate: EstatePlan;
  readonly council_name: string;
  readonly sort_code: string;
  readonly account_number: string;
  /** The officer in whose name payments are placed and mistakes corrected. */
  readonly officer: TmoContext;
  /** The last day of the year that is made. */
  readonly today: CivilDate;
}

const WEEKS = 52;
/** What an extract of the rent year's beginning already holds is charged from here. */
const COUNCILS: readonly FunctionKey[] = ['major-works', 'lifts', 'fire-safety', 'leaseholder-service-charges'];
const SHARED: readonly FunctionKey[] = ['complaints', 'anti-social-behaviour', 'lettings'];
const NOT_DELEGATED: readonly FunctionKey[] = ['concierge-and-cctv', 'pest-control'];

/** A year in the life of an estate, recorded on its own days: charges, statements, corrections, alerts. */
export async function seedTmo(services: SeedServices, ctx: TmoContext, plan: SeedPlan): Promise<void> {
  await new Seeder(services, ctx, plan).run();
}

/** The council's increase from April 2026: 4.8% (rent-and-money 1.2). */
function raised(weekly_pence: number): Pence {
  return pence(Math.round(weekly_pence * 1.048));
}

class Seeder {
  private readonly random: Random;
  private readonly first: CivilDate;
  private readonly as_at: CivilDate;
  private readonly estate: DemoEstate;
  private readonly bank_account_id: string;
  private bank_pence = 1_250_000;
  private sent = 0;
  /** By day and amount: whose payment it is that came without a reference that can be read. */
  private readonly whose = new Map<string, string>();

  constructor(
    private readonly services: SeedServices,
    private readonly ctx: TmoContext,
    private readonly plan: SeedPlan,
  ) {
    this.random = new Random(plan.estate.seed + 1);
    this.first = addDays(mondayOf(plan.today), -7 * (WEEKS - 1));
    this.as_at = addDays(this.first, -1);
    this.estate = makeEstate(plan.estate, this.as_at);
    this.bank_account_id = deterministicUuid('demo', plan.estate.name, 'bank');
  }

  async run(): Promise<void> {
    this.at(this.as_at, '09:00');
    await this.foundations();
    const file = {
      name: `${this.plan.estate.prefix.toLowerCase()}-extract.csv`,
      bytes: Buffer.from(this.estate.extract_csv),
    };
    await importExtract(this.services, this.ctx, file, this.as_at);
    let accounts = await this.accounts();
    await this.alerts();
    const years = this.rentYears();
    for (let n = 0; n < WEEKS; n += 1) {
      const monday = addDays(this.first, 7 * n);
      const year = years.find((y) => y.starts_on <= monday && monday < addDays(y.starts_on, 7 * y.weeks));
      if (year?.starts_on === monday) {
        await this.newYearsRents(monday);
        accounts = accounts.map((a) => ({ ...a, weekly_pence: raised(a.weekly_pence) }));
      }
      this.at(monday, '06:00');
      await this.services.rentRun.run(this.ctx, monday);
      if (n === 20) await this.correction(accounts);
      if (addDays(monday, 4) > this.plan.today) break;
      if (n % 3 === 2) await this.placeWaiting(addDays(monday, 2));
      await this.statement(accounts, { monday, number: n, free: year ? isFreeWeek(year, monday) : false });
    }
  }

  private async foundations(): Promise<void> {
    const { estate, council_name, sort_code, account_number } = this.plan;
    const from = rentYearStart(Number(this.as_at.slice(0, 4)) - 5);
    const delegated = FUNCTION_KEYS.filter((f) => !NOT_DELEGATED.includes(f));
    await this.sendAll([
      [establishTmo, { name: estate.name, council_name, from }],
      [adoptEdition, { edition: '2013', from }],
      [setRentLedgerKeeper, { keeper: 'tmo', from }],
      ...delegated.map((f): [AnyCommand, object] => {
        const responsible = COUNCILS.includes(f) ? 'council' : SHARED.includes(f) ? 'shared' : 'tmo';
        return [assignFunction, { function: f, responsible, from }];
      }),
      [setOrderLimit, { role: 'officer', limit_pence: 50_000, from }],
      [setOrderLimit, { role: 'manager', limit_pence: 250_000, from }],
    ]);
    for (const year of this.rentYears()) await this.sendAll([[setRentYear, { ...year }]]);
    const bank = {
      bank_account_id: this.bank_account_id,
      name: `${estate.name} rent account`,
      sort_code,
      account_number,
    };
    await this.sendAll([
      [registerBankAccount, { ...bank, opening_balance_pence: this.bank_pence, opened_on: this.as_at }],
    ]);
  }

  /** Free weeks are the two around Christmas, so fifty weeks are charged. */
  private rentYears(): (RentYear & { readonly year: string })[] {
    const start = Number(this.first.slice(0, 4)) - (this.first < rentYearStart(Number(this.first.slice(0, 4))) ? 1 : 0);
    return [start, start + 1, start + 2].map((calendar) => {
      const christmas = mondayOf(`${calendar}-12-25` as CivilDate);
      return {
        year: String(calendar),
        starts_on: rentYearStart(calendar),
        weeks: rentYearWeeks(calendar),
        free_weeks: [christmas, addDays(christmas, 7)],
      };
    });
  }

  private async accounts(): Promise<readonly DemoAccount[]> {
    const { tmo_id } = this.ctx;
    return this.services.db.inTmo(this.ctx, async (tx) => {
      const all = await tenancies(tx, tmo_id, 'live', this.as_at);
      const byRef = new Map(all.map((t) => [t.tenancy_ref, t.tenancy_id]));
      const found = await accountsOfTenancies(
        tx,
        tmo_id,
        all.map((t) => t.tenancy_id),
      );
      return this.estate.tenancies.flatMap((t) => {
        const account = found.find((a) => a.tenancy_id === byRef.get(t.tenancy_ref) && a.closed_on === null);
        return account ? [{ ...t, account_id: account.account_id, reference: account.reference }] : [];
      });
    });
  }

  private async alerts(): Promise<void> {
    const all = await this.services.db.inTmo(this.ctx, (tx) => tenancies(tx, this.ctx.tmo_id, 'live', this.as_at));
    const kinds = ['dog-on-premises', 'interpreter-needed', 'mobility', 'vulnerable', 'agreed-contact'] as const;
    const until = addDays(this.as_at, 366);
    await this.sendAll(
      kinds.flatMap((kind, i): [AnyCommand, object][] => {
        const tenancy = all.filter((t) => t.ends_on === null)[17 + i * 31];
        const alert_id = deterministicUuid('demo', this.plan.estate.name, 'alert', String(i));
        const payload = { tenancy_id: tenancy?.tenancy_id, alert_id, kind, expires_on: until };
        return tenancy ? [[addAlert, { ...payload, text: 'Ask the office before you call.' }]] : [];
      }),
    );
  }

  /** The council's new rents, 4.8% from the first Monday of the rent year. */
  private async newYearsRents(monday: CivilDate): Promise<void> {
    this.at(addDays(monday, -3), '11:00');
    const rows = await this.services.db.inTmo(this.ctx, async (tx) => {
      const ids = await tx.query<{ account_id: string }>(
        `select account_id from rent_account where tmo_id = $1 and closed_on is null order by reference`,
        [this.ctx.tmo_id],
      );
      const sets = await Promise.all(ids.map((a) => chargeSets(tx, this.ctx.tmo_id, a.account_id)));
      return ids.map((a, i) => ({ account_id: a.account_id, charges: sets[i]?.at(-1)?.charges ?? [] }));
    });
    await this.sendAll(
      rows
        .filter((r) => r.charges.length > 0)
        .map(({ account_id, charges }) => [
          setCharges,
          {
            account_id,
            from: monday,
            charges: charges.map((c) => ({ ...c, weekly_pence: raised(c.weekly_pence) })),
          },
        ]),
    );
  }

  private async statement(
    accounts: readonly DemoAccount[],
    week: { monday: CivilDate; number: number; free: boolean },
  ): Promise<void> {
    const friday = addDays(week.monday, 4);
    this.at(friday, '18:30');
    const lines: DemoLine[] = slipOfThePen(paymentsOfWeek(accounts, week, this.random), this.random);
    for (const l of lines) if (l.account_id) this.whose.set(`${l.booked_on} ${l.amount_pence}`, l.account_id);
    if (week.number % 4 === 3) lines.push(this.payOver(friday));
    const { sort_code, account_number, estate } = this.plan;
    const { xml, closing_pence } = camtStatement({
      number: week.number + 1,
      sort_code,
      account_number,
      from: week.monday,
      to: friday,
      opening_pence: this.bank_pence,
      lines,
    });
    this.bank_pence = closing_pence;
    const name = `${estate.prefix.toLowerCase()}-statement-${friday}.xml`;
    const file_id = await this.services.bankImport.keep(this.ctx, { name, bytes: Buffer.from(xml) });
    const taken = await this.services.bankImport.takeIn(this.ctx, this.bank_account_id, file_id);
    if (taken.status !== 'taken-in') throw new Error(`the statement of ${friday}: ${JSON.stringify(taken)}`);
  }

  /** Rent is the council's money: most of what came in goes on to it every four weeks. */
  private payOver(on: CivilDate): DemoLine {
    const amount_pence = -Math.max(0, Math.round((this.bank_pence - 1_000_000) / 100) * 100);
    return { booked_on: on, amount_pence, payer: this.plan.council_name.toUpperCase(), text: 'RENT PAID OVER' };
  }

  /** The officer places what has waited for a week: she has asked whose it is. */
  private async placeWaiting(on: CivilDate): Promise<void> {
    this.at(on, '10:15');
    const waiting = await this.services.db.inTmo(this.ctx, (tx) =>
      bankLinesOf(tx, this.ctx.tmo_id, 'held', { limit: 500, offset: 0 }),
    );
    for (const { bank_line_id, amount_pence, booked_on } of waiting.filter((l) => l.booked_on < addDays(on, -7))) {
      const account_id = this.whose.get(`${booked_on} ${amount_pence}`);
      if (!account_id) continue;
      await this.send(placePayment, { bank_line_id, allocations: [{ account_id, amount_pence }] }, this.plan.officer);
    }
  }

  /** Somebody's week was charged although the keys were in: the officer reverses it, and both entries stay. */
  private async correction(accounts: readonly DemoAccount[]): Promise<void> {
    const account = accounts[40] ?? accounts[0];
    if (!account) return;
    const events = await this.services.db.inTmo(this.ctx, (tx) =>
      loadEvents(tx, this.ctx.tmo_id, {
        stream_id: `rent-account/${account.account_id}`,
        types: ['rent.week-charged.v1'],
      }),
    );
    const last = events.at(-1);
    if (!last) return;
    this.at(addDays(last.effective_on, 1), '14:40');
    const payload = { account_id: account.account_id, position: last.position, reason: 'charged-in-error' };
    await this.send(reverseEntry, payload, this.plan.officer);
  }

  private at(on: CivilDate, time: string): void {
    this.services.clock.set(`${on}T${time}:00.000Z`);
  }

  private async send(command: AnyCommand, payload: object, ctx = this.ctx): Promise<void> {
    const outcome = await this.services.executor.execute(ctx, command, payload, { command_id: this.nextId() });
    if (outcome.status === 'refused') throw new Error(`${command.type}: ${JSON.stringify(outcome.refusal)}`);
  }

  private async sendAll(list: readonly (readonly [AnyCommand, object])[]): Promise<void> {
    const items: CommandItem[] = list.map(([command, payload]) => ({ command, payload, command_id: this.nextId() }));
    const { outcomes } = await this.services.executor.executeMany(this.ctx, items, { onRefusal: 'abort' });
    const last = outcomes.at(-1);
    const command = items[outcomes.length - 1]?.command;
    if (last?.status === 'refused') throw new Error(`${command?.type}: ${JSON.stringify(last.refusal)}`);
  }

  private nextId(): string {
    this.sent += 1;
    return deterministicUuid('demo', this.plan.estate.name, 'command', String(this.sent));
  }
}
