import { addDays, civilDate, daysBetween, isMonday, mondayOf, type CivilDate } from './civil-date.js';
import { scalePence, type Pence } from './pence.js';
import { refusal, type Refusal } from './refusal.js';

/** A council's rent year: its weeks run from Monday to Sunday; in a free week no rent is charged. */
export interface RentYear {
  /** The Monday of its first week. */
  readonly starts_on: CivilDate;
  readonly weeks: 52 | 53;
  /** The Mondays of the weeks the council has chosen not to charge. */
  readonly free_weeks: readonly CivilDate[];
}

/** A rent year as somebody proposes it, before it is known to be one. */
type ProposedRentYear = Omit<RentYear, 'weeks'> & { readonly weeks: number };

const DAYS_IN_WEEK = 7;

/**
 * What is wrong with a rent year, by itself or beside the council's other years (which it may neither overlap nor leave
 * a gap to); undefined when nothing is.
 */
export function rentYearProblem(year: ProposedRentYear, others: readonly RentYear[] = []): Refusal | undefined {
  if (!isMonday(year.starts_on)) return refusal('rent-year-not-from-a-monday', { starts_on: year.starts_on });
  if (![52, 53].includes(year.weeks)) return refusal('rent-year-weeks-not-52-or-53', { weeks: year.weeks });
  return freeWeekProblem(year) ?? neighbourProblem(year, others);
}

function freeWeekProblem(year: ProposedRentYear): Refusal | undefined {
  const seen = new Set<CivilDate>();
  for (const free_week of year.free_weeks) {
    if (!isMonday(free_week)) return refusal('free-week-not-a-monday', { free_week });
    if (!isInYear(year, free_week))
      return refusal('free-week-outside-rent-year', { free_week, starts_on: year.starts_on, weeks: year.weeks });
    if (seen.has(free_week)) return refusal('free-week-given-twice', { free_week });
    seen.add(free_week);
  }
  return seen.size === year.weeks ? refusal('rent-year-has-no-charged-week', { weeks: year.weeks }) : undefined;
}

function neighbourProblem(year: ProposedRentYear, others: readonly RentYear[]): Refusal | undefined {
  const overlapped = others.find((o) => o.starts_on < dayAfter(year) && year.starts_on < dayAfter(o));
  if (overlapped) return refusal('rent-years-overlap', { other_starts_on: overlapped.starts_on });
  const before = others
    .filter((o) => o.starts_on < year.starts_on)
    .toSorted(byStart)
    .at(-1);
  if (before && dayAfter(before) !== year.starts_on)
    return refusal('gap-between-rent-years', { from: dayAfter(before), to: year.starts_on });
  const after = others.filter((o) => o.starts_on > year.starts_on).toSorted(byStart)[0];
  if (after && dayAfter(year) !== after.starts_on)
    return refusal('gap-between-rent-years', { from: dayAfter(year), to: after.starts_on });
  return undefined;
}

const byStart = (a: RentYear, b: RentYear) => daysBetween(b.starts_on, a.starts_on);

/** The first Monday that no longer belongs to the year. */
function dayAfter(year: ProposedRentYear): CivilDate {
  return addDays(year.starts_on, year.weeks * DAYS_IN_WEEK);
}

function isInYear(year: ProposedRentYear, date: CivilDate): boolean {
  return year.starts_on <= date && date < dayAfter(year);
}

/** The Mondays of all its weeks, charged and free, in order. */
export function weeksOf(year: RentYear): CivilDate[] {
  return Array.from({ length: year.weeks }, (_, week) => addDays(year.starts_on, week * DAYS_IN_WEEK));
}

/** Whether the week that begins on this Monday is one of the year's free weeks. */
export function isFreeWeek(year: RentYear, monday: CivilDate): boolean {
  return year.free_weeks.includes(monday);
}

/** The Mondays of the weeks that are charged, in order; their number grosses up the weekly rent. */
export function chargedWeeks(year: RentYear): CivilDate[] {
  return weeksOf(year).filter((monday) => !isFreeWeek(year, monday));
}

/** The usual start of a rent year: the first Monday on or after 1 April of the calendar year. */
export function rentYearStart(calendarYear: number): CivilDate {
  const firstOfApril = civilDate(`${calendarYear}-04-01`);
  return isMonday(firstOfApril) ? firstOfApril : addDays(mondayOf(firstOfApril), DAYS_IN_WEEK);
}

/** How many weeks the usual rent year from April of the calendar year has: 53 every five or six years (2024, 2030). */
export function rentYearWeeks(calendarYear: number): 52 | 53 {
  const days = daysBetween(rentYearStart(calendarYear), rentYearStart(calendarYear + 1));
  return days === 53 * DAYS_IN_WEEK ? 53 : 52;
}

/**
 * One component's charge for part of a week: sevenths of the weekly amount, to the nearest penny (with sevenths there is
 * no half penny, so `days` and the other days always add up to the week). Round each component and add, never the
 * total: a charge and its reversal then agree line by line.
 * @throws RangeError unless `days` is a whole number from 0 to 7.
 */
export function partWeek(weekly_pence: Pence, days: number): Pence {
  if (!Number.isInteger(days) || days < 0 || days > DAYS_IN_WEEK) throw new RangeError(`not days of a week: ${days}`);
  return scalePence(weekly_pence, days, DAYS_IN_WEEK);
}

/**
 * The amount per charged week for rent quoted on the standard 52-week basis: free weeks do not change a year's rent.
 * A landlord of 48 charged weeks charges 52/48; the 53rd week of a long year is charged on top.
 */
export function perChargedWeek(weekly_pence: Pence, charged_weeks: number): Pence {
  return scalePence(weekly_pence, 52, charged_weeks);
}
