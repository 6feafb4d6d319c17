import { ValidateBy, type ValidationOptions } from 'class-validator';
import { isUuid, parseCivilDate } from '#kernel';

/*
 * What the payloads of commands are made of, for their DTOs. Forms read what people type (`#platform/web`); these check
 * what a program sends: dates as 'YYYY-MM-DD', money as whole pence, ids as we write them. The API's schema knows them
 * by the names they have here.
 */

/** 'YYYY-MM-DD', a day that exists. */
export function IsCivilDate(options?: ValidationOptions): PropertyDecorator {
  return rule(
    'isCivilDate',
    'a date as YYYY-MM-DD',
    (v) => typeof v === 'string' && parseCivilDate(v) !== undefined,
    options,
  );
}

/** Whole pence that a number holds exactly. */
export function IsPence(options?: ValidationOptions): PropertyDecorator {
  return rule('isPence', 'a whole number of pence', (v) => Number.isSafeInteger(v), options);
}

/** A UUID in lower case: ids are compared as text. */
export function IsId(options?: ValidationOptions): PropertyDecorator {
  return rule('isUuid', 'a UUID in lower case', (v) => typeof v === 'string' && isUuid(v), options);
}

/** One line of words: not blank, no control characters, no longer than `max`. */
export function IsLine(max = 200, options?: ValidationOptions): PropertyDecorator {
  const isLine = (v: unknown) => typeof v === 'string' && v.trim() !== '' && v.length <= max && !/\p{Cc}/u.test(v);
  return rule('isLine', `a line of at most ${max} characters`, isLine, options);
}

function rule(
  name: string,
  what: string,
  validate: (value: unknown) => boolean,
  options?: ValidationOptions,
): PropertyDecorator {
  const defaultMessage = () => `$property must be ${what}`;
  return ValidateBy({ name, validator: { validate, defaultMessage } }, options);
}
