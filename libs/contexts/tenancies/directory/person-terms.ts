import { searchTerms } from '#contexts/homes/contracts/index.js';

/** What a person is found by. */
export interface Findable {
  readonly forename: string | null;
  readonly surname: string | null;
  readonly phone: string | null;
  readonly email: string | null;
}

/** Digits at the end of a number that people give when asked for "the last six". */
const LAST_DIGITS = 6;

/** The terms of a person: names as people type them, the e-mail's parts, the telephone number in every usual writing. */
export function personTerms(person: Findable): string[] {
  const { forename, surname, email, phone } = person;
  return [
    ...new Set([
      ...searchTerms(forename ?? ''),
      ...searchTerms(surname ?? ''),
      ...searchTerms(email ?? ''),
      ...phoneTerms(phone ?? ''),
    ]),
  ];
}

/** A number at home and abroad: 07700900374 and 447700900374, and its last six digits. */
export function phoneTerms(phone: string): string[] {
  const digits = phone.replace(/\D+/g, '').replace(/^00/, '');
  if (digits === '') return [];
  const abroad = /^\s*\+|^\s*00/.test(phone);
  const writings = abroad
    ? digits.startsWith('44')
      ? [digits, `0${digits.slice(2).replace(/^0/, '')}`]
      : [digits]
    : digits.startsWith('0')
      ? [digits, `44${digits.slice(1)}`]
      : [digits];
  return [...new Set([...writings, digits.slice(-LAST_DIGITS)])];
}
