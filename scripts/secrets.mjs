import { randomBytes } from 'node:crypto';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { keptSecret } from './durable-file.mjs';

const NAMES = ['owner_password', 'app_password', 'jobs_password', 'session_secret', 'receipt_hmac_key', 'master_key'];

/**
 * This installation's secrets, each 32 random bytes in hex, from `<dataDir>/secrets.json` (0600; made at the first start, and never
 * again: without its master key the personal data in the log cannot be read). Throws when the file is not whole.
 *
 * @param {string} dataDir
 * @returns {Record<'owner_password' | 'app_password' | 'jobs_password' | 'session_secret' | 'receipt_hmac_key' | 'master_key', string>}
 */
export function loadSecrets(dataDir) {
  mkdirSync(dataDir, { recursive: true });
  const file = join(dataDir, 'secrets.json');
  const fresh = () => Object.fromEntries(NAMES.map((name) => [name, randomBytes(32).toString('hex')]));
  const text = keptSecret(file, () => `${JSON.stringify(fresh(), undefined, 2)}\n`);
  try {
    const secrets = JSON.parse(text);
    const wrong = NAMES.filter((name) => !/^[0-9a-f]{64}$/.test(secrets[name]));
    if (!wrong.length) return secrets;
    throw new Error(`${wrong.join(', ')} should be 64 hexadecimal digits`);
  } catch (cause) {
    throw new Error(`${file} is not whole (${cause.message}): bring it back from a backup`, { cause });
  }
}
