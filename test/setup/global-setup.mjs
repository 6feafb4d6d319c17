import { chmodSync, mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startPostgres } from '../../scripts/embedded-pg.mjs';

/** One PostgreSQL for the whole run; each spec file makes its own database in it (libs/platform/testing). */
export default async function globalSetup() {
  if (process.env.TEST_ADMIN_URL) return;
  const dir = mkdtempSync(join(tmpdir(), 'courtyard-pg-'));
  chmodSync(dir, 0o755); // the unprivileged postgres user must be able to enter it when tests run as root
  const server = await startPostgres({
    dataDir: join(dir, 'data'),
    sync: false,
    flags: ['fsync=off', 'synchronous_commit=off', 'full_page_writes=off', 'wal_level=minimal', 'max_wal_senders=0'],
  });
  globalThis.__COURTYARD_PG__ = { server, dir };
  process.env.TEST_ADMIN_URL = server.adminUrl;
}
