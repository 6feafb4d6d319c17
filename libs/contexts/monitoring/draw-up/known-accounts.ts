import { type CivilDate, daysBetween } from '#kernel';
import { type HomeEvent, isDwelling } from '#contexts/homes/contracts/index.js';
import type { RentEvent } from '#contexts/rent/contracts/index.js';
import type { Tenure, TenancyEvent } from '#contexts/tenancies/contracts/index.js';
import type { StoredEventOf } from '#platform/event-store';
import type { ReturnAccount, RowKind } from '../return/rows.js';

type Known = HomeEvent | TenancyEvent | RentEvent;
type Opened = Extract<RentEvent, { type: 'rent.account-opened.v1' }>['data'];
type Charges = Extract<RentEvent, { type: 'rent.charges-set.v1' }>['data'];
type Year = Extract<RentEvent, { type: 'rent.rent-year-set.v1' }>['data'];

/** The events that say what accounts there are, what they are for and what they are charged. */
export const KNOWN_BY = [
  'homes.home-registered.v1',
  'homes.home-corrected.v1',
  'tenancies.tenancy-started.v1',
  'rent.rent-year-set.v1',
  'rent.free-weeks-changed.v1',
  'rent.account-opened.v1',
  'rent.charges-set.v1',
  'rent.account-closed.v1',
] as const satisfies readonly Known['type'][];

export interface KnownAccounts {
  readonly accounts: readonly (ReturnAccount & { readonly account_id: string })[];
  /** Charged weeks of the rent year that the day lies in; null when none is set. */
  readonly charged_weeks: number | null;
}

/**
 * The accounts as these events tell of them, with what is charged on a day. From the events and not from a read model,
 * because a return that was made stays as it was known then, and read models know only now.
 */
export function knownAccounts(events: readonly StoredEventOf<Known>[], on: CivilDate): KnownAccounts {
  const opened: Opened[] = [];
  const closedOn = new Map<string, CivilDate>();
  const charges = new Map<string, Charges[]>();
  const years = new Map<string, Year>();
  const tenures = new Map<string, Tenure>();
  const dwellings = new Map<string, boolean>();
  for (const { type, data } of events) {
    if (type === 'rent.account-opened.v1') opened.push(data);
    else if (type === 'rent.account-closed.v1') closedOn.set(data.account_id, data.closed_on);
    else if (type === 'rent.charges-set.v1')
      charges.set(data.account_id, [...(charges.get(data.account_id) ?? []), data]);
    else if (type === 'rent.rent-year-set.v1') years.set(data.year, data);
    else if (type === 'rent.free-weeks-changed.v1') {
      const year = years.get(data.year);
      if (year) years.set(data.year, { ...year, free_weeks: data.free_weeks });
    } else if (type === 'tenancies.tenancy-started.v1') tenures.set(data.tenancy_id, data.tenure);
    else if (type === 'homes.home-registered.v1') dwellings.set(data.home_id, isDwelling(data.type));
    else if (type === 'homes.home-corrected.v1') dwellings.set(data.home_id, isDwelling(data.is.type));
  }
  const year = [...years.values()]
    .filter((y) => y.starts_on <= on)
    .sort((a, b) => (a.starts_on < b.starts_on ? 1 : -1))[0];
  return {
    accounts: opened.map((a) => ({
      account_id: a.account_id,
      account: a.account_number,
      kind: kindOf(a, tenures.get(a.tenancy_id ?? ''), dwellings.get(a.home_id ?? '')),
      opened_on: a.opened_on,
      closed_on: closedOn.get(a.account_id) ?? null,
      weekly_pence: weeklyOn(charges.get(a.account_id) ?? [], on),
    })),
    charged_weeks: year && isIn(year, on) ? year.weeks - year.free_weeks.length : null,
  };
}

/** A leaseholder's or a garage's account is not a dwelling's rent, whichever kind of account it was opened as. */
function kindOf({ kind }: Opened, tenure: Tenure | undefined, dwelling: boolean | undefined): RowKind {
  if (kind === 'void') return dwelling === false ? 'void-garage' : 'void';
  if (kind !== 'rent') return kind;
  if (tenure === 'leaseholder') return 'leasehold';
  return tenure === 'garage-licence' ? 'garage' : 'rent';
}

/** The charges in force on a day: the latest set from that day or before, and of one day the last word. */
function weeklyOn(sets: readonly Charges[], on: CivilDate): number {
  let inForce: Charges | undefined;
  for (const set of sets) if (set.from <= on && set.from >= (inForce?.from ?? set.from)) inForce = set;
  return (inForce?.charges ?? []).reduce((sum, c) => sum + c.weekly_pence, 0);
}

function isIn({ starts_on, weeks }: Year, on: CivilDate): boolean {
  return daysBetween(starts_on, on) < 7 * weeks;
}
