import type { CivilDate } from './civil-date.js';

/** An accounting month within its financial year, April being 01: '2026/27-02' is May 2026. Compares as text. */
export type AccountingPeriod = string;

/** The accounting period a date falls into. */
export function periodOf(date: CivilDate): AccountingPeriod {
  const year = Number(date.slice(0, 4));
  const month = Number(date.slice(5, 7));
  return month >= 4 ? write(year, month - 3) : write(year - 1, month + 9);
}

/** The period after this one. @throws RangeError when it is not a period such as '2026/27-02'. */
export function nextPeriod(period: AccountingPeriod): AccountingPeriod {
  const { year, month } = read(period);
  return month === 12 ? write(year + 1, 1) : write(year, month + 1);
}

/**
 * The period a posting goes into: that of its effective date while it is open; a fact that comes after its period was
 * closed posts to today's period with its old date (rent-and-money 10.6).
 * @param closedThrough the last closed period, or '' (before them all) when none is
 */
export function openPeriod(
  effectiveOn: CivilDate,
  today: CivilDate,
  closedThrough: AccountingPeriod,
): AccountingPeriod {
  const own = periodOf(effectiveOn);
  if (own > closedThrough) return own;
  const current = periodOf(today);
  return current > closedThrough ? current : nextPeriod(closedThrough);
}

function write(year: number, month: number): AccountingPeriod {
  return `${year}/${String((year + 1) % 100).padStart(2, '0')}-${String(month).padStart(2, '0')}`;
}

function read(period: AccountingPeriod): { year: number; month: number } {
  const year = Number(period.slice(0, 4));
  const month = Number(period.slice(8));
  if (!/^\d{4}\/\d{2}-(0[1-9]|1[0-2])$/.test(period) || write(year, month) !== period)
    throw new RangeError(`not an accounting period: ${JSON.stringify(period)}`);
  return { year, month };
}
