// `npm test`: everything that can be checked, each tool as one test and Jest's tests beside them; the last line says how many.
// `npm test -- libs/kernel`: only Jest, on what is named.
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { build, ensureInstalled, root } from './ensure.mjs';

const JEST = ['--experimental-vm-modules', '--disable-warning=ExperimentalWarning', 'node_modules/jest/bin/jest.js'];

/** What each check is called, and the program with its arguments. */
const CHECKS = [
  ['types', 'typescript/bin/tsc', '-p', 'tsconfig.json'],
  ['formatting', 'prettier/bin/prettier.cjs', '--check', '--cache', '--log-level=warn', '.'],
  ['lint', 'oxlint/bin/oxlint', '--type-aware', '--deny-warnings'],
  ['boundaries', 'dependency-cruiser/bin/dependency-cruise.mjs', '--config', '.dependency-cruiser.mjs', 'apps', 'libs'],
  ['dead code', 'knip/bin/knip.js', '--no-progress'],
];

const startedAt = performance.now();
const isCi = Boolean(process.env.CI) && process.env.CI !== 'false';

const seconds = (since) => `${((performance.now() - since) / 1000).toFixed(1)} s`;

/** Runs one check quietly; what it says is shown when it fails. */
function passes([name, program, ...args]) {
  const since = performance.now();
  const done = spawnSync(process.execPath, [join('node_modules', program), ...args], {
    cwd: root,
    encoding: 'utf8',
    maxBuffer: 64_000_000,
  });
  const ok = done.status === 0;
  console.log(`${ok ? '✓' : '✕'} ${name} (${seconds(since)})`);
  if (!ok) console.log(`${done.stdout}${done.stderr}${done.error?.message ?? ''}`);
  return ok;
}

function jest(args, env) {
  return spawnSync(process.execPath, [...JEST, ...args], {
    cwd: root,
    stdio: 'inherit',
    env: { ...process.env, ...env },
  });
}

/** Runs all of Jest's tests: { passed, failed, skipped: [name] }. */
function allTests() {
  const folder = mkdtempSync(join(tmpdir(), 'courtyard-totals-'));
  const file = join(folder, 'totals.json');
  try {
    const { status, signal } = jest([], { COURTYARD_TEST_TOTALS: file });
    const totals = JSON.parse(readFileSync(file, 'utf8'));
    // Jest can also fail without a failed test: nothing found, or a set-up that could not be taken down.
    if (status !== 0 && totals.failed === 0) totals.failed = 1;
    if (signal) console.error(`Jest ended with ${signal}`);
    return totals;
  } catch (error) {
    console.error(`Jest did not get to the end of its tests: ${error.message}`);
    return { passed: 0, failed: 1, skipped: [] };
  } finally {
    rmSync(folder, { recursive: true });
  }
}

ensureInstalled();
const named = process.argv.slice(2);
if (named.length) {
  build(); // some tests start the compiled programs; if that fails, the others still have something to say
  process.exit(jest(named).status ?? 1);
}

const { chromium, redisServer } = await import('../test/setup/programs.mjs');
const missing = [...(chromium ? [] : ['chromium']), ...(redisServer ? [] : ['redis-server'])];

const results = [build(), ...CHECKS.map(passes)];
if (missing.length && isCi) {
  console.log(`✕ nothing is skipped in CI, and ${missing.join(' and ')} is missing`);
  results.push(false);
}
const totals = allTests();
if (missing.length || totals.skipped.length) {
  console.log(
    `\nSkipped${missing.length ? ` for want of ${missing.join(' and ')} (apt-get install ${missing.join(' ')})` : ''}:`,
  );
  for (const name of totals.skipped) console.log(`  ${name}`);
  if (isCi && !missing.length) results.push(false);
}

const passed = totals.passed + results.filter(Boolean).length;
const failed = totals.failed + results.filter((ok) => !ok).length;
const skipped = totals.skipped.length;
console.log(`\nAll of it took ${seconds(startedAt)}`);
console.log(`${passed} passed, ${failed} failed${skipped ? `, ${skipped} skipped` : ''}`);
process.exitCode = failed ? 1 : 0;
