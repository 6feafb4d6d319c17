import { type HomeType, parseHomeType } from '#contexts/homes/contracts/index.js';

/** What an extract writes in its tenure column: a tenure's key, or one of two states that are no tenures. */
export type TenureWord = { readonly tenure: string } | 'void' | 'former';

/** Stands for the tenure of former tenancies of which an extract says no more. */
export const NOT_RECORDED = 'not-recorded';

const VOID = ['void', 'empty', 'vacant', 'unlet', 'none'];
const FORMER = ['former', 'ended', 'terminated', 'past', 'fta', 'former secure'];

/** Other words of councils for tenures; the tenures' own keys and names need not stand here. */
const TENURE_WORDS: Readonly<Record<string, readonly string[]>> = {
  secure: ['sec', 'council secure'],
  introductory: ['intro', 'int', 'starter'],
  flexible: ['flexi', 'flexible fixed term'],
  'non-secure': ['nonsecure', 'temporary', 'temporary accommodation'],
  'use-and-occupation': ['use occupation', 'u and o', 'unauthorised occupier', 'unauthorised occupant'],
  leaseholder: ['leasehold', 'lease', 'lessee', 'long leaseholder', 'long lease', 'rtb leaseholder', 'lh', 'lse'],
  'garage-licence': ['garage', 'garage license', 'garage let', 'garage licensee', 'gar'],
};

/** Case, punctuation and a trailing "tenancy" or "tenant" make no difference; a letter does. */
export function readTenure(
  text: string,
  tenures: Readonly<Record<string, { readonly name: string }>>,
): TenureWord | undefined {
  const word = plain(text).replace(/ (?:tenancy|tenancies|tenants?)$/, '');
  if (VOID.includes(word)) return 'void';
  if (FORMER.includes(word)) return 'former';
  const tenure = Object.entries(tenures).find(
    ([key, { name }]) => plain(key) === word || plain(name) === word || TENURE_WORDS[key]?.includes(word),
  );
  if (tenure?.[0] === NOT_RECORDED) return 'former';
  return tenure && { tenure: tenure[0] };
}

/** Whole words only: "High-rise flat" is a flat, "Flatt" is a slip. The first that fits wins. */
const TYPE_WORDS: readonly (readonly [HomeType, RegExp])[] = [
  ['garage', /\b(?:garages?|lock ups?|lockups?)\b/],
  ['parking-space', /\b(?:parking|car (?:space|bay))\b/],
  ['store', /\b(?:stores?|sheds?|storage|pram shed)\b/],
  ['studio', /\bstudios?\b/],
  ['bedsit', /\bbed ?sits?\b|\bbedsitters?\b/],
  ['maisonette', /\bmais(?:onettes?)?\b/],
  ['bungalow', /\bbung(?:alows?)?\b/],
  ['flat', /\b(?:flats?|apartments?|apts?|flt)\b/],
  ['house', /\b(?:houses?|town ?houses?|hse)\b/],
];

export function readHomeType(text: string): HomeType | undefined {
  return parseHomeType(text) ?? TYPE_WORDS.find(([, word]) => word.test(plain(text)))?.[0];
}

function plain(text: string): string {
  return text
    .toLowerCase()
    .replaceAll('&', ' and ')
    .replaceAll(/[^a-z0-9]+/g, ' ')
    .trim();
}
