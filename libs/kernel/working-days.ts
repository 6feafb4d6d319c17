import { BANK_HOLIDAYS } from './bank-holidays.js';
import { addDays, toPlainDate, type CivilDate } from './civil-date.js';

const holidays: ReadonlySet<string> = new Set(BANK_HOLIDAYS.dates.map(([date]) => date));

/**
 * Whether banks and councils work that day: Monday to Friday and no bank holiday of England and Wales.
 * @throws RangeError for a day outside the bank holiday data: a deadline is never guessed.
 */
export function isWorkingDay(date: CivilDate): boolean {
  const { from, to, version } = BANK_HOLIDAYS;
  if (date < from || date > to)
    throw new RangeError(`bank holidays (version ${version}) are known from ${from} to ${to}, not for ${date}`);
  return toPlainDate(date).dayOfWeek <= 5 && !holidays.has(date);
}

/**
 * The `days`-th working day after the date, or before it when negative; the date itself, which is day 0 and need not be
 * a working day, is not counted.
 * @throws RangeError when a day on the way is outside the bank holiday data, or `days` is no whole number.
 */
export function addWorkingDays(date: CivilDate, days: number): CivilDate {
  if (!Number.isSafeInteger(days)) throw new RangeError(`not a number of working days: ${days}`);
  const step = Math.sign(days);
  let day = date;
  for (let left = Math.abs(days); left > 0;) {
    day = addDays(day, step);
    if (isWorkingDay(day)) left -= 1;
  }
  return day;
}
