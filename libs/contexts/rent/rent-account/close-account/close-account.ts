import { accept, addDays, type CivilDate, type DecideEnv, type Decision, mondayOf, refuse } from '#kernel';
import { chargedDays, chargeLines } from '../charges.js';
import { reversalOf } from '../reverse-entry/reverse-entry.js';
import type { AccountClosed, EntryReversed, WeekCharged } from '../rent-account.events.js';
import { CORRECTABLE_DAYS, type KnownAccount, type RentAccountState } from '../rent-account.js';

export interface CloseAccount {
  readonly account_id: string;
  /** The last day charged: the day the tenancy ends (a void account: the day before the home is let). */
  readonly closed_on: CivilDate;
}

/** A week's charge as the log holds it. */
export interface ChargedWeek {
  readonly position: number;
  readonly entry: WeekCharged;
}

export interface CloseAccountFacts {
  /** The charges of the weeks that end after `closed_on`, whether reversed since or not. */
  readonly charged_weeks: readonly ChargedWeek[];
}

/**
 * Closes the account: no day after `closed_on` is charged. What was charged beyond it is given back by linked reversals,
 * and the days up to it of a week that was charged whole are charged by sevenths. The balance stays: a former tenant may
 * still owe, and still pay.
 */
export function decideCloseAccount(
  { account_id, closed_on }: CloseAccount,
  account: RentAccountState,
  env: Pick<DecideEnv, 'period'>,
  facts: CloseAccountFacts,
): Decision<AccountClosed | EntryReversed | WeekCharged> {
  if (account.status === 'none') return refuse('account-not-found', { account_id });
  if (account.closed_on !== null) return refuse('account-closed', { closed_on: account.closed_on });
  if (closed_on < addDays(account.charged_from, -1))
    return refuse('closed-before-charged', { closed_on, charged_from: account.charged_from });
  if (addDays(closed_on, CORRECTABLE_DAYS) < account.next_week)
    return refuse('closed-too-long-ago', { closed_on, next_week: account.next_week });

  const events: (EntryReversed | WeekCharged)[] = [];
  for (const charged of facts.charged_weeks) {
    if (account.reversed.includes(charged.position) || charged.entry.data.lines.length === 0) continue;
    events.push(reversalOf(account, charged, 'tenancy-ended-earlier', env));
    const part = partUpTo(account, charged.entry, closed_on, env);
    if (part === 'no-charges') return refuse('no-charges-set', { week_of: charged.entry.data.week_of });
    if (part) events.push(part);
  }
  return accept<AccountClosed | EntryReversed | WeekCharged>(...events, {
    type: 'rent.account-closed.v1',
    effective_on: closed_on,
    data: { account_id, kind: account.kind, home_id: account.home_id, closed_on },
  });
}

/** The charge for the days up to the last one, of a week that was charged for longer. */
function partUpTo(
  account: KnownAccount,
  whole: WeekCharged,
  closed_on: CivilDate,
  env: Pick<DecideEnv, 'period'>,
): WeekCharged | 'no-charges' | undefined {
  const { week_of } = whole.data;
  if (mondayOf(closed_on) !== week_of) return undefined;
  const days = chargedDays(week_of, account.charged_from, closed_on);
  if (!days) return undefined;
  const lines = chargeLines(account.sets, days);
  if (!lines) return 'no-charges';
  return {
    type: 'rent.week-charged.v1',
    effective_on: days.from,
    data: { ...whole.data, days: days.days, lines, period: env.period(days.from) },
  };
}
