import { createHash, randomBytes } from 'node:crypto';

/** 256 random bits, for a cookie or a link. Handed out once; only its hash is kept. */
export function newToken(): string {
  return randomBytes(32).toString('base64url');
}

/** What the database keeps of a token. Plain SHA-256 is enough: nobody guesses 256 bits. */
export function tokenHash(token: string): Buffer {
  return createHash('sha256').update(token).digest();
}
