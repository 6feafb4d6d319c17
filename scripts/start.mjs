// `npm start`: sets up whatever is missing, starts Courtyard, and stops it when told to or when npm has gone.
import { spawn } from 'node:child_process';
import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { build, ensureInstalled, root } from './ensure.mjs';
import { dataDir, openEnvironment } from './environment.mjs';
import { hasNoTmo, query, setupCodeOf } from './first-steps.mjs';
import { portProblem, signalGroup, takeDataFolder } from './running.mjs';

const USAGE = `npm start              start Courtyard, with the demo estate the first time
npm start -- --empty   start with nothing in it, and be led through setting up your own TMO

PORT            where pages are served, 3000 unless said otherwise
COURTYARD_DATA  the folder of the database, secrets and files; .data unless said otherwise
DATABASE_URL    an administrator's URL of an existing PostgreSQL 18, instead of the embedded one
REDIS_URL       a Redis for background jobs, instead of PostgreSQL`;

const READY_MS = 60_000;
const STOP_MS = 10_000;
/** A program that ends this often within a minute will not do better the next time. */
const CRASHES_A_MINUTE = 5;

const startedAt = performance.now();
const port = Number(process.env.PORT ?? 3000);
const address = `http://127.0.0.1:${port}`;
const file = (name) => join(dataDir, name);
const seeding = file('seeding'); // there while the demo estate is being made
const wantedEmpty = file('empty'); // there since a start with --empty
const demoLogins = file('demo-logins.txt');
const setupCode = file('setup-code'); // lets the first manager in where nobody can sign in yet

let held; // the data folder
let embedded; // the embedded server, if it is that
let restarting; // the promise of it, when it had to be started again
let stopping; // the promise of having stopped
const running = new Map(); // name → child process
let ready = false;

function spawnNode(name, args, options) {
  // Each leads a process group of its own, so that Ctrl-C reaches only this program, which then stops them in order.
  const child = spawn(process.execPath, ['--enable-source-maps', ...args], { cwd: root, detached: true, ...options });
  running.set(name, child);
  held.children([...running.values()].map(({ pid }) => pid).filter(Boolean));
  const ended = new Promise((done) => {
    child.once('error', (error) => done(error.message));
    child.once('exit', (code, signal) => done(signal ?? code));
  }).then((how) => {
    running.delete(name);
    return how;
  });
  return { child, ended };
}

