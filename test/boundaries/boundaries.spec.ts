import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';

const root = process.cwd();

/** A small Courtyard in which every rule is kept. */
const KEPT: Record<string, string> = {
  'libs/kernel/index.ts': `export * from './pence.js';`,
  'libs/kernel/pence.ts': `import { Temporal } from 'temporal-polyfill';\nexport const pence = Temporal;`,
  'libs/platform/database/index.ts': `import 'typeorm';\nimport '#kernel';\nexport * from './database.js';`,
  'libs/platform/database/database.ts': `export const database = 1;`,
  'libs/platform/testing/index.ts': `import '#platform/database';`,
  'libs/contexts/agreement/contracts/index.ts': `export * from './ids.js';`,
  'libs/contexts/agreement/contracts/ids.ts': `import '#kernel';\nexport const id = 1;`,
  'libs/contexts/homes/contracts/index.ts': `import '#contexts/agreement/contracts/index.js';\nimport '#platform/database';`,
  'libs/contexts/homes/home/home.events.ts': `import '#kernel';`,
  'libs/contexts/homes/home/home.ts': `import './home.events.js';\nimport { address } from './address.js';\nimport '#contexts/agreement/contracts/index.js';\nexport const evolve = address;`,
  'libs/contexts/homes/home/address.ts': `export const address = 1;`,
  'libs/contexts/homes/home/let-home/let-home.ts': `import '../home.js';\nimport '../../contracts/index.js';`,
  'libs/contexts/homes/home/let-home/let-home.command.ts': `import './let-home.js';\nimport '#platform/database';`,
  'libs/contexts/homes/home/let-home/let-home.spec.ts': `import '#platform/testing';`,
  'libs/contexts/homes/homes.module.ts': `import './home/let-home/let-home.command.js';`,
  'libs/contexts/rent/contracts/index.ts': `import '#contexts/homes/contracts/index.js';`,
  'libs/contexts/rent/rent.examples.ts': `import '#contexts/homes/homes.module.js';`,
  'apps/verifier/verify.mjs': `import 'node:crypto';`,
  'libs/contexts/desk/desk.module.ts': `import '#contexts/rent/contracts/index.js';`,
  'libs/contexts/monitoring/contracts/index.ts': `import '#contexts/rent/contracts/index.js';`,
  'libs/contexts/newcomer/contracts/index.ts': `import '#kernel';`,
  'libs/composition/index.ts': `import '#contexts/homes/homes.module.js';\nimport '#platform/database';`,
  'apps/office/main.ts': `import './pages.js';\nimport '#composition';\nimport '#contexts/homes/homes.module.js';\nimport '#platform/database';`,
  'apps/office/pages.ts': `import '#contexts/rent/contracts/index.js';`,
  'apps/worker/main.ts': `import '#contexts/desk/desk.module.js';`,
};

