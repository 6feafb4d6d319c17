// Starts (or adopts) a private PostgreSQL 18 in a folder of its own.
import { execFileSync, spawn } from 'node:child_process';
import { createHash, randomBytes } from 'node:crypto';
import * as fs from 'node:fs';
import { createServer } from 'node:net';
import { basename, dirname, join, resolve } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';
import { keptSecret } from './durable-file.mjs';
import { binaries, openFolder, reachable, unprivileged } from './pg-binaries.mjs';

const SETTINGS = [
  'listen_addresses=127.0.0.1',
  'unix_socket_directories=',
  'max_connections=200',
  'shared_buffers=256MB',
  'max_wal_size=2GB',
  'timezone=UTC',
  'lc_messages=C',
  'log_destination=stderr',
  'log_min_messages=warning',
];
const START_MS = 120_000; // replaying the log after a power cut can take a while
const LAUNCHES = 20; // two starts at once, or a dead server not yet reaped, cost a few
const STOP_MS = 30_000;
const WRONG_PASSWORD = '28P01';
const LOG_BYTES = 10_000_000;

async function freePort() {
  const server = createServer();
  await new Promise((done) => server.listen(0, '127.0.0.1', done));
  const { port } = server.address();
  await new Promise((done) => server.close(done));
  return port;
}

/** Who holds the data folder by its lock file: { pid, port }, or undefined. */
function lockHolder(dataDir) {
  try {
    const [pid, , , port] = fs.readFileSync(join(dataDir, 'postmaster.pid'), 'utf8').split('\n');
    return { pid: Number.parseInt(pid, 10), port: Number.parseInt(port, 10) };
  } catch (error) {
    if (error.code === 'ENOENT') return undefined;
    throw error;
  }
}

/** A lock file without a number is that of a server in its first moment, or what a power cut left. */
function emptyLockState(dataDir) {
  const { mtimeMs } = fs.statSync(join(dataDir, 'postmaster.pid'));
  return Date.now() - mtimeMs < 5000 ? 'alive' : 'other';
}

/**
 * 'gone', 'zombie' (dead, not yet reaped: its lock file still counts as held), 'other' (the number now belongs to another program,
 * as happens after a reboot or in a container) or 'alive'.
 */
function stateOf(pid, dataDir) {
  if (!Number.isInteger(pid)) return emptyLockState(dataDir);
  try {
    process.kill(pid, 0);
  } catch (error) {
    if (error.code === 'ESRCH') return 'gone';
  }
  if (process.platform !== 'linux') return 'alive';
  try {
    if (/^\d+ \(.*\) Z/s.test(fs.readFileSync(`/proc/${pid}/stat`, 'utf8'))) return 'zombie';
    return fs.readlinkSync(`/proc/${pid}/cwd`) === fs.realpathSync(dataDir) ? 'alive' : 'other'; // a server's working folder is its data folder
  } catch (error) {
    if (error.code === 'ENOENT' || error.code === 'ESRCH') return 'gone';
    if (error.code === 'EACCES') return 'other'; // another user's process can't be ours
    throw error;
  }
}

/** undefined when the server answers, else why it does not. */
async function problemOf(url) {
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 2000 });
  client.on('error', () => {}); // the server may go down under the question; the answer below says so
  try {
    await client.connect();
    await client.query('select 1');
    return undefined;
  } catch (error) {
    return error;
  } finally {
    await client.end().catch(() => {});
  }
}

