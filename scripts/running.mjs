// One Courtyard at a time on one data folder, and what a killed one left behind.
import { linkSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

const GRACE_MS = 10_000;

/** A process by number and start time, so that a number that was given out again is not taken for it. undefined when it is gone. */
export function identityOf(pid) {
  try {
    process.kill(pid, 0);
    if (process.platform !== 'linux') return String(pid);
    const fields = readFileSync(`/proc/${pid}/stat`, 'utf8')
      .replace(/^.*\) /s, '')
      .split(' ');
    return fields[0] === 'Z' ? undefined : `${pid}:${fields[19]}`;
  } catch (error) {
    if (error.code === 'EPERM') return String(pid);
    if (error.code === 'ESRCH' || error.code === 'ENOENT') return undefined;
    throw error;
  }
}

const isAlive = (identity) => identityOf(Number(identity.split(':')[0])) === identity;

/** Signals the process group that a process leads; it may have ended meanwhile. */
export function signalGroup(pid, signal) {
  try {
    process.kill(-pid, signal);
  } catch (error) {
    if (error.code !== 'ESRCH') throw error;
  }
}

/** Ends what a killed start left running: first kindly, after ten seconds not. */
async function endLeftOvers(identities) {
  const alive = () => identities.filter(isAlive);
  for (const signal of ['SIGTERM', 'SIGKILL']) {
    for (const identity of alive()) signalGroup(Number(identity.split(':')[0]), signal);
    for (const end = Date.now() + GRACE_MS; alive().length && Date.now() < end;) await sleep(100);
  }
}

/**
 * Takes the data folder for this process. Answers { running, pid } with the address when another start has it (nothing is taken then);
 * else { children(pids), release() }: `children` writes down what this start has started, for the start after a kill -9.
 */
export async function takeDataFolder(dataDir, address) {
  mkdirSync(dataDir, { recursive: true });
  const file = join(dataDir, 'running.json');
  const aside = `${file}.${process.pid}`;
  const self = identityOf(process.pid);
  for (let taken = false; !taken;) {
    writeFileSync(aside, JSON.stringify({ self, address, children: [] }), { mode: 0o600 });
    taken = unlessError('EEXIST', () => linkSync(aside, file)); // whole from the first moment, and only for one of two
    rmSync(aside, { force: true });
    if (taken) break;
    const seen = readRunning(file);
    if (seen && isAlive(seen.self)) return { running: seen.address, pid: Number(seen.self.split(':')[0]) };
    await endLeftOvers(seen?.children ?? []);
    // Another start may have done the same meanwhile and have its own file there by now: then that one goes back.
    if (unlessError('ENOENT', () => renameSync(file, aside)) && readRunning(aside)?.self !== seen?.self)
      renameSync(aside, file);
    rmSync(aside, { force: true });
  }
  return {
    children: (pids) => {
      writeFileSync(aside, JSON.stringify({ self, address, children: pids.map(identityOf).filter(Boolean) }), {
        mode: 0o600,
      });
      renameSync(aside, file);
    },
    release: () => rmSync(file, { force: true }),
  };
}

/** The content of a running.json; undefined when it is missing, or empty after a power cut. */
function readRunning(file) {
  try {
    return JSON.parse(readFileSync(file, 'utf8'));
  } catch (error) {
    if (error.code === 'ENOENT' || error instanceof SyntaxError) return undefined;
    throw error;
  }
}

/** Whether the step was taken; false when it failed with the one error that is expected. */
function unlessError(code, step) {
  try {
    step();
    return true;
  } catch (error) {
    if (error.code === code) return false;
    throw error;
  }
}

/** undefined when this machine's port is free, else a sentence that says what to do. */
export async function portProblem(port) {
  const server = createServer();
  const error = await new Promise((done) => {
    server.once('error', done);
    server.listen(port, () => server.close(() => done(undefined)));
  });
  if (!error) return undefined;
  if (error.code === 'EADDRINUSE')
    return `Port ${port} is in use by another program. Stop it, or choose another port: PORT=${port + 1} npm start`;
  if (error.code === 'EACCES') return `This user may not open port ${port}. Choose one above 1023: PORT=3000 npm start`;
  return `Port ${port} can't be opened: ${error.message}`;
}
