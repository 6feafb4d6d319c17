import { addDays, type CivilDate, type RentYear } from '#kernel';

/** The rent years a council has set, end to end: from a Monday up to, not including, another, and the free weeks in it. */
export interface RentCalendar {
  readonly from: CivilDate;
  readonly until: CivilDate;
  /** Mondays, oldest first. */
  readonly free_weeks: readonly CivilDate[];
}

/** The calendar that rent years make, oldest first and without gaps as they are set; null when there is none. */
export function calendarOf(years: readonly RentYear[]): RentCalendar | null {
  const [first] = years;
  const last = years.at(-1);
  if (!first || !last) return null;
  return {
    from: first.starts_on,
    until: addDays(last.starts_on, 7 * last.weeks),
    free_weeks: years.flatMap((y) => y.free_weeks),
  };
}
