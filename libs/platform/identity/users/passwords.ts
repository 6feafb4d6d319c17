import { hash, verify } from '@node-rs/argon2';

/** Argon2id with the parameters of OWASP's Password Storage Cheat Sheet: 19 MiB, two passes, one lane. */
const OWASP = { algorithm: 2, memoryCost: 19_456, timeCost: 2, parallelism: 1 } as const;

/** Two ways to type the same letter (é as one sign or as two) are the same password: NIST SP 800-63B, 5.1.1.2. */
const normal = (password: string) => password.normalize('NFKC');

export function hashPassword(password: string): Promise<string> {
  return hash(normal(password), OWASP);
}

let nobodys: Promise<string> | undefined;

/**
 * Whether the password is the one behind the hash. With no hash (nobody of that name, or no password set yet) it does
 * the same work and answers no, so that the time taken tells nobody which names exist.
 */
export async function isPassword(password: string, password_hash: string | null): Promise<boolean> {
  nobodys ??= hashPassword('nobody has this password');
  const matches = await verify(password_hash ?? (await nobodys), normal(password));
  return matches && password_hash !== null;
}
