import { type CivilDate, formatDate, formatPounds, formatTime, londonDateOf, parseCivilDate, pence } from '#kernel';

/**
 * The words pages use for figures and dates. A missing value shows as nothing: whether that means "none" or "not known"
 * is for the template to say.
 */
export const FILTERS: Readonly<Record<string, (value: unknown, more?: unknown) => string>> = {
  /** Pence to '£1,204.50'. */
  pounds: (value) => (missing(value) ? '' : formatPounds(pence(Number(value)))),
  /** A balance: '£5.00', or '£5.00 in credit' when it is below zero. */
  pence_credit: (value) => (missing(value) ? '' : balanceWords(Number(value))),
  /** '2026-12-04' or an instant to '4 December 2026' (London). */
  date: (value) => withDate(value, formatDate),
  /** '4 Dec 2026', for tables. */
  shortdate: (value) => withDate(value, (day) => formatDate(day).replace(MONTH_TAIL, '$1')),
  /** An instant to '4 December 2026 at 4:15pm' (London). */
  datetime: (value) => (missing(value) ? '' : `${formatDate(londonDateOf(text(value)))} at ${formatTime(text(value))}`),
  /** 12050 to '120.50' and '2026-04-06' to '6/4/2026': as a person would type it. */
  typedpounds: (value) => (missing(value) ? '' : (Number(value) / 100).toFixed(2)),
  typeddate: (value) => withDate(value, (day) => day.split('-').map(Number).reverse().join('/')),
  time: (value) => (missing(value) ? '' : formatTime(text(value))),
  /** 'in_arrears' or 'in-arrears' to 'In arrears'. */
  words: (value) => sentenceCase(text(value).replaceAll(/[_-]+/g, ' ')),
  /** `3 | plural('home')` to '3 homes'; `plural('entry', 'entries')` is given both through an array. */
  plural: (value, more) => plural(Number(value), more),
  /** 80000 to '80,000'. */
  number: (value) => (missing(value) ? '' : Number(value).toLocaleString('en-GB')),
};

const MONTH_TAIL = /\b(Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]*/;

export function balanceWords(balance_pence: number): string {
  if (balance_pence >= 0) return formatPounds(pence(balance_pence));
  return `${formatPounds(pence(-balance_pence))} in credit`;
}

function withDate(value: unknown, format: (day: CivilDate) => string): string {
  if (missing(value)) return '';
  return format(parseCivilDate(text(value)) ?? londonDateOf(text(value)));
}

function plural(n: number, nouns: unknown): string {
  const [one, many] = Array.isArray(nouns) ? (nouns as string[]) : [text(nouns), `${text(nouns)}s`];
  return `${n.toLocaleString('en-GB')} ${n === 1 ? one : many}`;
}

function sentenceCase(words: string): string {
  return words.charAt(0).toUpperCase() + words.slice(1);
}

function missing(value: unknown): boolean {
  return value === undefined || value === null || value === '';
}

function text(value: unknown): string {
  if (missing(value)) return '';
  if (typeof value === 'string') return value;
  if (value instanceof Date) return value.toISOString();
  if (typeof value === 'number' || typeof value === 'boolean') return String(value);
  throw new TypeError('a filter was given neither text, a number nor a date');
}
