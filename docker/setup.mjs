// Runs once before office and worker: makes the roles, brings the database up to date, and hands the programs what they may know.
// The administrator's password and the owner's stay with this container. With arguments it is the command line instead:
//   docker compose -f docker/compose.yaml run --rm setup docker/setup.mjs verify
import { spawnSync } from 'node:child_process';
import { readFileSync, renameSync, writeFileSync } from 'node:fs';

const { DATABASE_URL, DATABASE_PASSWORD_FILE, HANDED_TO_APPS, COURTYARD_SETUP_CODE_FILE } = process.env;
const url = new URL(DATABASE_URL);
url.password = readFileSync(DATABASE_PASSWORD_FILE, 'utf8').trim();
process.env.DATABASE_URL = url.href;

const { openEnvironment } = await import('../scripts/environment.mjs');
const { setupCodeOf } = await import('../scripts/first-steps.mjs');
const { appUrl, appEnv, cliEnv } = await openEnvironment(console.log);
const wanted = process.argv.slice(2);
const args = ['dist/apps/cli/main.js', ...(wanted.length ? wanted : ['migrate'])];
const { status } = spawnSync(process.execPath, args, { env: cliEnv, stdio: 'inherit' });

if (status === 0 && !wanted.length) {
  const names = ['APP_URL', 'JOBS_URL', 'SESSION_SECRET', 'RECEIPT_KEY', 'MASTER_KEY'].map(
    (name) => `COURTYARD_${name}`,
  );
  const handed = Object.fromEntries(names.map((name) => [name, appEnv[name]]));
  writeFileSync(`${HANDED_TO_APPS}.part`, JSON.stringify(handed), { mode: 0o600 });
  renameSync(`${HANDED_TO_APPS}.part`, HANDED_TO_APPS);
  const code = await setupCodeOf(appUrl, COURTYARD_SETUP_CODE_FILE);
  if (code) console.log(`Nobody can sign in yet: set up your TMO at http://127.0.0.1:3000/setup with the code ${code}`);
}
process.exitCode = status ?? 1;
