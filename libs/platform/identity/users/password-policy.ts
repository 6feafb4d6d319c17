import { refusal, type Refusal } from '#kernel';

export const SHORTEST_PASSWORD = 12;
/** Long enough for any phrase; a bound, because every character of it is hashed. */
export const LONGEST_PASSWORD = 200;

/**
 * What a new password must be: 12 characters or more, and not among the first that anybody would try. No rule about
 * capitals or digits (NIST SP 800-63B, 5.1.1.2), and no forced change.
 * @param about words a stranger would try for this person: name, e-mail address, the TMO's name.
 */
export function passwordProblem(password: string, about: readonly string[]): Refusal | undefined {
  const length = [...password].length;
  if (length < SHORTEST_PASSWORD) return refusal('password-too-short', { shortest: SHORTEST_PASSWORD });
  if (length > LONGEST_PASSWORD) return refusal('password-too-long', { longest: LONGEST_PASSWORD });
  const plain = password.normalize('NFKC').toLowerCase();
  if (isRepetition(plain) || isRun(plain) || commonBeginnings(plain)) return refusal('password-too-common');
  if (about.flatMap(wordsOf).some((word) => withoutTail(plain) === word)) return refusal('password-is-your-name');
  return undefined;
}

/** "abcabcabcabc", "aaaaaaaaaaaa": a short piece over and over. */
function isRepetition(text: string): boolean {
  return /^(.{1,4}?)\1+.{0,3}$/su.test(text);
}

/** "123456789012", "abcdefghijkl", "qwertyuiop12", forwards or backwards, with or without digits after it. */
function isRun(text: string): boolean {
  return [text, withoutTail(text)].some((part) => {
    const backwards = [...part].reverse().join('');
    return part.length >= 6 && RUNS.some((run) => run.includes(part) || run.includes(backwards));
  });
}

const RUNS = [
  '01234567890123456789012345678901234567890123456789',
  'abcdefghijklmnopqrstuvwxyzabcdefghijklmnopqrstuvwxyz',
  'qwertyuiopasdfghjklzxcvbnmqwertyuiopasdfghjklzxcvbnm',
  '1234567890qwertyuiopasdfghjklzxcvbnm',
  '1qaz2wsx3edc4rfv5tgb6yhn7ujm8ik9ol0p',
  'qazwsxedcrfvtgbyhnujmikolp',
  '1q2w3e4r5t6y7u8i9o0p',
];

/**
 * Common words, once or twice over, with digits and signs after them: "Password1234!", "welcomewelcome1". Matching what
 * is left after the tail, not a list of whole passwords, is what makes so short a list cover the thousands built from it.
 */
function commonBeginnings(text: string): boolean {
  const stem = plainLetters(withoutTail(text));
  return COMMON.some((word) => stem === word || stem === word + word) || COMMON_WHOLE.has(stem);
}

/** The usual disguises undone: "p@ssw0rd" is "password". */
function plainLetters(text: string): string {
  const disguises: Readonly<Record<string, string>> = { '@': 'a', $: 's', '0': 'o', '1': 'l', '3': 'e', ' ': '' };
  return text.replaceAll(/[@$013 ]/g, (sign) => disguises[sign] ?? sign);
}

function withoutTail(text: string): string {
  return text.replace(/[^\p{L}]+$/u, '');
}

function wordsOf(about: string): string[] {
  const plain = about.toLowerCase();
  const [beforeAt = plain] = plain.split('@');
  return [plain, beforeAt, plain.replaceAll(/[^\p{L}]/gu, ''), ...plain.split(/\s+/)].filter((word) => word !== '');
}

const COMMON = [
  'password',
  'passphrase',
  'passwort',
  'welcome',
  'letmein',
  'changeme',
  'default',
  'administrator',
  'admin',
  'iloveyou',
  'sunshine',
  'princess',
  'football',
  'liverpool',
  'arsenal',
  'chelsea',
  'manchester',
  'monkey',
  'dragon',
  'qwerty',
  'secret',
  'summer',
  'winter',
  'spring',
  'autumn',
  'january',
  'december',
  'monday',
  'computer',
  'starwars',
  'superman',
  'whatever',
  'trustno',
  'courtyard',
  'council',
  'housing',
  'estate',
  'tenant',
];

const COMMON_WHOLE = new Set([
  'correcthorsebatterystaple',
  'manchesterunited',
  'manchestercity',
  'tottenhamhotspur',
  'passwordadmin',
  'adminpassword',
  'mypassword',
  'thisismypassword',
  'newpassword',
  'temppassword',
  'testpassword',
  'letmeinplease',
  'iloveyouforever',
  'tenantmanagement',
  'housingoffice',
]);
