// A server of its own for one benchmark: as durable as the product's (fsync on), empty, and gone afterwards.
import { chmodSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { Database, makeDataSource } from '#platform/database';
import { Executor, HouseholdGuard, Log1763800000000, Registry, StoreClock } from '#platform/event-store';
import { ledgerContext } from '#platform/ledger';
import { startPostgres } from '../../scripts/embedded-pg.mjs';
import { ensureRoles } from '../../scripts/roles.mjs';

const PASSWORDS = { owner: 'owner-in-bench', app: 'app-in-bench', jobs: 'jobs-in-bench' };

/** Everybody may open everything: who is whose neighbour is not what is measured. */
class NoNeighbours extends HouseholdGuard {
  check() {
    return Promise.resolve(undefined);
  }
}

/**
 * These contexts on a fresh database, as the product runs them: app role, row-level security, pipelined connections.
 * `admin` is a superuser's connection for the bare tables that ours is compared with.
 */
export async function benchLog(contexts, { max = 10 } = {}) {
  const dir = mkdtempSync(join(tmpdir(), `courtyard-bench-${process.pid}-`));
  chmodSync(dir, 0o755); // the unprivileged postgres user must be able to enter it when this runs as root
  const server = await startPostgres({
    dataDir: join(dir, 'data'),
    flags: (process.env.BENCH_PG ?? '').split(';').filter(Boolean),
  });
  const urls = await ensureRoles(server.adminUrl, 'bench', PASSWORDS);
  const registry = new Registry([...contexts, ledgerContext(contexts.flatMap((c) => c.postings ?? []))]);
  const migrations = [Log1763800000000, ...registry.migrations];
  const owner = await makeDataSource({ url: urls.ownerUrl, applicationName: 'bench', max: 2, migrations }).initialize();
  await owner.runMigrations();
  await owner.destroy();

  const dataSource = await makeDataSource({ url: urls.appUrl, applicationName: 'bench', max }).initialize();
  const db = new Database(dataSource);
  const executor = new Executor(db, registry, new StoreClock(), 'receipt-key-of-the-bench', new NoNeighbours());
  const admin = new pg.Client({ connectionString: server.adminUrl.replace(/\/[^/]*$/, '/bench') });
  await admin.connect();
  return {
    db,
    executor,
    registry,
    admin,
    appUrl: urls.appUrl,
    serverCpu: () => cpuSeconds(server.pid),
    async openTmo(slug) {
      const [row] = await db.withoutTmo((tx) =>
        tx.query(`select open_log($1, $1, 'A council', false, 'store', null) as tmo_id`, [slug]),
      );
      return { tmo_id: row.tmo_id, actor: { kind: 'system', name: 'seed' } };
    },
    async close() {
      await admin.end();
      await dataSource.destroy();
      await server.stop();
      rmSync(dir, { recursive: true, force: true });
    },
  };
}

export const median = (numbers) => numbers.toSorted((a, b) => a - b)[Math.floor(numbers.length / 2)];

/** The nearest-rank percentile, `p` from 0 to 100. */
export const percentile = (numbers, p) =>
  numbers.toSorted((a, b) => a - b)[Math.max(0, Math.ceil((p / 100) * numbers.length) - 1)];

/** Processor time that a PostgreSQL server and its backends have used so far, in seconds; 0 where there is no /proc. */
function cpuSeconds(postmaster) {
  let ticks = 0;
  for (const pid of process.platform === 'linux' ? readdirSync('/proc').filter((name) => /^\d+$/.test(name)) : []) {
    try {
      const fields = readFileSync(`/proc/${pid}/stat`, 'utf8')
        .replace(/^.*\) /s, '')
        .split(' ');
      if (Number(fields[1]) === postmaster || Number(pid) === postmaster)
        ticks += Number(fields[11]) + Number(fields[12]);
    } catch (error) {
      if (error.code !== 'ENOENT' && error.code !== 'ESRCH') throw error; // it ended between the two looks
    }
  }
  return ticks / 100;
}
