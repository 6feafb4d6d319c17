import { randomInt } from 'node:crypto';

// Crockford's alphabet: no letter that is taken for a figure over the phone.
const ALPHABET = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';

/** What a person reads out when they report an error, and what the log is searched for: 'K7QX-2M4D'. */
export function newReference(): string {
  const letters = Array.from({ length: 8 }, () => ALPHABET.charAt(randomInt(ALPHABET.length))).join('');
  return `${letters.slice(0, 4)}-${letters.slice(4)}`;
}
