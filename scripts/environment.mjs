// What the programs are told: the database, the secrets and where files are kept.
import { join, resolve } from 'node:path';
import { root } from './ensure.mjs';

/** The folder with the secrets, the embedded database and kept files: COURTYARD_DATA, else .data in the checkout. */
export const dataDir = resolve(process.env.COURTYARD_DATA ?? join(root, '.data'));

/** The database an administrator's URL means: the one it names, but never the server's own 'postgres'. */
function databaseOf(adminUrl) {
  let url;
  try {
    url = new URL(adminUrl);
  } catch {
    throw new Error('DATABASE_URL is not a URL; it should look like postgres://admin:password@host:5432/courtyard');
  }
  const name = decodeURIComponent(url.pathname.slice(1));
  return name === '' || name === 'postgres' ? 'courtyard' : name;
}

/**
 * Starts the embedded PostgreSQL, or takes the server of DATABASE_URL (an administrator's URL), and sees to the three roles.
 * Call ensureInstalled() first.
 *
 * @param {(line: string) => void} log
 * @returns {Promise<{
 *   embedded?: Awaited<ReturnType<typeof import('./embedded-pg.mjs').startPostgres>>,
 *   database: string,
 *   appUrl: string,
 *   appEnv: Record<string, string>, for office and worker: without any administrator's or owner's URL
 *   cliEnv: Record<string, string>, the same and COURTYARD_OWNER_URL, for migrations
 * }>}
 */
export async function openEnvironment(log) {
  const { loadSecrets } = await import('./secrets.mjs');
  const { ensureRoles } = await import('./roles.mjs');
  const secrets = loadSecrets(dataDir);
  const { DATABASE_URL: given, COURTYARD_OWNER_URL: _owner, ...inherited } = process.env;
  const database = given ? databaseOf(given) : 'courtyard';
  let embedded;
  if (!given) {
    const { startPostgres } = await import('./embedded-pg.mjs');
    embedded = await startPostgres({ dataDir: join(dataDir, 'postgres'), database: 'postgres', log });
  }
  const passwords = { owner: secrets.owner_password, app: secrets.app_password, jobs: secrets.jobs_password };
  const urls = await ensureRoles(given ?? embedded.adminUrl, database, passwords).catch(async (cause) => {
    if (embedded && !embedded.adopted) await embedded.stop();
    if (!given) throw cause;
    throw new Error(`The server of DATABASE_URL can't be used: ${cause.message || cause.code}`, { cause });
  });
  const appEnv = {
    ...inherited,
    COURTYARD_DATA: dataDir,
    COURTYARD_APP_URL: urls.appUrl,
    COURTYARD_JOBS_URL: urls.jobsUrl,
    COURTYARD_SESSION_SECRET: secrets.session_secret,
    COURTYARD_RECEIPT_KEY: secrets.receipt_hmac_key,
    COURTYARD_MASTER_KEY: secrets.master_key,
  };
  return { embedded, database, appUrl: urls.appUrl, appEnv, cliEnv: { ...appEnv, COURTYARD_OWNER_URL: urls.ownerUrl } };
}
