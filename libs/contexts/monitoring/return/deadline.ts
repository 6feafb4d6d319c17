import { addWorkingDays, type CivilDate } from '#kernel';
import { type Quarter, quarterDates } from './quarter.js';

/** The duty's name: `outstanding` says which quarters are due and not made. */
export const QUARTERLY_RETURN = 'monitoring.quarterly-return';

/** By when a quarter's return is made. As data, because a council may agree another day: then a new version, old returns keep theirs. */
export const RETURN_DEADLINE = { rule: 'working-days-after-quarter-end', version: 1, working_days: 1 } as const;

/** A deadline with the rule it comes from and the day that rule counts from, as it is kept with the return. */
export interface ReturnDue {
  readonly rule: string;
  readonly rule_version: number;
  /** The quarter's last day. */
  readonly day_0: CivilDate;
  readonly due_on: CivilDate;
}

/** @throws RangeError beyond the bank holiday data: a deadline is never guessed. */
export function returnDue(quarter: Quarter): ReturnDue {
  const { to } = quarterDates(quarter);
  const { rule, version, working_days } = RETURN_DEADLINE;
  return { rule, rule_version: version, day_0: to, due_on: addWorkingDays(to, working_days) };
}
