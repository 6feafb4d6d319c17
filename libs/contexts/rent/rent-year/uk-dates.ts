import { Transform } from 'class-transformer';
import { ValidateBy } from 'class-validator';
import { type CivilDate, parseCivilDate, parseUkDate } from '#kernel';

/** Several dates as people type them, one a line or with commas between, to civil dates; nothing typed is none. */
export function UkDates(message: string): PropertyDecorator {
  const isDates = (value: unknown) => Array.isArray(value);
  return (target, key) => {
    Transform(({ value }: { value: unknown }) => read(value))(target, key);
    ValidateBy({ name: 'uk-dates', validator: { validate: isDates, defaultMessage: () => message } })(target, key);
  };
}

/** What cannot be read stays as it was typed, and is then refused. */
function read(value: unknown): unknown {
  if (value === undefined) return [];
  return typeof value === 'string' ? (readDates(value) ?? value) : value;
}

/** Undefined when one of them is no date. */
export function readDates(text: string): CivilDate[] | undefined {
  const parts = text.split(/[\n,;]+/).map((part) => part.trim());
  const dates = parts.filter((part) => part !== '').map((part) => parseUkDate(part) ?? parseCivilDate(part));
  return dates.includes(undefined) ? undefined : (dates as CivilDate[]);
}
