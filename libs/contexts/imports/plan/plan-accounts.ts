import { addDays, type CivilDate, mondayOf } from '#kernel';
import { isDwelling } from '#contexts/homes/contracts/index.js';
import {
  type AccountKind,
  bringInOpeningBalance,
  closeAccount,
  openAccount,
  setCharges,
} from '#contexts/rent/contracts/index.js';
import type { ExtractHome, ExtractTenancy, WeeklyAmount } from '../extract/index.js';
import type { Step } from './steps.js';

/** A tenancy whose account is to be opened, with the home and the ids it goes in under. */
export interface Let {
  readonly tenancy: ExtractTenancy;
  readonly home: ExtractHome;
  readonly account_id: string;
  readonly tenancy_id: string;
  readonly home_id: string;
  /** The record that gives the balance; a joint tenant's may be another than the tenancy's first. */
  readonly balance_record: number;
}

/** An empty home that the extract gives a weekly charge. */
export interface Empty {
  readonly home: ExtractHome;
  readonly account_id: string;
  readonly home_id: string;
}

/**
 * The accounts of an extract, in steps that follow each other: all opened, then charged, closed, and given what they stood
 * at. A current tenant is charged from the Monday after the balances' day, because the balances hold all charges up to
 * it; whoever has left only owes. An empty home is charged too, to void loss, so that the estate's potential adds up.
 */
export function planAccounts(
  lets: readonly Let[],
  empties: readonly Empty[],
  { as_at, next_account_number }: { readonly as_at: CivilDate; readonly next_account_number: number },
): { readonly steps: readonly Step[]; readonly accounts: number } {
  const monday = addDays(mondayOf(as_at), 7);
  const opened = lets.filter(({ tenancy }) => needsAccount(tenancy));
  const numbered = (index: number) => String(next_account_number + index).padStart(7, '0');
  const steps: Step[] = [
    ...opened.map((let_, i) => openTenants(let_, numbered(i), as_at, monday)),
    ...empties.map((empty, i) => openVoid(empty, numbered(opened.length + i), monday)),
    ...opened.flatMap((let_) => chargeTenant(let_, monday)),
    ...empties.map(({ home, account_id }) => charge(account_id, monday, home.void_charges, home.record)),
    ...opened.flatMap(close),
    ...opened.flatMap((let_) => bringIn(let_, as_at)),
  ];
  return { steps, accounts: opened.length + empties.length };
}

/** Everybody who is charged here, and whoever else owes or is owed something. */
function needsAccount({ former, tenure, balance_pence }: ExtractTenancy): boolean {
  return (!former && tenure !== 'leaseholder') || Boolean(balance_pence);
}

/** What a leaseholder owes is not rent, and a garage's rent is not a dwelling's: arrears of rent leave both out. */
function kindOf({ tenancy, home }: Let): AccountKind {
  if (tenancy.tenure === 'leaseholder') return 'recharge';
  return tenancy.tenure === 'garage-licence' || !isDwelling(home.type) ? 'garage' : 'rent';
}

/** The first day charged here. A tenancy that is over before the Monday has none: the day after its last. */
function chargedFrom({ starts_on, ends_on }: ExtractTenancy, monday: CivilDate): CivilDate {
  const from = starts_on > monday ? starts_on : monday;
  return ends_on !== null && ends_on < from ? addDays(ends_on, 1) : from;
}

function openTenants(let_: Let, account_number: string, as_at: CivilDate, monday: CivilDate): Step {
  const { tenancy, account_id, tenancy_id, home_id } = let_;
  // A balance may be older than the tenancy, where a rent in advance was taken.
  const opened_on = tenancy.balance_pence !== null && as_at < tenancy.starts_on ? as_at : tenancy.starts_on;
  const charged_from = chargedFrom(tenancy, monday);
  const kind = kindOf(let_);
  const payload = { account_id, kind, account_number, tenancy_id, home_id, opened_on, charged_from };
  return { command: openAccount, payload, record: tenancy.record };
}

function openVoid({ home, account_id, home_id }: Empty, account_number: string, monday: CivilDate): Step {
  const days = { opened_on: monday, charged_from: monday };
  const payload = { account_id, kind: 'void', account_number, tenancy_id: null, home_id, ...days };
  return { command: openAccount, payload, record: home.record };
}

function chargeTenant({ tenancy, account_id }: Let, monday: CivilDate): Step[] {
  const from = chargedFrom(tenancy, monday);
  const isOver = tenancy.ends_on !== null && tenancy.ends_on < from;
  if (isOver || tenancy.charges.length === 0) return [];
  return [charge(account_id, from, tenancy.charges, tenancy.record)];
}

function charge(account_id: string, from: CivilDate, charges: readonly WeeklyAmount[], record: number): Step {
  // What is charged nothing is not a charge; where all is nothing, that is what is charged.
  const some = charges.filter((c) => c.weekly_pence > 0);
  return { command: setCharges, payload: { account_id, from, charges: some.length > 0 ? some : charges }, record };
}

/** Before the balance: once that is in, the account is charged from the day after it, which is later than it closed. */
function close({ tenancy: { ends_on, record }, account_id }: Let): Step[] {
  return ends_on === null ? [] : [{ command: closeAccount, payload: { account_id, closed_on: ends_on }, record }];
}

function bringIn({ tenancy: { balance_pence }, account_id, balance_record }: Let, as_at: CivilDate): Step[] {
  if (balance_pence === null) return [];
  const source = `the council's extract, record ${balance_record}`;
  const payload = { account_id, amount_pence: balance_pence, as_at, source };
  return [{ command: bringInOpeningBalance, payload, record: balance_record }];
}
