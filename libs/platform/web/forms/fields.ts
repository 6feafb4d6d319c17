import { Transform } from 'class-transformer';
import { ValidateBy, ValidateIf } from 'class-validator';
import { parseCivilDate, parsePounds, parseUkDate } from '#kernel';

/*
 * Decorators for what people type. Each reads the text into the value the command wants and, where it can't, leaves the
 * text as it was and says `message`. An empty optional field is undefined.
 */

interface Optional {
  readonly optional?: boolean;
}

/** Pounds and pence as text to whole pence. Below zero only where `credit` allows it. */
export function Pounds(message: string, options: Optional & { readonly credit?: boolean } = {}): PropertyDecorator {
  const isPence = (value: unknown) => Number.isSafeInteger(value) && (options.credit === true || Number(value) >= 0);
  return field('pounds', message, options, parsePounds, isPence);
}

/** '6/4/2026' or '2026-04-06' to a civil date. */
export function UkDate(message: string, options: Optional = {}): PropertyDecorator {
  const read = (text: string) => parseUkDate(text) ?? parseCivilDate(text);
  return field('uk-date', message, options, read, (value) => parseCivilDate(String(value)) !== undefined);
}

/** Words, without spaces around them. Control characters other than line ends are refused: nothing prints them. */
export function Text(message: string, options: Optional & { readonly max?: number } = {}): PropertyDecorator {
  const max = options.max ?? 200;
  const isText = (value: unknown) =>
    typeof value === 'string' && value.length > 0 && value.length <= max && !/[^\P{Cc}\r\n\t]/u.test(value);
  return field('text', message, options, (text) => text.trim(), isText);
}

/** One of a list. */
export function Choice(values: readonly string[], message: string, options: Optional = {}): PropertyDecorator {
  return field(
    'choice',
    message,
    options,
    (text) => text,
    (value) => values.includes(String(value)),
  );
}

/** A whole number. */
export function Whole(
  message: string,
  options: Optional & { readonly min?: number; readonly max?: number } = {},
): PropertyDecorator {
  const { min = 0, max = Number.MAX_SAFE_INTEGER } = options;
  const read = (text: string) => (/^-?\d{1,15}$/.test(text.trim()) ? Number(text) : undefined);
  return field(
    'whole',
    message,
    options,
    read,
    (value) => Number.isSafeInteger(value) && Number(value) >= min && Number(value) <= max,
  );
}

/** A tick box: true when ticked, else false. Never wrong. */
export function Ticked(): PropertyDecorator {
  // Runs also when the browser sent nothing, because the instance is made with every property exposed.
  return both(
    Transform(({ value }) => value === true || typeof value === 'string'),
    ValidateBy({ name: 'ticked', validator: { validate: () => true } }),
  );
}

function field(
  name: string,
  message: string,
  options: Optional,
  read: (text: string) => unknown,
  isValid: (value: unknown) => boolean,
): PropertyDecorator {
  const transform = Transform(({ value }) => {
    if (typeof value !== 'string') return value as unknown;
    return value.trim() === '' ? undefined : (read(value) ?? value);
  });
  const validate = ValidateBy({ name, validator: { validate: isValid, defaultMessage: () => message } });
  return options.optional
    ? both(
        transform,
        validate,
        ValidateIf((_o, value) => value !== undefined),
      )
    : both(transform, validate);
}

function both(...decorators: PropertyDecorator[]): PropertyDecorator {
  return (target, key) => {
    for (const decorate of decorators) decorate(target, key);
  };
}