/** initdb into a folder beside, renamed into place only when whole. */
function makeCluster(initdb, ids, dataDir, password, sync) {
  const building = `${dataDir}.init-${process.pid}`;
  const passwordFile = `${building}.password`;
  fs.rmSync(building, { recursive: true, force: true });
  fs.mkdirSync(building, { recursive: true, mode: 0o700 });
  fs.writeFileSync(passwordFile, `${password}\n`, { mode: 0o600 });
  if (ids.uid !== undefined) for (const path of [building, passwordFile]) fs.chownSync(path, ids.uid, ids.gid);
  const args = [
    '-D',
    building,
    '-U',
    'postgres',
    `--pwfile=${passwordFile}`,
    '--auth=scram-sha-256',
    '--no-instructions',
  ];
  args.push(
    '--encoding=UTF8',
    '--locale=C',
    '--locale-provider=builtin',
    '--builtin-locale=C.UTF-8',
    '--data-checksums',
  );
  if (!sync) args.push('--no-sync');
  try {
    execFileSync(initdb, args, { ...ids, cwd: '/', stdio: ['ignore', 'ignore', 'pipe'], timeout: START_MS });
    fs.renameSync(building, dataDir);
  } catch (error) {
    if (fs.existsSync(join(dataDir, 'PG_VERSION'))) return; // another start was first
    if (fs.existsSync(dataDir) && error.code === 'ENOTEMPTY')
      throw new Error(`${dataDir} holds something that is not a PostgreSQL data folder: move it away`, {
        cause: error,
      });
    throw error;
  } finally {
    fs.rmSync(passwordFile, { force: true });
    fs.rmSync(building, { recursive: true, force: true });
  }
}

function launch(postgres, ids, dataDir, port, flags, logFile) {
  if (fs.existsSync(logFile) && fs.statSync(logFile).size > LOG_BYTES) fs.renameSync(logFile, `${logFile}.old`);
  const out = fs.openSync(logFile, 'a');
  const settings = [...SETTINGS, ...flags].flatMap((setting) => ['-c', setting]);
  // Detached: a Ctrl-C in the terminal must not reach the database before the programs that use it have ended.
  const child = spawn(postgres, ['-D', dataDir, '-p', String(port), ...settings], {
    ...ids,
    cwd: '/',
    detached: true,
    stdio: ['ignore', out, out],
  });
  fs.closeSync(out);
  child.unref();
  const run = { port, ended: undefined };
  child.once('exit', (code, signal) => (run.ended = `it ended with ${signal ?? code}`));
  child.once('error', (error) => (run.ended = error.message));
  return run;
}

/** Adopts the server that holds the data folder, or starts one; answers { pid, port, adopted } when it takes questions. */
async function bringUp({ dataDir, passwordFile, logFile, port, urlOf, start }) {
  let run; // the server we have started, as long as it lives
  let problem = 'no answer';
  let launches = 0;
  for (const end = Date.now() + START_MS; Date.now() < end && launches <= LAUNCHES; await sleep(run ? 25 : 250)) {
    const seen = lockHolder(dataDir);
    const state = seen ? stateOf(seen.pid, dataDir) : 'gone';
    if (run?.ended) {
      problem = run.ended; // another start may hold the folder by now; else it is tried again
      run = undefined;
    } else if (state === 'alive' && seen.port) {
      const refused = await problemOf(urlOf(seen.port, 'postgres'));
      if (!refused) return { ...seen, adopted: run?.port !== seen.port };
      if (refused.code === WRONG_PASSWORD) {
        if (run) await stopServer(seen.pid, dataDir);
        throw new Error(
          `The PostgreSQL in ${dataDir} does not take the password in ${passwordFile}: bring back the right file`,
        );
      }
      problem = refused.message;
    } else if (state !== 'alive' && !run) {
      if (state !== 'gone') fs.rmSync(join(dataDir, 'postmaster.pid'), { force: true });
      run = start(port ?? (await freePort()));
      launches += 1;
    }
  }
  throw new Error(`PostgreSQL did not start (${problem}); see ${logFile}`);
}

async function ensureDatabase(adminUrl, database) {
  const admin = new pg.Client({ connectionString: adminUrl });
  await admin.connect();
  try {
    const { rowCount } = await admin.query('select 1 from pg_database where datname = $1', [database]);
    if (!rowCount) await admin.query(`create database ${admin.escapeIdentifier(database)}`);
  } catch (error) {
    if (error.code !== '42P04' && error.code !== '23505') throw error; // another start made it meanwhile
  } finally {
    await admin.end();
  }
}