/** Runs a command of the courtyard program to its end and answers what it printed. */
async function courtyard(env, ...args) {
  const { child, ended } = spawnNode(args[0], ['dist/apps/cli/main.js', ...args], {
    env,
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  let printed = '';
  child.stdout.setEncoding('utf8').on('data', (text) => (printed += text));
  const how = await ended;
  if (stopping) await stopping;
  if (how !== 0) throw new Error(`${printed}courtyard ${args.join(' ')} failed (${how}); the reason is above.`);
  return printed;
}

/** The embedded database is brought up to date by itself; somebody's own server never is. */
async function prepareDatabase(env, empty) {
  if (!env.embedded) {
    const [{ made }] = await query(env.appUrl, `select to_regclass('public.tmo') is not null as made`);
    if (!made)
      throw new Error(
        `Database ${env.database} on the server of DATABASE_URL has no tables yet, and an existing server is not migrated by itself.\n` +
          'Run this first, and again after every upgrade:  npm run courtyard -- migrate',
      );
    return;
  }
  process.stdout.write(await courtyard(env.cliEnv, 'migrate'));
  const none = await hasNoTmo(env.appUrl);
  if (!none && empty)
    console.log(
      `--empty changes nothing: ${dataDir} has a TMO already. For another one: COURTYARD_DATA=<folder> npm start -- --empty`,
    );
  if (none && empty) writeFileSync(wantedEmpty, '');
  if (none && !existsSync(wantedEmpty)) {
    console.log('Making the demo estate …');
    writeFileSync(seeding, '');
    writeFileSync(demoLogins, await courtyard(env.cliEnv, 'seed', '--demo'), { mode: 0o600 });
    rmSync(seeding);
  }
}

/** What whoever started this needs to know next: how to begin, or as whom to sign in to the demo. */
async function howToSignIn(env, code) {
  if (code) {
    const demo = env.embedded ? '' : '\nFor the demo estate instead: npm run courtyard -- seed --demo';
    return `Nobody can sign in yet: set up your TMO at ${address}/setup with the code ${code}${demo}`;
  }
  if (env.embedded && existsSync(demoLogins)) return readFileSync(demoLogins, 'utf8').trimEnd();
  const [{ demo }] = await query(env.appUrl, 'select exists (select from tmo where demo) as demo');
  return demo ? 'Who may sign in to the demo estate, and with what password: docs/demo.md' : '';
}

/** A half-made demo estate holds nothing of anybody's: no page was served from it yet. */
async function withoutHalfMadeDemo(env) {
  console.log('The last start was interrupted while it made the demo estate: starting it afresh.');
  await query(env.embedded.adminUrl, `drop database if exists ${env.database} with (force)`);
  rmSync(seeding);
  return openEnvironment(console.log);
}

/** Keeps a program running: one that ends by itself is started again, unless it keeps doing so. */
function keepRunning(name, env) {
  const ends = [];
  const startOnce = () => {
    const { ended } = spawnNode(name, [`dist/apps/${name}/main.js`], {
      env,
      stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
    });
    void ended.then(async (how) => {
      if (stopping) return;
      ends.push(performance.now());
      const lately = ends.filter((at) => at > performance.now() - 60_000).length;
      if (!ready || lately >= CRASHES_A_MINUTE) {
        console.error(`${name} ended (${how}); stopping.`);
        await stop(1);
        return;
      }
      console.error(`${name} ended (${how}); starting it again.`);
      await sleep(1000);
      if (!stopping) startOnce();
    });
  };
  startOnce();
}

/** Brings the embedded server back on its port when it was killed; office and worker reconnect by themselves. */
async function watchServer() {
  const { startPostgres } = await import('./embedded-pg.mjs');
  while (!stopping) {
    await sleep(1000);
    if (stopping || embedded.isAlive()) continue;
    console.error('PostgreSQL has ended; starting it again.');
    restarting = startPostgres({
      dataDir: file('postgres'),
      database: 'postgres',
      port: embedded.port,
      log: console.error,
    });
    embedded = await restarting;
  }
}

async function waitUntilReady() {
  for (const end = Date.now() + READY_MS; Date.now() < end && !stopping; await sleep(100)) {
    try {
      // 503 is an answer too: it says that something should have happened and did not, which the home page shows.
      const { status } = await fetch(`${address}/health`, { signal: AbortSignal.timeout(5000) });
      if (status === 200 || status === 503) return;
    } catch {
      // not listening yet
    }
  }
  if (stopping) await stopping;
  throw new Error(`Courtyard did not answer at ${address}/health within ${READY_MS / 1000} s.`);
}

function stop(code) {
  stopping ??= (async () => {
    const children = [...running.values()];
    const gone = children.map((child) => new Promise((done) => child.once('exit', done)));
    for (const { pid } of children) signalGroup(pid, 'SIGTERM');
    const late = setTimeout(() => children.forEach(({ pid }) => signalGroup(pid, 'SIGKILL')), STOP_MS);
    await Promise.all(gone);
    clearTimeout(late);
    const server = (await restarting?.catch(() => undefined)) ?? embedded;
    await server?.stop().catch((error) => console.error(error.message));
    held?.release();
    process.exit(code);
  })();
  return stopping;
}

async function main() {
  const args = process.argv.slice(2);
  const empty = args.includes('--empty');
  if (args.some((arg) => arg !== '--empty')) {
    console.log(USAGE);
    process.exit(args.includes('--help') ? 0 : 1);
  }
  if (!Number.isInteger(port) || port < 1 || port > 65_535)
    throw new Error(`PORT is ${process.env.PORT}; it should be a number from 1 to 65535.`);

  held = await takeDataFolder(dataDir, address);
  if (held.running) {
    console.log(`Courtyard is already running at ${held.running} (pid ${held.pid}).`);
    process.exit(0);
  }
  const problem = await portProblem(port);
  if (problem) throw new Error(problem);

  ensureInstalled();
  if (!build()) throw new Error('Courtyard was not built.');
  let env = await openEnvironment(console.log);
  embedded = env.embedded;
  if (embedded && existsSync(seeding)) env = await withoutHalfMadeDemo(env);
  await prepareDatabase(env, empty);

  const code = await setupCodeOf(env.appUrl, setupCode);
  const appEnv = { ...env.appEnv, PORT: String(port), COURTYARD_SETUP_CODE_FILE: setupCode };
  keepRunning('office', appEnv);
  keepRunning('worker', appEnv);
  await waitUntilReady();
  ready = true;
  if (embedded) void watchServer().catch((error) => fail(error));

  const took = ((performance.now() - startedAt) / 1000).toFixed(1);
  console.log(`\nCourtyard is at ${address}  (after ${took} s; Ctrl-C stops it)`);
  console.log(await howToSignIn(env, code));
}

async function fail(error) {
  if (stopping) return;
  // A plain Error is a sentence for a person; anything else is a fault of ours, and then its place matters.
  console.error(error.constructor === Error ? error.message : error);
  await stop(1);
}

for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => void stop(0));
// npm dies of a SIGTERM without passing it on: stop when the npm that started this has gone.
const parent = process.ppid;
if (process.env.npm_lifecycle_event)
  setInterval(() => {
    if (process.ppid !== parent) void stop(0);
  }, 500).unref();

await main().catch(fail);
