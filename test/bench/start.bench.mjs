// How long `npm start` takes on a fresh clone with a warm package cache, and the second time.
import { execFileSync, spawn } from 'node:child_process';
import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

export const name = 'npm start';

const PATIENCE_MS = 600_000;

async function freePort() {
  const server = createServer();
  await new Promise((done) => server.listen(0, done));
  const { port } = server.address();
  await new Promise((done) => server.close(done));
  return port;
}

/** Seconds from the command to the line that says where Courtyard is; it is stopped again. */
async function secondsToReady(clone, port) {
  const { npm_execpath: npm, DATABASE_URL: _database, ...env } = process.env;
  const startedAt = performance.now();
  const child = spawn(npm ? process.execPath : 'npm', [...(npm ? [npm] : []), 'start'], {
    cwd: clone,
    env: { ...env, npm_execpath: npm, PORT: String(port), COURTYARD_DATA: join(clone, '.data') },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let printed = '';
  const ended = new Promise((done) => child.once('exit', done));
  const ready = new Promise((done) => {
    for (const stream of [child.stdout, child.stderr])
      stream.setEncoding('utf8').on('data', (text) => {
        printed += text;
        if (printed.includes('Courtyard is at')) done((performance.now() - startedAt) / 1000);
      });
  });
  const late = new Promise((done) => setTimeout(done, PATIENCE_MS).unref());
  const seconds = await Promise.race([ready, ended.then(() => undefined), late]);
  child.kill('SIGTERM'); // npm dies of it without a word; what it started notices and stops by itself
  await ended;
  if (seconds === undefined) throw new Error(`npm start did not get there:\n${printed}`);
  for (;;) {
    try {
      await fetch(`http://127.0.0.1:${port}/health`);
      await new Promise((done) => setTimeout(done, 200));
    } catch {
      return seconds;
    }
  }
}

export async function run({ median, log }) {
  const folder = mkdtempSync(join(tmpdir(), 'courtyard-clone-'));
  chmodSync(folder, 0o755);
  try {
    const clone = join(folder, 'courtyard');
    execFileSync('git', ['clone', '--quiet', '--no-hardlinks', process.cwd(), clone]);
    const port = await freePort();
    const first = await secondsToReady(clone, port);
    log(`fresh clone: ${first.toFixed(1)} s`);
    const again = [];
    for (let i = 0; i < 3; i += 1) again.push(await secondsToReady(clone, port));
    log(`again: ${again.map((seconds) => seconds.toFixed(1)).join(', ')} s`);
    const second = median(again);
    return [
      {
        what: 'fresh clone, warm package cache',
        value: `${first.toFixed(0)} s`,
        target: 'under 180 s',
        ok: first < 180,
      },
      { what: 'second start, median of 3', value: `${second.toFixed(1)} s`, target: 'under 10 s', ok: second < 10 },
    ];
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
