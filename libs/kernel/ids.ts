import { createHash, randomBytes } from 'node:crypto';
import { Temporal } from 'temporal-polyfill';

/** A fresh UUID, version 7 (RFC 9562): ids made later sort later, to the millisecond, which keeps indexes compact. */
export function newUuid(): string {
  const bytes = randomBytes(16);
  bytes.writeUIntBE(Temporal.Now.instant().epochMilliseconds, 0, 6);
  return write(bytes, 7);
}

/**
 * The same UUID for the same parts, always and on every machine: version 8 (RFC 9562) of a SHA-256 over the parts.
 * Every part is preceded by its length, so ('ab', 'c') and ('a', 'bc') differ.
 */
export function deterministicUuid(...parts: readonly string[]): string {
  const hash = createHash('sha256');
  for (const part of parts) hash.update(`${Buffer.byteLength(part)}:${part}`);
  return write(hash.digest().subarray(0, 16), 8);
}

function write(bytes: Buffer, version: 7 | 8): string {
  bytes.writeUInt8((bytes.readUInt8(6) & 0x0f) | (version << 4), 6);
  bytes.writeUInt8((bytes.readUInt8(8) & 0x3f) | 0x80, 8);
  return bytes.toString('hex').replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');
}

/**
 * Whether the text is a UUID as we write them, in lower case: ids are compared as text in stream names, so the same
 * UUID in capitals would be another stream.
 */
export function isUuid(text: string): boolean {
  return /^[\da-f]{8}-[\da-f]{4}-[1-8][\da-f]{3}-[89ab][\da-f]{3}-[\da-f]{12}$/.test(text);
}
