import { type ChildProcess, spawn } from 'node:child_process';
import { chmodSync, existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { stopLeftOver } from '../../scripts/embedded-pg.mjs';
import { identityOf } from '../../scripts/running.mjs';

interface Start {
  readonly child: ChildProcess;
  /** All it has printed so far. */
  readonly printed: () => string;
  readonly ended: Promise<number | string>;
}

let folder: string;
let port: number;
const starts: Start[] = [];

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), `courtyard-pg-${process.pid}-`));
  chmodSync(folder, 0o755);
  const server = createServer();
  await new Promise<void>((done) => server.listen(0, done));
  ({ port } = server.address() as { port: number });
  await new Promise((done) => server.close(done));
});

afterAll(async () => {
  for (const { child } of starts) if (child.exitCode === null && child.signalCode === null) child.kill('SIGKILL');
  await stopLeftOver(join(folder, 'postgres'));
  rmSync(folder, { recursive: true });
});

function start(): Start {
  const {
    COURTYARD_TEST_TOTALS: _totals,
    TEST_ADMIN_URL: _admin,
    DATABASE_URL: _database,
    npm_lifecycle_event: _npm,
    ...env
  } = process.env;
  const child = spawn(process.execPath, ['scripts/start.mjs', '--empty'], {
    env: { ...env, COURTYARD_DATA: folder, PORT: String(port) },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let printed = '';
  for (const stream of [child.stdout, child.stderr])
    stream.setEncoding('utf8').on('data', (text: string) => (printed += text));
  const ended = new Promise<number | string>((done) => child.once('exit', (code, signal) => done(signal ?? code ?? 0)));
  const it = { child, printed: () => printed, ended };
  starts.push(it);
  return it;
}

/** Waits until `true`, for at most a minute; shows what was printed when it does not come. */
async function until(what: string, is: () => boolean | Promise<boolean>): Promise<void> {
  for (const end = Date.now() + 60_000; Date.now() < end; await sleep(100)) if (await is()) return;
  throw new Error(`${what} did not happen:\n${starts.map(({ printed }) => printed()).join('\n---\n')}`);
}

const isUp = (it: Start) => until('a start', () => it.printed().includes('Courtyard is at'));
const answers = async () => {
  try {
    return (await fetch(`http://127.0.0.1:${port}/health`)).status < 600;
  } catch {
    return false;
  }
};
const isAlive = (pid: number) => identityOf(pid) !== undefined;
const running = () => {
  const { self, children } = JSON.parse(readFileSync(join(folder, 'running.json'), 'utf8')) as {
    self: string;
    children: string[];
  };
  return [self, ...children].map((identity) => Number(identity.split(':')[0]));
};
const serverPid = () => Number(readFileSync(join(folder, 'postgres/postmaster.pid'), 'utf8').split('\n')[0]);

describe('npm start', () => {
  it('sets everything up on an empty folder and says where it is and how to begin', async () => {
    const first = start();
    await isUp(first);
    expect(first.printed()).toContain(`Courtyard is at http://127.0.0.1:${port} `);
    expect(first.printed()).toMatch(/set up your TMO at \S+\/setup with the code [0-9A-Z]{4}-[0-9A-Z]{4}-[0-9A-Z]{4}/);
    expect(await answers()).toBe(true);
    expect(running()).toHaveLength(3); // itself, office and worker
  }, 90_000);

  it('says where Courtyard is when it is running already, and leaves it alone', async () => {
    const second = start();
    expect(await second.ended).toBe(0);
    expect(second.printed()).toContain(`Courtyard is already running at http://127.0.0.1:${port}`);
    expect(await answers()).toBe(true);
  }, 30_000);

  it('starts again after it was killed, with the database it had and nothing left over', async () => {
    const [first] = starts;
    const pids = running();
    const database = serverPid();
    const code = readFileSync(join(folder, 'setup-code'), 'utf8').trim();
    first?.child.kill('SIGKILL');
    await first?.ended;
    const next = start();
    await isUp(next);
    expect(pids.filter(isAlive)).toEqual([]);
    expect(serverPid()).toBe(database);
    expect(next.printed()).toContain(code);
  }, 90_000);

  it('brings a killed worker and a killed database back', async () => {
    const [, , worker = 0] = running();
    const database = serverPid();
    process.kill(worker, 'SIGKILL');
    await until('a new worker', () => running().length === 3 && !running().includes(worker));
    process.kill(database, 'SIGKILL');
    await until('a new server', () => existsSync(join(folder, 'postgres/postmaster.pid')) && serverPid() !== database);
    await until('an answer', answers);
    expect(starts.at(-1)?.child.exitCode).toBeNull();
  }, 90_000);

  it('leaves nothing running when it is told to stop', async () => {
    const last = starts.at(-1);
    const pids = [...running(), serverPid()];
    last?.child.kill('SIGINT');
    expect(await last?.ended).toBe(0);
    expect(pids.filter(isAlive)).toEqual([]);
    expect(await answers()).toBe(false);
    expect(existsSync(join(folder, 'running.json'))).toBe(false);
  }, 60_000);
});
