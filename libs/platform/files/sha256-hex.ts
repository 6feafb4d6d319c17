import { createHash } from 'node:crypto';

/** The SHA-256 of a file's bytes in lower-case hex: how a file is known again, whatever its name. */
export function sha256Hex(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex');
}
