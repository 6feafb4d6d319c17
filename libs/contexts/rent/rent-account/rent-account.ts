import { addDays, type CivilDate, type Decider, mondayOf } from '#kernel';
import type { AccountKind } from '../contracts/components.js';
import type { ChargesSet, EntryReversed, RentAccountEvent, WeekCharged, WeeklyCharge } from './rent-account.events.js';

/** The charges that apply from a day until the next set takes over. */
export interface ChargeSet {
  readonly from: CivilDate;
  readonly charges: readonly WeeklyCharge[];
}

export interface NoAccount {
  readonly status: 'none';
}

/**
 * What the rules need of an account, and no more: the run writes this row for every account every week, so it stays the
 * same size however old the account is. Balance and lines are the ledger's.
 */
export interface KnownAccount {
  readonly status: 'open' | 'closed';
  readonly account_id: string;
  readonly kind: AccountKind;
  readonly home_id: string | null;
  readonly charged_from: CivilDate;
  /** The last day charged, once closed. */
  readonly closed_on: CivilDate | null;
  /** The first Monday whose week is not dealt with. */
  readonly next_week: CivilDate;
  /** Weeks before `next_week` that stand reversed: nothing is charged for them unless somebody charges them again. */
  readonly reversed_weeks: readonly CivilDate[];
  /** Oldest first, each from another day. */
  readonly sets: readonly ChargeSet[];
  readonly opening_balance: boolean;
  /** Log positions of the entries that were reversed: each once. */
  readonly reversed: readonly number[];
}

export type RentAccountState = NoAccount | KnownAccount;

/** How long a superseded set of charges is kept for putting past weeks right, in days: 53 weeks. */
export const CORRECTABLE_DAYS = 53 * 7;

export const rentAccountDecider: Decider<RentAccountState, RentAccountEvent> = {
  kind: 'rent-account',
  state_version: 1,
  initial: { status: 'none' },
  evolve(state, event) {
    if (event.type === 'rent.account-opened.v1') {
      const { account_id, kind, home_id, charged_from } = event.data;
      return {
        status: 'open',
        account_id,
        kind,
        home_id,
        charged_from,
        closed_on: null,
        next_week: mondayOf(charged_from),
        reversed_weeks: [],
        sets: [],
        opening_balance: false,
        reversed: [],
      };
    }
    return state.status === 'none' ? state : evolveKnown(state, event);
  },
};

function evolveKnown(account: KnownAccount, event: RentAccountEvent): KnownAccount {
  switch (event.type) {
    case 'rent.charges-set.v1':
      return { ...account, sets: withSet(account.sets, event.data) };
    case 'rent.opening-balance-brought-in.v1':
      return { ...account, opening_balance: true, ...chargedAfter(account, event.data.as_at) };
    case 'rent.week-charged.v1':
      return afterWeek(account, event.data);
    case 'rent.entry-reversed.v1':
      return afterReversal(account, event.data);
    case 'rent.account-closed.v1':
      return { ...account, status: 'closed', closed_on: event.data.closed_on };
    case 'rent.account-opened.v1':
    case 'rent.recharge-charged.v1':
      return account;
  }
}

function withSet(sets: readonly ChargeSet[], { from, charges }: ChargesSet['data']): ChargeSet[] {
  return [...sets.filter((s) => s.from !== from), { from, charges }].sort((a, b) => (a.from < b.from ? -1 : 1));
}

/** The balance brought in holds all charges up to its day: the first day charged here is the next. */
function chargedAfter(account: KnownAccount, as_at: CivilDate): Pick<KnownAccount, 'charged_from' | 'next_week'> {
  const { charged_from, next_week } = account;
  if (as_at < charged_from) return { charged_from, next_week };
  const first = addDays(as_at, 1);
  return { charged_from: first, next_week: mondayOf(first) };
}

function afterWeek(account: KnownAccount, { week_of }: WeekCharged['data']): KnownAccount {
  if (week_of < account.next_week)
    return { ...account, reversed_weeks: account.reversed_weeks.filter((w) => w !== week_of) };
  return { ...account, next_week: addDays(week_of, 7), sets: stillNeeded(account.sets, week_of) };
}

/** Drops the sets that were superseded so long ago that no week they priced can be corrected any more. */
function stillNeeded(sets: readonly ChargeSet[], week_of: CivilDate): readonly ChargeSet[] {
  if (sets.length < 2) return sets;
  const oldest = addDays(week_of, -CORRECTABLE_DAYS);
  return sets.filter((_, i) => {
    const next = sets[i + 1];
    return next === undefined || next.from > oldest;
  });
}

function afterReversal(account: KnownAccount, { week_of, entry, reverses }: EntryReversed['data']): KnownAccount {
  return {
    ...account,
    reversed: [...account.reversed, reverses],
    reversed_weeks: week_of === null ? account.reversed_weeks : [...account.reversed_weeks, week_of],
    opening_balance: entry === 'opening-balance' ? false : account.opening_balance,
  };
}
