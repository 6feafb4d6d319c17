import { addDays, type CivilDate, mondayOf, type RentYear } from '#kernel';
import type { Tx } from '#platform/database';
import { type AccountKind, WEEKLY_KINDS } from '../contracts/components.js';
import { calendarOf, type RentCalendar } from '../contracts/rent-calendar.js';
import type { WeeklyCharge } from '../rent-account/rent-account.events.js';
import { CORRECTABLE_DAYS, type ChargeSet } from '../rent-account/rent-account.js';

/** An account as it is registered. */
export interface AccountView {
  readonly account_id: string;
  readonly kind: AccountKind;
  readonly account_number: string;
  readonly reference: string;
  readonly tenancy_id: string | null;
  readonly home_id: string | null;
  readonly opened_on: CivilDate;
  readonly charged_from: CivilDate;
  /** The last day charged; null while it is open. */
  readonly closed_on: CivilDate | null;
}

const COLUMNS = `account_id, kind, account_number, reference, tenancy_id, home_id, opened_on, charged_from, closed_on`;

/** Accounts by id; an id that is not one of this TMO's accounts is not in the map. */
export async function accountsById(
  tx: Tx,
  tmo_id: number,
  ids: readonly string[],
): Promise<ReadonlyMap<string, AccountView>> {
  const rows = await tx.query<AccountView>(
    `select ${COLUMNS} from rent_account where tmo_id = $1 and account_id = any($2::uuid[])`,
    [tmo_id, ids],
  );
  return new Map(rows.map((a) => [a.account_id, a]));
}

/** One account, or undefined where this TMO has none of that id. */
export async function accountById(tx: Tx, tmo_id: number, account_id: string): Promise<AccountView | undefined> {
  return (await accountsById(tx, tmo_id, [account_id])).get(account_id);
}

/** Accounts by payment reference; one that nobody here has is not in the map. */
export async function accountsByReference(
  tx: Tx,
  tmo_id: number,
  references: readonly string[],
): Promise<ReadonlyMap<string, AccountView>> {
  const rows = await tx.query<AccountView>(
    `select ${COLUMNS} from rent_account where tmo_id = $1 and reference = any($2)`,
    [tmo_id, references],
  );
  return new Map(rows.map((a) => [a.reference, a]));
}

export function accountsOfTenancies(tx: Tx, tmo_id: number, tenancy_ids: readonly string[]): Promise<AccountView[]> {
  return tx.query<AccountView>(
    `select ${COLUMNS} from rent_account where tmo_id = $1 and tenancy_id = any($2::uuid[])
      order by opened_on, reference`,
    [tmo_id, tenancy_ids],
  );
}

/** The accounts of a home's empty times, in their order. */
export function voidAccountsOfHome(tx: Tx, tmo_id: number, home_id: string): Promise<AccountView[]> {
  return tx.query<AccountView>(
    `select ${COLUMNS} from rent_account where tmo_id = $1 and home_id = $2 and kind = 'void' order by opened_on`,
    [tmo_id, home_id],
  );
}

/** Accounts whose reference begins with these digits, for a search box; at most `limit`. */
export function accountsByReferenceStart(
  tx: Tx,
  tmo_id: number,
  digits: string,
  limit: number,
): Promise<AccountView[]> {
  return tx.query<AccountView>(
    `select ${COLUMNS} from rent_account where tmo_id = $1 and starts_with(reference, $2)
      order by closed_on is not null, reference limit ${Math.trunc(limit)}`,
    [tmo_id, digits],
  );
}

/** What the account is charged, oldest set first. */
export async function chargeSets(tx: Tx, tmo_id: number, account_id: string): Promise<ChargeSet[]> {
  const rows = await tx.query<{ from_on: CivilDate; charges: WeeklyCharge[] }>(
    `select from_on, charges from rent_charge_set where tmo_id = $1 and account_id = $2 order by from_on`,
    [tmo_id, account_id],
  );
  return rows.map((r) => ({ from: r.from_on, charges: r.charges }));
}

/** The seven digits for the next account: one above the highest there is, 1000001 for the first. */
export async function nextAccountNumber(tx: Tx, tmo_id: number): Promise<string> {
  const [row] = await tx.query<{ highest: number | null }>(
    `select max(account_number::integer) as highest from rent_account where tmo_id = $1`,
    [tmo_id],
  );
  return String(Math.max(row?.highest ?? 0, 1_000_000) + 1);
}

/** The rent years that are set, oldest first. */
export function rentYears(tx: Tx, tmo_id: number): Promise<(RentYear & { readonly year: string })[]> {
  return tx.query(
    `select year, starts_on, weeks, free_weeks::text[] as free_weeks from rent_year where tmo_id = $1 order by starts_on`,
    [tmo_id],
  );
}

export async function rentCalendar(tx: Tx, tmo_id: number): Promise<RentCalendar | null> {
  return calendarOf(await rentYears(tx, tmo_id));
}

/** The accounts a run of this week has to look at: charged weekly, begun by the week's end, not closed long before it. */
export async function accountsToCharge(
  tx: Tx,
  tmo_id: number,
  week_of: CivilDate,
  page: { readonly after: string | null; readonly limit: number },
): Promise<string[]> {
  const rows = await tx.query<{ account_id: string }>(
    `select account_id from rent_account
      where tmo_id = $1 and kind = any($2) and charged_from <= $3 and (closed_on is null or closed_on >= $4)
        and ($5::uuid is null or account_id > $5)
      order by account_id limit ${Math.trunc(page.limit)}`,
    [tmo_id, WEEKLY_KINDS, addDays(week_of, 6), addDays(week_of, -CORRECTABLE_DAYS), page.after],
  );
  return rows.map((r) => r.account_id);
}

/** The first Monday of which a week is to be charged here; null when no account is charged weekly. */
export async function firstChargedWeek(tx: Tx, tmo_id: number): Promise<CivilDate | null> {
  const [row] = await tx.query<{ first: CivilDate | null }>(
    `select min(charged_from) as first from rent_account where tmo_id = $1 and kind = any($2)`,
    [tmo_id, WEEKLY_KINDS],
  );
  return row?.first ? mondayOf(row.first) : null;
}
