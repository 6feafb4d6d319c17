import type { CivilDate } from '#kernel';

/** The rent years a council has set, end to end: from a Monday up to, not including, another, and the free weeks in it. */
export interface RentCalendar {
  readonly from: CivilDate;
  readonly until: CivilDate;
  /** Mondays, oldest first. */
  readonly free_weeks: readonly CivilDate[];
}
