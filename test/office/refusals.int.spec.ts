import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { refusalCodesWithWords } from '#platform/web';

process.env.COURTYARD_MASTER_KEY ??= 'ab'.repeat(32);
// The modules put their words in as they load.
await import('../../apps/office/office.module.js');

/** Every code that a rule of a context can refuse with, and a file that says so. */
function codesInRules(): ReadonlyMap<string, string> {
  const root = join(import.meta.dirname, '../../libs/contexts');
  const files = readdirSync(root, { recursive: true, encoding: 'utf8' }).filter(
    (f) => f.endsWith('.ts') && !/\.(spec|examples)\.ts$|refusals\.ts$/.test(f),
  );
  const codes = new Map<string, string>();
  for (const file of files) {
    const text = readFileSync(join(root, file), 'utf8');
    for (const [, code] of text.matchAll(/\b(?:refuse|refusal)\(\s*'([a-z0-9-]+)'/g)) if (code) codes.set(code, file);
  }
  return codes;
}

describe('a refusal', () => {
  it('says in words what is wrong and what to do, whichever rule it comes from', () => {
    const told = new Set(refusalCodesWithWords());
    const codes = codesInRules();
    expect(codes.size).toBeGreaterThan(80);
    expect([...codes].filter(([code]) => !told.has(code)).map(([code, file]) => `${code} (${file})`)).toEqual([]);
  });
});
