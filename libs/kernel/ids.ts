import { hash, randomBytes } from 'node:crypto';
import { Temporal } from 'temporal-polyfill';

/** A fresh UUID, version 7 (RFC 9562): ids made later sort later, to the millisecond, which keeps indexes compact. */
export function newUuid(): string {
  const bytes = randomBytes(16);
  bytes.writeUIntBE(Temporal.Now.instant().epochMilliseconds, 0, 6);
  return write(bytes.toString('hex'), 7);
}

/**
 * The same UUID for the same parts, always and on every machine: version 8 (RFC 9562) of a SHA-256 over the parts.
 * Every part is preceded by its length, so ('ab', 'c') and ('a', 'bc') differ.
 */
export function deterministicUuid(...parts: readonly string[]): string {
  let text = '';
  for (const part of parts) text += `${Buffer.byteLength(part)}:${part}`;
  return write(hash('sha256', text), 8);
}

/** The first 32 hexadecimal digits as a UUID: version in the 13th, variant (binary 10) in the 17th. */
function write(hex: string, version: 7 | 8): string {
  const variant = ((Number.parseInt(hex.charAt(16), 16) & 0x3) | 0x8).toString(16);
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${version}${hex.slice(13, 16)}-${variant}${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
}

/**
 * Whether the text is a UUID as we write them, in lower case: ids are compared as text in stream names, so the same
 * UUID in capitals would be another stream.
 */
export function isUuid(text: string): boolean {
  return /^[\da-f]{8}-[\da-f]{4}-[1-8][\da-f]{3}-[89ab][\da-f]{3}-[\da-f]{12}$/.test(text);
}
