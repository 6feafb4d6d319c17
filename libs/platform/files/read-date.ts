import { type CivilDate, parseCivilDate } from '#kernel';

/** Which number comes first in dates of three numbers: 06/04/2026 is 6 April day first, 4 June month first. */
export type DateOrder = 'day-first' | 'month-first';

export type DateRead =
  | { readonly ok: true; readonly on: CivilDate }
  | { readonly ok: false; readonly why: 'not-a-date' | 'no-such-date' | 'two-digit-year' | 'ambiguous' };

export interface DateOptions {
  /** Undefined: a date that could be read either way is refused as ambiguous. */
  readonly order?: DateOrder | undefined;
  /** '26' is 2026 (for bank lines). Otherwise a year of two digits is refused: a birth in '45 is not in 2045. */
  readonly shortYears?: boolean;
}

const MONTHS = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'];
const TIME = /[T ]\d{1,2}:\d{2}(?::\d{2}(?:\.\d+)?)?\s?(?:Z|[ap]m)?$/i;
const YEAR_FIRST = /^(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})$/;
const COMPACT = /^(\d{4})(\d{2})(\d{2})$/;
const NUMBERS = /^(\d{1,2})[-/. ](\d{1,2})[-/. ](\d{4}|\d{2})$/;
const NAMED = /^(?:[a-z]{3,9},? )?(\d{1,2})(?:st|nd|rd|th)?[-/. ]([a-z]{3,9})[-/., ]{1,2}(\d{4}|\d{2})$/i;

/**
 * A date as exports write it: 2026-04-06 (always year, month, day), 06/04/2026 with / - . or spaces, 6 Apr 2026, each
 * with or without a time of day, which is left out.
 */
export function readDate(text: string, options: DateOptions = {}): DateRead {
  const bare = text.trim().replace(TIME, '');
  const yearFirst = YEAR_FIRST.exec(bare) ?? COMPACT.exec(bare);
  if (yearFirst) return fromParts(yearFirst[1], yearFirst[2], yearFirst[3], options);
  const named = NAMED.exec(bare);
  if (named) {
    const month = MONTHS.indexOf((named[2] ?? '').slice(0, 3).toLowerCase()) + 1;
    return month === 0 ? { ok: false, why: 'not-a-date' } : fromParts(named[3], String(month), named[1], options);
  }
  const numbers = NUMBERS.exec(bare);
  if (!numbers) return { ok: false, why: 'not-a-date' };
  const [, a, b, year] = numbers;
  if (options.order === 'day-first') return fromParts(year, b, a, options);
  if (options.order === 'month-first') return fromParts(year, a, b, options);
  const dayFirst = fromParts(year, b, a, options);
  const monthFirst = fromParts(year, a, b, options);
  if (dayFirst.ok && monthFirst.ok && dayFirst.on !== monthFirst.on) return { ok: false, why: 'ambiguous' };
  return dayFirst.ok ? dayFirst : monthFirst;
}

function fromParts(
  year: string | undefined,
  month: string | undefined,
  day: string | undefined,
  options: DateOptions,
): DateRead {
  if (year?.length === 2 && !options.shortYears) return { ok: false, why: 'two-digit-year' };
  const full = year?.length === 2 ? `20${year}` : (year ?? '');
  const on = parseCivilDate(`${full}-${(month ?? '').padStart(2, '0')}-${(day ?? '').padStart(2, '0')}`);
  return on === undefined ? { ok: false, why: 'no-such-date' } : { ok: true, on };
}

/**
 * What order a column's dates are in, by those that can be read one way only. Undefined when none can (every date could
 * be either), 'both' when some speak for one order and some for the other.
 */
export function dateOrderOf(texts: Iterable<string>): DateOrder | 'both' | undefined {
  let dayFirst = false;
  let monthFirst = false;
  for (const text of texts) {
    const numbers = NUMBERS.exec(text.trim().replace(TIME, ''));
    const [a, b] = [Number(numbers?.[1]), Number(numbers?.[2])];
    if (a > 12 && b <= 12) dayFirst = true;
    if (b > 12 && a <= 12) monthFirst = true;
  }
  if (dayFirst && monthFirst) return 'both';
  if (dayFirst) return 'day-first';
  return monthFirst ? 'month-first' : undefined;
}
