/**
 * The number a tenant quotes with a payment: the seven digits of the account and two check digits by ISO/IEC 7064
 * MOD 97-10, which catch every single wrong digit and every swap of neighbours (Luhn misses 09 for 90).
 */
const REFERENCE = /^\d{9}$/;

/** 1002384 → '100238443'. @throws RangeError unless the account number is seven digits. */
export function makeReference(accountNumber: string): string {
  if (!/^\d{7}$/.test(accountNumber)) throw new RangeError(`not a 7-digit account number: ${accountNumber}`);
  const check = 98 - ((Number(accountNumber) * 100) % 97);
  return accountNumber + String(check).padStart(2, '0');
}

/** Whether the text is exactly nine digits of which the last two are the right check digits. */
export function isValidReference(text: string): boolean {
  // Rebuilt rather than "mod 97 is 1": that would also let the check digits 00, 01 and 99 through, which no reference has.
  return REFERENCE.test(text) && makeReference(text.slice(0, 7)) === text;
}

/** The valid references in a bank line's narrative, each once, in order. */
export function findReferences(narrative: string): string[] {
  return [...new Set(nineDigits(narrative).filter(isValidReference))];
}

/**
 * The valid references that differ from a wrong nine-digit number in the narrative by a swap of neighbours (first) or
 * one digit. A person decides; an account of that number need not exist.
 */
export function repairCandidates(narrative: string): string[] {
  const wrong = nineDigits(narrative).filter((number) => !isValidReference(number));
  const repairs = [...wrong.flatMap(swaps), ...wrong.flatMap(substitutions)];
  return [...new Set(repairs.filter(isValidReference))];
}

/**
 * Numbers of nine digits: in one piece (not part of a longer number), or grouped by spaces or hyphens as people write
 * them, 3+3+3 or 7+2, with no further group beside them.
 */
function nineDigits(narrative: string): string[] {
  const written = /(?<!\d)\d{9}(?!\d)|(?<!\d[ -]?)(?:\d{3}[ -]\d{3}[ -]\d{3}|\d{7}[ -]\d{2})(?![ -]?\d)/g;
  return [...narrative.matchAll(written)].map(([number]) => number.replace(/[ -]/g, ''));
}

function swaps(number: string): string[] {
  return Array.from(
    { length: number.length - 1 },
    (_, i) => number.slice(0, i) + number.charAt(i + 1) + number.charAt(i) + number.slice(i + 2),
  );
}

function substitutions(number: string): string[] {
  const withDigit = (digit: string) =>
    Array.from({ length: number.length }, (_, i) => number.slice(0, i) + digit + number.slice(i + 1));
  return ['0', '1', '2', '3', '4', '5', '6', '7', '8', '9'].flatMap(withDigit);
}
