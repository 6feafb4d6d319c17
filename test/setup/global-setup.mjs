import { chmodSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startPostgres, stopLeftOver } from '../../scripts/embedded-pg.mjs';

function isGone(pid) {
  try {
    process.kill(pid, 0);
    return false;
  } catch (error) {
    return error.code === 'ESRCH';
  }
}

/** Servers of runs that were killed: their folders carry the number of a process that has gone. */
async function clearLeftOvers() {
  for (const name of readdirSync(tmpdir()).filter((entry) => /^courtyard-pg-\d+-/.test(entry))) {
    if (!isGone(Number(name.split('-')[2]))) continue;
    const dir = join(tmpdir(), name);
    try {
      await stopLeftOver(join(dir, 'data'));
      rmSync(dir, { recursive: true, force: true });
    } catch (error) {
      if (error.code !== 'EACCES' && error.code !== 'EPERM') throw error; // another user's, who will clear it up
    }
  }
}

/** One PostgreSQL for the whole run; each spec file makes its own database in it (libs/platform/testing). */
export default async function globalSetup() {
  if (process.env.TEST_ADMIN_URL) return;
  await clearLeftOvers();
  const dir = mkdtempSync(join(tmpdir(), `courtyard-pg-${process.pid}-`));
  chmodSync(dir, 0o755); // the unprivileged postgres user must be able to enter it when tests run as root
  const server = await startPostgres({
    dataDir: join(dir, 'data'),
    sync: false,
    flags: ['fsync=off', 'synchronous_commit=off', 'full_page_writes=off', 'wal_level=minimal', 'max_wal_senders=0'],
  });
  globalThis.__COURTYARD_PG__ = { server, dir };
  process.env.TEST_ADMIN_URL = server.adminUrl;
}
