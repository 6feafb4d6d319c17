/** Letters that Unicode does not take apart into a plain letter and a mark. */
const PLAIN: Readonly<Record<string, string>> = {
  ß: 'ss',
  æ: 'ae',
  œ: 'oe',
  ø: 'o',
  ł: 'l',
  đ: 'd',
  ð: 'd',
  þ: 'th',
  ı: 'i',
};

/** Lower case, without accents: "Núñez" and "NUNEZ" are both "nunez". */
export function fold(text: string): string {
  return text
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/[ßæœøłđðþı]/g, (letter) => PLAIN[letter] ?? letter);
}

const APOSTROPHES = /['’‘ʼ`´]/g;

/** The words a person would type to find the text: "O'Neill" as "oneill", "Núñez-Díaz" as "nunez" and "diaz". */
export function words(text: string): string[] {
  const plain = fold(text).replace(APOSTROPHES, '');
  return unique(plain.split(/[^\p{L}\p{N}]+/u).filter((word) => word !== ''));
}

/**
 * Every term under which a text can be found: its words, what follows an apostrophe ("neill"), and words that are
 * joined by hyphens or strokes as one ("nunezdiaz", "bm0012").
 */
export function searchTerms(text: string): string[] {
  const folded = fold(text);
  const afterApostrophes = folded
    .split(APOSTROPHES)
    .slice(1)
    .flatMap(words)
    .filter((word) => word.length > 1);
  const joined = folded.split(/\s+/).map((part) => part.replace(/[^\p{L}\p{N}]+/gu, ''));
  return unique([...words(text), ...afterApostrophes, ...joined].filter((term) => term !== ''));
}

/** A postcode is found whole, spaced or not, and by either half. */
export function postcodeTerms(postcode: string): string[] {
  return unique([...words(postcode), words(postcode).join('')].filter((term) => term !== ''));
}

/**
 * What was typed into the search box as words to look for, each of which must match the beginning of a term. A number
 * typed in groups ("07700 900 374", "+44 7700 900374", "1000 2300 0007") is one word.
 */
export function searchWords(typed: string): string[] {
  const text = typed.slice(0, MOST_TYPED);
  if (/^[\d\s()+.-]+$/.test(text)) {
    const digits = text.replace(/\D+/g, '').replace(/^00/, '');
    if (digits.length >= LONG_NUMBER) return [digits];
  }
  return words(text).slice(0, MOST_WORDS);
}

const MOST_TYPED = 200;
const MOST_WORDS = 8;
/** Digits in a row that are a telephone or reference number rather than a house number and a flat. */
const LONG_NUMBER = 6;

/** So few digits are a house number and mean themselves: 1 is not the beginning of 10, nor of every UPRN. */
const HOUSE_NUMBER = /^\d{1,4}$/;

/** The words as the bounds of ranges over a term column in byte order: `term >= word and term < below`. */
export function prefixRanges(list: readonly string[]): { readonly words: string[]; readonly below: string[] } {
  const below = (word: string) => (HOUSE_NUMBER.test(word) ? `${word} ` : `${word}\u{10FFFF}`);
  return { words: [...list], below: list.map(below) };
}

function unique(list: readonly string[]): string[] {
  return [...new Set(list)];
}
