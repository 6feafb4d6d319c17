import { chmodSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { startPostgres } from '../../scripts/embedded-pg.mjs';
import { ensureRoles } from '../../scripts/roles.mjs';

const PASSWORDS = { owner: 'owner-in-tests', app: 'app-in-tests', jobs: 'jobs-in-tests' };

/** A PostgreSQL of its own that keeps its promises (fsync on), at one address however often it is killed. */
export class Server {
  kills = 0;
  backendKills = 0;

  private constructor(
    private readonly dir: string,
    private running: Awaited<ReturnType<typeof startPostgres>>,
    readonly urls: { readonly ownerUrl: string; readonly appUrl: string },
  ) {}

  static async start(): Promise<Server> {
    const dir = mkdtempSync(join(tmpdir(), `courtyard-pg-${process.pid}-torture-`));
    chmodSync(dir, 0o755); // the unprivileged postgres user must be able to enter it when tests run as root
    const running = await startPostgres({ dataDir: join(dir, 'data') });
    return new Server(dir, running, await ensureRoles(running.adminUrl, 'torture', PASSWORDS));
  }

  /** kill -9 of the whole server, as a power cut would, and its next start: it recovers by itself. */
  async killAndRestart(): Promise<void> {
    const everybody = [this.running.pid, ...childrenOf(this.running.pid)];
    for (const pid of everybody) kill(pid);
    this.kills += 1;
    this.running = await startPostgres({ dataDir: join(this.dir, 'data'), port: this.running.port });
  }

  /** kill -9 of one connection's process: the server throws everybody out and recovers, without being started again. */
  async killBackend(): Promise<void> {
    const client = new pg.Client({ connectionString: this.running.adminUrl });
    client.on('error', () => undefined); // it is thrown out as well
    try {
      await client.connect();
      const { rows } = await client.query<{ pid: number }>(
        `select pid from pg_stat_activity where application_name = 'courtyard-torture' order by random() limit 1`,
      );
      if (rows[0]) {
        kill(rows[0].pid);
        this.backendKills += 1;
      }
    } finally {
      await client.end().catch(() => undefined);
    }
  }

  async stop(): Promise<void> {
    await this.running.stop();
    rmSync(this.dir, { recursive: true, force: true });
  }
}

/** The processes that a server has started, by Linux's own list; elsewhere they notice by themselves that it is gone. */
function childrenOf(parent: number): number[] {
  if (process.platform !== 'linux') return [];
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .map(Number)
    .filter((pid) => {
      try {
        const [, ppid] = readFileSync(`/proc/${pid}/stat`, 'utf8')
          .replace(/^.*\) /s, '')
          .split(' ');
        return Number(ppid) === parent;
      } catch {
        return false; // it has ended meanwhile
      }
    });
}

function kill(pid: number): void {
  try {
    process.kill(pid, 'SIGKILL');
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'ESRCH')) throw error;
  }
}
