// Node built-ins only: this file runs before anything is installed.
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

export const root = fileURLToPath(new URL('..', import.meta.url));

/** Runs a program to its end, its output on stderr (stdout belongs to what is started after); says whether it went well. */
function ran(what, command, args) {
  const startedAt = performance.now();
  console.error(`${what} …`);
  const done = spawnSync(command, args, { cwd: root, stdio: ['inherit', 2, 2] });
  const ok = done.status === 0;
  if (done.error) console.error(done.error.message);
  console.error(
    ok ? `${what}: ${((performance.now() - startedAt) / 1000).toFixed(1)} s` : `${what} failed; the reason is above.`,
  );
  return ok;
}

/** npm as a command and its first arguments: the very npm that runs us, if one does. */
function npm() {
  const ours = process.env.npm_execpath;
  return ours?.endsWith('npm-cli.js') ? [process.execPath, ours] : ['npm'];
}

/** Does `work` unless `stamp` says that it went well for `want` before; answers whether it is done. */
function onceFor(stamp, want, work) {
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === want) return true;
  rmSync(stamp, { force: true }); // an interrupted run must not pass for a whole one
  if (!work()) return false;
  mkdirSync(dirname(stamp), { recursive: true });
  writeFileSync(stamp, want);
  return true;
}

/**
 * Installs what package-lock.json says, unless it is there already; ends this process when that fails. Not by npm ci: where a registry lacks the binaries of other
 * platforms, npm leaves them out of the lock file, and npm ci then refuses it. No package's install script is needed.
 */
export function ensureInstalled() {
  const [major, minor] = process.versions.node.split('.').map(Number);
  if (major < 20 || (major === 20 && minor < 19)) {
    console.error(`Courtyard needs Node 20.19 or later; this is ${process.version}.`);
    process.exit(1);
  }
  const { dependencies, devDependencies, overrides } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
  const want = createHash('sha256')
    .update(readFileSync(join(root, 'package-lock.json')))
    .update(JSON.stringify([dependencies, devDependencies, overrides]))
    .update(`${process.platform} ${process.arch} ${process.versions.modules}`)
    .digest('hex');
  const [command, ...first] = npm();
  const quietly = ['--no-audit', '--no-fund', '--loglevel=error'];
  // --include=dev: the compiler's types are among them, whatever NODE_ENV says.
  const args = [...first, 'install', '--no-save', '--ignore-scripts', '--include=dev', ...quietly];
  if (!onceFor(join(root, 'node_modules/.installed'), want, () => ran('Installing packages', command, args)))
    process.exit(1);
}

/** Path, size and time of every file the compiler reads, as one line. */
function sourcesMark() {
  const mark = createHash('sha256');
  const add = (path) => {
    const { size, mtimeMs } = statSync(join(root, path));
    mark.update(`${path} ${size} ${mtimeMs}\n`);
  };
  for (const folder of ['apps', 'libs']) {
    if (!existsSync(join(root, folder))) continue;
    const files = readdirSync(join(root, folder), { recursive: true }).filter((name) => name.endsWith('.ts'));
    for (const file of files.sort()) add(join(folder, file));
  }
  for (const file of ['package.json', 'package-lock.json', 'tsconfig.json', 'tsconfig.build.json']) add(file);
  return mark.digest('hex');
}

/** Compiles apps and libs into dist, unless nothing has changed since the last time; says whether it went well. */
export function build() {
  const tsc = join(root, 'node_modules/typescript/bin/tsc');
  return onceFor(join(root, 'dist/.built'), sourcesMark(), () =>
    ran('Building', process.execPath, [tsc, '-p', 'tsconfig.build.json']),
  );
}
