import { addDays, type CivilDate, civilDate, formatDate } from '#kernel';

/** A quarter of a financial year by the year it begins in: '2026-Q1' is April to June 2026, '2026-Q4' January to March 2027. Compares as text. */
export type Quarter = string;

export interface QuarterDates {
  readonly quarter: Quarter;
  /** Its first day. */
  readonly from: CivilDate;
  /** Its last day. */
  readonly to: CivilDate;
}

/** The form of a quarter's name; of one that there is, see `parseQuarter`. */
export const QUARTER_PATTERN = /^[1-9]\d{3}-Q[1-4]$/;

/** Reads '2026-Q1'; undefined when it is not exactly that. */
export function parseQuarter(text: string): QuarterDates | undefined {
  if (!QUARTER_PATTERN.test(text) || text >= '9999') return undefined;
  return { quarter: text, from: firstDay(text), to: addDays(firstDay(nextQuarter(text)), -1) };
}

/** @throws RangeError when it is not a quarter such as '2026-Q1'. */
export function quarterDates(text: string): QuarterDates {
  const dates = parseQuarter(text);
  if (!dates) throw new RangeError(`not a quarter: ${JSON.stringify(text)}`);
  return dates;
}

/** The quarter a date lies in. */
export function quarterOf(date: CivilDate): Quarter {
  const calendarQuarter = Math.ceil(Number(date.slice(5, 7)) / 3);
  const year = Number(date.slice(0, 4));
  return calendarQuarter === 1 ? `${year - 1}-Q4` : `${year}-Q${calendarQuarter - 1}`;
}

export function nextQuarter(quarter: Quarter): Quarter {
  const [year, number] = partsOf(quarter);
  return number === 4 ? `${year + 1}-Q1` : `${year}-Q${number + 1}`;
}

/** 'April to June 2026'. */
export function quarterName(quarter: Quarter): string {
  const { from, to } = quarterDates(quarter);
  return `${formatDate(from).split(' ')[1] ?? ''} to ${formatDate(to).split(' ').slice(1).join(' ')}`;
}

function firstDay(quarter: Quarter): CivilDate {
  const [year, number] = partsOf(quarter);
  return civilDate(number === 4 ? `${year + 1}-01-01` : `${year}-${String(3 * number + 1).padStart(2, '0')}-01`);
}

function partsOf(quarter: Quarter): [year: number, number: number] {
  return [Number(quarter.slice(0, 4)), Number(quarter.slice(6))];
}