/** One crossing each: the rule, the file that crosses it, and what it imports. */
const CROSSED: readonly [rule: string, file: string, imported: string][] = [
  ['no-cycles', 'libs/platform/database/database.ts', './index.js'],
  ['must-resolve', 'libs/platform/database/one.ts', './nowhere.js'],
  ['must-resolve', 'libs/platform/database/two.ts', '#contexts/nowhere/contracts/index.js'],
  ['sources-not-dist', 'apps/office/three.ts', '../../dist/libs/kernel/index.js'],
  ['kernel-depends-on-nothing-above', 'libs/kernel/four.ts', 'typeorm'],
  ['kernel-depends-on-nothing-above', 'libs/kernel/five.ts', '#platform/database'],
  ['platform-knows-no-context', 'libs/platform/database/six.ts', '#contexts/homes/contracts/index.js'],
  ['platform-by-its-index', 'libs/contexts/rent/seven.ts', '../../platform/database/database.js'],
  ['platform-by-its-index', 'libs/platform/jobs/eight.ts', '../database/database.js'],
  ['testing-only-in-specs', 'libs/contexts/rent/nine.ts', '#platform/testing'],
  ['testing-only-in-specs', 'libs/contexts/rent/nineteen.ts', './rent.examples.js'],
  ['verifier-stands-alone', 'apps/verifier/twenty.ts', '#kernel'],
  ['libs-not-to-apps', 'libs/contexts/desk/ten.ts', '../../../apps/office/pages.js'],
  ['no-app-to-another', 'apps/worker/eleven.ts', '../office/pages.js'],
  ['apps-compose-modules', 'apps/office/twelve.ts', '#contexts/homes/home/address.js'],
  ['apps-compose-modules', 'libs/composition/twenty-one.ts', '#contexts/homes/home/home.events.js'],
  ['composition-is-for-apps', 'libs/contexts/rent/twenty-two.ts', '#composition'],
  ['composition-is-for-apps', 'libs/platform/database/twenty-three.ts', '#composition'],
  ['contexts-meet-through-contracts', 'libs/contexts/rent/thirteen.ts', '#contexts/homes/home/address.js'],
  ['context-order-agreement', 'libs/contexts/agreement/fourteen.ts', '#contexts/homes/contracts/index.js'],
  ['context-order-homes', 'libs/contexts/homes/fifteen.ts', '#contexts/rent/contracts/index.js'],
  ['context-order-rent', 'libs/contexts/rent/sixteen.ts', '#contexts/monitoring/contracts/index.js'],
  ['context-order-desk', 'libs/contexts/desk/seventeen.ts', '#contexts/monitoring/contracts/index.js'],
  ['context-order-newcomer', 'libs/contexts/newcomer/eighteen.ts', '#contexts/agreement/contracts/index.js'],
  ['rules-are-pure', 'libs/contexts/homes/home/home.events.ts', '#platform/database'],
  ['rules-are-pure', 'libs/contexts/homes/home/address.ts', 'pg'],
  ['rules-are-pure', 'libs/contexts/homes/home/let-home/let-home.ts', 'node:fs'],
];

const folders: string[] = [];
afterAll(() => folders.forEach((folder) => rmSync(folder, { recursive: true })));

/** What the boundary tool says about these sources: 'rule: file → file', sorted. */
function crossings(sources: Record<string, string>): string[] {
  const folder = mkdtempSync(join(tmpdir(), 'courtyard-boundaries-'));
  folders.push(folder);
  for (const [file, text] of Object.entries(sources)) {
    mkdirSync(dirname(join(folder, file)), { recursive: true });
    writeFileSync(join(folder, file), text);
  }
  writeFileSync(join(folder, 'package.json'), readFileSync(join(root, 'package.json')));
  symlinkSync(join(root, 'node_modules'), join(folder, 'node_modules'));
  const program = join(root, 'node_modules/dependency-cruiser/bin/dependency-cruise.mjs');
  const args = [program, '--config', join(root, '.dependency-cruiser.mjs'), '--output-type', 'json', 'apps', 'libs'];
  const { stdout, stderr } = spawnSync(process.execPath, args, { cwd: folder, encoding: 'utf8' });
  if (!stdout) throw new Error(stderr);
  const { summary } = JSON.parse(stdout) as { summary: { violations: { rule: { name: string }; from: string }[] } };
  return summary.violations.map(({ rule, from }) => `${rule.name}: ${from}`).toSorted();
}

describe('who may import whom', () => {
  it('finds nothing to say about a Courtyard in which every rule is kept', () => {
    expect(crossings(KEPT)).toEqual([]);
  });

  it('names every import that crosses a boundary, and nothing else', () => {
    const faulty: Record<string, string> = { ...KEPT, 'dist/libs/kernel/index.js': 'export {};' };
    for (const [, file, imported] of CROSSED) faulty[file] = `${faulty[file] ?? ''}\nimport '${imported}';`;
    expect(crossings(faulty)).toEqual(CROSSED.map(([rule, file]) => `${rule}: ${file}`).toSorted());
  });
});
