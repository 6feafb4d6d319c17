/**
 * `npm run bench`: measures on this machine and writes the table in docs/bench.md. `npm run bench -- rent` runs the files whose name
 * holds "rent" and only prints.
 *
 * A benchmark is a file test/bench/<what>.bench.mjs (imports like '#kernel' lead to the compiled dist) that exports
 *   name   a line for the table's heading
 *   run    async ({ adminUrl, freshDatabase, median, log }) => rows
 * Each runs in a Node process of its own, against one PostgreSQL that keeps its promises (fsync on, the settings of `npm start`):
 *   adminUrl        the superuser's URL
 *   freshDatabase() makes an empty database with our three roles: { database, adminUrl, ownerUrl, appUrl, jobsUrl }
 *   median(numbers) and log(line), which shows progress
 * and answers rows of { what, value, target?, ok? }: `value` and `target` are shown as they are given (say '0.31 of COPY', 'at least
 * 0.25'); a row with `ok: false` makes the whole run fail. Ratios are taken within one run, medians over several.
 */
import { spawnSync } from 'node:child_process';
import { chmodSync, existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { availableParallelism, cpus, tmpdir, totalmem } from 'node:os';
import { basename, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { build, ensureInstalled, root } from './ensure.mjs';

const FOLDER = join(root, 'test/bench');
const PASSWORDS = { owner: 'owner', app: 'app', jobs: 'jobs' }; // of a server that is gone afterwards

function median(numbers) {
  const sorted = numbers.toSorted((a, b) => a - b);
  const middle = Math.floor(sorted.length / 2);
  return sorted.length % 2 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
}

/** In the process of its own: runs one file and leaves its rows in `output`. */
async function runOne(file, adminUrl, output) {
  const { ensureRoles } = await import('./roles.mjs');
  let made = 0;
  const freshDatabase = async () => {
    made += 1;
    const database = `${basename(file, '.bench.mjs').replaceAll('-', '_')}_${process.pid}_${made}`;
    const urls = await ensureRoles(adminUrl, database, PASSWORDS);
    const url = new URL(adminUrl);
    url.pathname = `/${database}`;
    return { database, adminUrl: url.href, ...urls };
  };
  const { name, run } = await import(pathToFileURL(file).href);
  console.log(`\n${name}`);
  const rows = await run({ adminUrl, freshDatabase, median, log: (line) => console.log(`  ${line}`) });
  writeFileSync(output, JSON.stringify({ name, rows }));
}

async function machine(adminUrl) {
  const { default: pg } = await import('pg');
  const client = new pg.Client({ connectionString: adminUrl });
  await client.connect();
  const { rows } = await client.query(
    `select current_setting('server_version') as version, current_setting('fsync') as fsync`,
  );
  await client.end();
  const gigabytes = Math.round(totalmem() / 2 ** 30);
  return (
    `${cpus()[0]?.model ?? process.arch}, ${availableParallelism()} cores, ${gigabytes} GB, ` +
    `${process.platform}, Node ${process.versions.node}, PostgreSQL ${rows[0].version} (fsync ${rows[0].fsync})`
  );
}

function tableOf({ name, rows }) {
  const cell = (text) => String(text ?? '').replaceAll('|', '\\|');
  const lines = rows.map(
    ({ what, value, target, ok }) =>
      `| ${cell(what)} | ${cell(value)} | ${cell(target)} | ${ok === undefined ? '' : ok ? 'yes' : '**no**'} |`,
  );
  return [`## ${name}`, '', '| What | Measured | Target | Met |', '| --- | --- | --- | --- |', ...lines, ''].join('\n');
}

async function main(wanted) {
  ensureInstalled();
  if (!build()) return 1;
  const files = (existsSync(FOLDER) ? readdirSync(FOLDER) : [])
    .filter((file) => file.endsWith('.bench.mjs') && wanted.every((part) => file.includes(part)))
    .toSorted();
  if (!files.length) {
    console.error(`No file in test/bench is named *${wanted.join('*')}*.bench.mjs`);
    return 1;
  }
  const { startPostgres } = await import('./embedded-pg.mjs');
  const folder = mkdtempSync(join(tmpdir(), `courtyard-pg-${process.pid}-`));
  chmodSync(folder, 0o755); // the unprivileged postgres user must be able to enter it when this runs as root
  const server = await startPostgres({ dataDir: join(folder, 'data'), log: console.log });
  try {
    const results = [];
    let failed = 0;
    for (const file of files) {
      const output = join(folder, `${file}.json`);
      const args = ['--expose-gc', import.meta.filename, '--one', join(FOLDER, file), server.adminUrl, output];
      const { status } = spawnSync(process.execPath, args, { cwd: root, stdio: 'inherit' });
      if (status === 0) results.push(JSON.parse(readFileSync(output, 'utf8')));
      else console.error(`${file} failed (${status})`);
      if (status !== 0 || results.at(-1).rows.some(({ ok }) => ok === false)) failed += 1;
    }
    const report = [
      `# Benchmarks`,
      '',
      `Made by \`npm run bench\` on ${await machine(server.adminUrl)}.`,
      '',
      ...results.map(tableOf),
    ];
    const text = report.join('\n');
    console.log(`\n${text}`);
    if (!wanted.length && results.length === files.length) {
      const { format, resolveConfig } = await import('prettier');
      const file = join(root, 'docs/bench.md');
      writeFileSync(file, await format(text, { ...(await resolveConfig(file)), parser: 'markdown' }));
    }
    return failed ? 1 : 0;
  } finally {
    await server.stop();
    rmSync(folder, { recursive: true, force: true });
  }
}

const [first, ...rest] = process.argv.slice(2);
if (first === '--one') await runOne(...rest);
else process.exitCode = await main(first === undefined ? [] : [first, ...rest]);
