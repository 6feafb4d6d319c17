import { accept, addDays, type CivilDate, type DecideEnv, type Decision, isMonday, refuse } from '#kernel';
import { WEEKLY_KINDS } from '../../contracts/components.js';
import type { RentCalendar } from '../../contracts/rent-calendar.js';
import { chargedDays, chargeLines } from '../charges.js';
import type { WeekCharged } from '../rent-account.events.js';
import type { KnownAccount, RentAccountState } from '../rent-account.js';

export interface ChargeWeek {
  readonly account_id: string;
  /** The Monday up to which the account is charged: this week and every earlier one not dealt with. */
  readonly week_of: CivilDate;
}

/** What the rule needs to know beyond the account. */
export interface ChargeWeekFacts {
  /** Null when no rent year is set. */
  readonly calendar: RentCalendar | null;
  readonly ledger_keeper: 'tmo' | 'council';
}

/** At most this many missing weeks are caught up at once; more is a wrong date, not a late account. */
export const MAX_WEEKS_AT_ONCE = 106;

/**
 * Charges the week to the account, and first every earlier week that was missed (an account opened late); or charges a
 * past week again whose charge was reversed. A free week is counted and charges nothing. Weeks are due on their Monday, in
 * advance; a part week on its first day.
 */
export function decideChargeWeek(
  { account_id, week_of }: ChargeWeek,
  account: RentAccountState,
  env: Pick<DecideEnv, 'period' | 'today'>,
  facts: ChargeWeekFacts,
): Decision<WeekCharged> {
  if (account.status === 'none') return refuse('account-not-found', { account_id });
  if (facts.ledger_keeper === 'council') return refuse('rent-ledger-kept-by-council');
  if (!WEEKLY_KINDS.includes(account.kind)) return refuse('account-not-charged-weekly', { kind: account.kind });
  if (!isMonday(week_of)) return refuse('week-not-from-a-monday', { week_of });
  if (week_of > env.today) return refuse('week-not-begun', { week_of });
  const weeks = missingWeeks(account, week_of);
  if (weeks.length === 0) return nothingToCharge(account, week_of);
  if (weeks.length > MAX_WEEKS_AT_ONCE)
    return refuse('too-many-weeks-missing', { from: weeks[0], charged_from: account.charged_from });

  const events: WeekCharged[] = [];
  for (const week of weeks) {
    const { calendar } = facts;
    if (!calendar || week < calendar.from || week >= calendar.until) return refuse('no-rent-year', { week_of: week });
    const days = chargedDays(week, account.charged_from, account.closed_on);
    if (!days) continue;
    const free = calendar.free_weeks.includes(week);
    const lines = free ? [] : chargeLines(account.sets, days);
    if (!lines) return refuse('no-charges-set', { week_of: week, first_charges_from: account.sets[0]?.from ?? null });
    events.push({
      type: 'rent.week-charged.v1',
      effective_on: days.from,
      data: {
        account_id,
        kind: account.kind,
        week_of: week,
        days: days.days,
        free,
        lines,
        period: env.period(days.from),
      },
    });
  }
  return events.length > 0 ? accept(...events) : nothingToCharge(account, week_of);
}

/** The weeks to charge for this one, oldest first: those missed up to it, or itself when its charge was reversed. */
export function missingWeeks(account: KnownAccount, week_of: CivilDate): CivilDate[] {
  if (account.reversed_weeks.includes(week_of)) return [week_of];
  const last = account.closed_on !== null && account.closed_on < week_of ? account.closed_on : week_of;
  const weeks: CivilDate[] = [];
  for (let week = account.next_week; week <= last && weeks.length <= MAX_WEEKS_AT_ONCE; week = addDays(week, 7))
    weeks.push(week);
  return weeks;
}

function nothingToCharge(account: KnownAccount, week_of: CivilDate): Decision<WeekCharged> {
  if (week_of < account.charged_from && addDays(week_of, 6) < account.charged_from)
    return refuse('before-account-opened', { week_of, charged_from: account.charged_from });
  if (account.closed_on !== null && account.closed_on < week_of)
    return refuse('account-closed', { week_of, closed_on: account.closed_on });
  return refuse('already-charged', { week_of });
}
