import { UnstorableText } from './errors.js';

// An even number of backslashes before it means the escape is real. JSON.stringify escapes NUL and lone surrogates only.
const UNSTORABLE = /(?<!\\)(?:\\\\)*\\u(?:0000|d[89a-f])/i;

/** The JSON text that the log keeps byte for byte. @throws UnstorableText on NUL and unpaired surrogates */
export function storableJson(value: unknown): string {
  const text = JSON.stringify(value);
  if (text.includes('\\u') && UNSTORABLE.test(text)) throw new UnstorableText();
  return text;
}

/** JSON with its keys in order, so that two sendings of the same body read the same whatever order a form had them in. */
export function canonicalJson(value: unknown): string {
  if (isInOrder(value)) return JSON.stringify(value); // a run's thousands of bodies are, and this is five times as fast
  return JSON.stringify(value, (_key, v: unknown) =>
    v !== null && typeof v === 'object' && !Array.isArray(v)
      ? Object.fromEntries(Object.entries(v).sort(([a], [b]) => (a < b ? -1 : 1)))
      : v,
  );
}

function isInOrder(value: unknown): boolean {
  if (value === null || typeof value !== 'object') return true;
  if (Array.isArray(value)) return value.every(isInOrder);
  let last = '';
  for (const [key, v] of Object.entries(value)) {
    if (key < last || !isInOrder(v)) return false;
    last = key;
  }
  return true;
}
