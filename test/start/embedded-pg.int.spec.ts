import { spawn, spawnSync } from 'node:child_process';
import { chmodSync, mkdtempSync, readFileSync, rmSync, statSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { startPostgres, stopLeftOver } from '../../scripts/embedded-pg.mjs';

let folder: string;
let dataDir: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), `courtyard-pg-${process.pid}-`));
  chmodSync(folder, 0o755); // the unprivileged postgres user must be able to enter it when tests run as root
  dataDir = join(folder, 'data');
});

afterEach(async () => {
  await stopLeftOver(dataDir);
  rmSync(folder, { recursive: true });
});

async function ask(url: string, ...statements: string[]): Promise<unknown[]> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    let rows: unknown[] = [];
    for (const statement of statements) ({ rows } = await client.query<Record<string, unknown>>(statement));
    return rows;
  } finally {
    await client.end();
  }
}

/** A process that starts the server on our data folder and then does what `then` says; `server` is what it started. */
const program = (then: string) => [
  '--input-type=module',
  '--eval',
  `import { startPostgres } from ${JSON.stringify(join(process.cwd(), 'scripts/embedded-pg.mjs'))};
   const server = await startPostgres({ dataDir: ${JSON.stringify(dataDir)}, sync: false });
   ${then}`,
];

describe('the embedded PostgreSQL', () => {
  it('keeps a random password that only its owner can read', async () => {
    const server = await startPostgres({ dataDir, sync: false });
    expect(readFileSync(`${dataDir}.password`, 'utf8')).toMatch(/^[0-9a-f]{48}$/);
    expect(statSync(`${dataDir}.password`).mode & 0o777).toBe(0o600);
    const guessed = server.adminUrl.replace(/:[0-9a-f]{48}@/, ':postgres@');
    await expect(ask(guessed, 'select 1')).rejects.toThrow('password authentication failed');
  });

  it('is taken over when the program that started it was killed', async () => {
    const { signal } = spawnSync(process.execPath, program(`process.kill(process.pid, 'SIGKILL');`));
    expect(signal).toBe('SIGKILL');
    const pid = Number(readFileSync(join(dataDir, 'postmaster.pid'), 'utf8').split('\n')[0]);
    const server = await startPostgres({ dataDir });
    expect({ adopted: server.adopted, pid: server.pid }).toEqual({ adopted: true, pid });
  });

  it('comes back with everything that was committed when it was killed itself', async () => {
    const killed = await startPostgres({ dataDir, sync: false });
    await ask(killed.url, 'create table kept (n int)', 'insert into kept values (1), (2)');
    process.kill(killed.pid, 'SIGKILL');
    const server = await startPostgres({ dataDir });
    expect(server.adopted).toBe(false);
    expect(await ask(server.url, 'select count(*)::int as n from kept')).toEqual([{ n: 2 }]);
  });

  it('comes back after a power cut that left its lock file empty', async () => {
    const first = await startPostgres({ dataDir, sync: false });
    await first.stop();
    const lock = join(dataDir, 'postmaster.pid');
    writeFileSync(lock, '');
    const longAgo = new Date('2026-01-01T00:00:00Z');
    utimesSync(lock, longAgo, longAgo);
    expect((await startPostgres({ dataDir })).adopted).toBe(false);
  });

  it('does not take another program for itself when that has its old number', async () => {
    const first = await startPostgres({ dataDir, sync: false });
    await first.stop();
    writeFileSync(join(dataDir, 'postmaster.pid'), `${process.pid}\n${dataDir}\n1700000000\n${first.port}\n`);
    expect((await startPostgres({ dataDir })).adopted).toBe(false);
  });

  it('is one server, whole, for two programs that start it for the first time at the same moment', async () => {
    const started = await Promise.all(
      [1, 2].map(async () => {
        const child = spawn(process.execPath, program('console.log(server.pid);'), {
          stdio: ['ignore', 'pipe', 'inherit'],
        });
        let printed = '';
        child.stdout.setEncoding('utf8').on('data', (text: string) => (printed += text));
        const code = await new Promise((done) => child.once('exit', done));
        return { code, pid: Number(printed) };
      }),
    );
    const pid = Number(readFileSync(join(dataDir, 'postmaster.pid'), 'utf8').split('\n')[0]);
    expect(started).toEqual([
      { code: 0, pid },
      { code: 0, pid },
    ]);
  });

  it('stops when it is told to, and no sooner says so', async () => {
    const server = await startPostgres({ dataDir, sync: false });
    await server.stop();
    expect(server.isAlive()).toBe(false);
    await expect(ask(server.url, 'select 1')).rejects.toThrow('ECONNREFUSED');
  });

  it('says which file is wrong when the password was lost', async () => {
    const first = await startPostgres({ dataDir, sync: false });
    await first.stop();
    rmSync(`${dataDir}.password`);
    await expect(startPostgres({ dataDir })).rejects.toThrow(`does not take the password in ${dataDir}.password`);
  });
});