async function stopServer(pid, dataDir) {
  if (stateOf(pid, dataDir) !== 'alive') return;
  process.kill(pid, 'SIGINT'); // PostgreSQL's fast shutdown
  for (const end = Date.now() + STOP_MS; Date.now() < end; await sleep(25))
    if (stateOf(pid, dataDir) !== 'alive') return;
  throw new Error(`PostgreSQL (pid ${pid}) did not stop within ${STOP_MS / 1000} s`);
}

/**
 * Where the cluster of this data folder really is: in an open folder when the postgres user can't enter the wished one. Its name holds the
 * password, so that a data folder that was deleted starts afresh here too.
 */
function placeOf(wished, password, ids, log) {
  if (ids.uid === undefined || reachable(dirname(wished))) return wished;
  const mark = createHash('sha256')
    .update(wished + password)
    .digest('hex')
    .slice(0, 12);
  const place = join(openFolder(), `${basename(wished)}-${mark}`);
  log(`The postgres user can't enter ${dirname(wished)}; the database is kept in ${place}`);
  return place;
}

/** Stops a server that an earlier run left in this data folder, if there is one. */
export async function stopLeftOver(dataDir) {
  const seen = lockHolder(resolve(dataDir));
  if (seen) await stopServer(seen.pid, resolve(dataDir));
}

/**
 * Starts PostgreSQL on `dataDir`, or adopts the one that runs there already (left by a kill -9, or by another start at the same moment).
 * The superuser's random password stays in `<dataDir>.password` (0600), the server's log in `postgres.log` beside it.
 *
 * `sync: false` makes a new cluster without flushing to disk (tests only). `flags` are settings as 'name=value'; an adopted server keeps its own.
 * Throws an Error that says what to do when it can't start within two minutes.
 *
 * @param {{ dataDir: string, database?: string, port?: number, sync?: boolean, flags?: string[], log?: (line: string) => void }} options
 * @returns {Promise<{ adminUrl: string, url: string, port: number, pid: number, adopted: boolean, isAlive(): boolean, stop(): Promise<void> }>} `adminUrl` is the superuser's to
 *   database postgres, `url` the superuser's to `database` (made if missing).
 */
export async function startPostgres(options) {
  const { database = 'courtyard', sync = true, flags = [], log = () => {} } = options;
  const wished = resolve(options.dataDir);
  const startedAt = performance.now();
  fs.mkdirSync(dirname(wished), { recursive: true });
  const ids = unprivileged();
  const { postgres, initdb } = await binaries(ids.uid !== undefined);
  const password = keptSecret(`${wished}.password`, () => randomBytes(24).toString('hex'));
  const dataDir = placeOf(wished, password, ids, log);
  const logFile = join(dirname(wished), 'postgres.log');
  const urlOf = (port, name) => `postgres://postgres:${password}@127.0.0.1:${port}/${encodeURIComponent(name)}`;

  if (!fs.existsSync(join(dataDir, 'PG_VERSION'))) makeCluster(initdb, ids, dataDir, password, sync);
  const made = fs.readFileSync(join(dataDir, 'PG_VERSION'), 'utf8').trim();
  if (made !== '18')
    throw new Error(
      `${dataDir} was made by PostgreSQL ${made}, and this is PostgreSQL 18: bring it over by dump and restore`,
    );

  const start = (port) => launch(postgres, ids, dataDir, port, flags, logFile);
  const server = await bringUp({
    dataDir,
    passwordFile: `${wished}.password`,
    logFile,
    port: options.port,
    urlOf,
    start,
  });
  await ensureDatabase(urlOf(server.port, 'postgres'), database);
  const took = Math.round(performance.now() - startedAt);
  log(`PostgreSQL ${server.adopted ? 'was running' : 'started'}: pid ${server.pid}, port ${server.port} (${took} ms)`);
  return {
    adminUrl: urlOf(server.port, 'postgres'),
    url: urlOf(server.port, database),
    port: server.port,
    pid: server.pid,
    adopted: server.adopted,
    isAlive: () => stateOf(server.pid, dataDir) === 'alive',
    /** Fast shutdown; waits until the server is down. Throws when it is still there after 30 s. */
    stop: () => stopServer(server.pid, dataDir),
  };
}
