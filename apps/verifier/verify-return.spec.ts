import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import * as fc from 'fast-check';
import { civilDate } from '#kernel';
import { returnFile } from '#contexts/monitoring/return-file/file-text.js';
import { figuresOf } from '#contexts/monitoring/return/figures.js';
import { aRow, following, someContents } from '#contexts/monitoring/return/return.examples.js';
import { type AccountMovements, type ReturnAccount, ROW_KINDS, rowOf } from '#contexts/monitoring/return/rows.js';
import { checkReturn } from './verify-return.mjs';

const sha256 = (text: string) => createHash('sha256').update(text).digest('hex');
const faultsOf = (text: string): readonly string[] => checkReturn(text).faults;

/** Any ledger of a quarter: accounts of every kind, before, in and after it, with anything posted to them. */
const pence = fc.integer({ min: -10_000_000, max: 10_000_000 });
const day = fc.integer({ min: 1, max: 28 }).map((n) => String(n).padStart(2, '0'));
const date = fc.tuple(fc.integer({ min: 2024, max: 2026 }), fc.integer({ min: 1, max: 9 }), day);
const anyDate = date.map(([year, month, d]) => civilDate(`${year}-0${month}-${d}`));
const anyAccount: fc.Arbitrary<{ account: ReturnAccount; ledger: AccountMovements }> = fc.record({
  account: fc.record({
    account: fc.integer({ min: 1_000_000, max: 9_999_999 }).map(String),
    kind: fc.constantFrom(...ROW_KINDS),
    opened_on: anyDate,
    closed_on: fc.option(anyDate),
    weekly_pence: fc.integer({ min: 0, max: 50_000 }),
  }),
  ledger: fc.record({
    opening_pence: pence,
    movements: fc.array(
      fc.record({
        nature: fc.constantFrom('brought-in' as const, 'due' as const, 'collected' as const, 'adjusted' as const),
        prior: fc.boolean(),
        amount_pence: pence,
      }),
      { maxLength: 6 },
    ),
  }),
});
const anyReturn = fc
  .record({
    accounts: fc.uniqueArray(anyAccount, { selector: (a) => a.account.account, maxLength: 20 }),
    charged_weeks: fc.option(fc.integer({ min: 48, max: 53 })),
    responsible: fc.constantFrom('tmo' as const, 'shared' as const, 'council' as const, 'not-delegated' as const),
  })
  .map(({ accounts, charged_weeks, responsible }) => {
    const { from, to } = someContents();
    const rows = accounts
      .flatMap(({ account, ledger }) => rowOf(account, ledger, { from, to }) ?? [])
      .sort((a, b) => (a.account < b.account ? -1 : 1));
    const figures = figuresOf({ rows, charged_weeks }, (d) => (d.id === 'voids' ? responsible : 'tmo'));
    return someContents({ rows, charged_weeks, figures });
  });

const quarter = [
  aRow({ account: '1002384', weekly_pence: 12_000, due_pence: 156_000, collected_pence: 150_000, opening_pence: 500 }),
  aRow({ account: '1002385', status: 'former', opening_pence: 40_000, collected_pence: 1_000 }),
  aRow({ account: '1002390', kind: 'void', status: 'empty', due_pence: 36_000 }),
  aRow({ account: '1002391', kind: 'garage', due_pence: 13_000, collected_pence: 13_000 }),
];
const contents = someContents({ rows: quarter });
const text = returnFile(contents);

/** The test vector of docs/return-format.md. */
const vector = someContents({
  rows: [
    aRow({
      account: '1002384',
      weekly_pence: 11_843,
      opening_pence: 5_000,
      due_pence: 153_959,
      collected_pence: 141_116,
      collected_prior_pence: -12_843,
    }),
    aRow({ account: '1002471', status: 'former', opening_pence: 64_218, collected_pence: 2_000 }),
    aRow({ account: '1002503', kind: 'void', status: 'empty', weekly_pence: 9_860, due_pence: 49_300 }),
  ],
});

describe('a return that holds', () => {
  it('holds whatever the ledger was: every row adds up and every figure follows from the rows', () => {
    fc.assert(
      fc.property(anyReturn, (any) => {
        expect(faultsOf(returnFile(any))).toEqual([]);
      }),
    );
  });
});

describe('docs/return-format.md', () => {
  const docs = join(import.meta.dirname, '../../docs');
  const specified = readFileSync(join(docs, 'return-format.vector.jsonl'), 'utf8');

  it('has a test vector that is written and read to the byte', () => {
    expect(returnFile(vector)).toBe(specified);
    expect(faultsOf(specified)).toEqual([]);
  });

  it('gives the hashes that are worked out from what it says', () => {
    const page = readFileSync(join(docs, 'return-format.md'), 'utf8');
    expect(page).toContain(sha256(specified));
    const [, twoLines = '', hash] = /```\n([0-9a-f]{64}\n\{.*\})\n```\s+and is `([0-9a-f]{64})`/.exec(page) ?? [];
    expect(sha256(twoLines)).toBe(hash);
    expect(specified).toContain(twoLines.split('\n')[1]?.slice(0, -1));
  });
});

describe('a return that was changed', () => {
  it('names the row of any one cell that was changed', () => {
    const anyChange = fc
      .record({ any: anyReturn, at: fc.nat(), cell: fc.nat(), by: fc.integer({ min: 1, max: 1_000_000 }) })
      .filter(({ any }) => any.rows.length > 0);
    fc.assert(
      fc.property(anyChange, ({ any, at, cell, by }) => {
        const n = at % any.rows.length;
        const lines = returnFile(any).split('\n');
        const line = lines.findIndex((l) => l.includes('"record":"row"')) + n;
        const row = JSON.parse(lines[line]!) as Record<string, string | number>;
        const names = Object.keys(row).filter((name) => name !== 'record');
        const name = names[cell % names.length]!;
        row[name] = typeof row[name] === 'number' ? row[name] + by : anotherText(row[name]!);
        lines[line] = JSON.stringify(row);
        expect(faultsOf(lines.join('\n'))).toContain(
          `row ${n + 1} (account ${row['account']}): its hash does not match its cells`,
        );
      }),
    );
  });

  it('never passes, whichever byte was changed', () => {
    fc.assert(
      fc.property(fc.nat({ max: text.length - 1 }), fc.string({ minLength: 1, maxLength: 1 }), (at, character) => {
        const other = text.slice(0, at) + character + text.slice(at + 1);
        expect(faultsOf(other).length > 0).toBe(other !== text);
      }),
      { numRuns: 500 },
    );
  });

  it('names one row, not those after it', () => {
    const faults = faultsOf(text.replace('"collected_pence":1000,', '"collected_pence":9000,'));
    expect(faults.filter((f) => f.includes('its hash'))).toEqual([
      'row 2 (account 1002385): its hash does not match its cells',
    ]);
    const ownHash = /"account":"1002385".*"hash":"([0-9a-f]{64})"/.exec(text)?.[1] ?? '';
    expect(faultsOf(text.replace(ownHash, sha256('another')))).toEqual([
      'row 2 (account 1002385): its hash does not match its cells',
    ]);
  });

  it('is found out by its sums when the forger has hashed every line again', () => {
    const forged = (was: string, is: string) => faultsOf(hashedAgain(text.replace(was, is)));
    expect(hashedAgain(text)).toBe(text);
    const collected = forged('"collected_pence":1000,', '"collected_pence":9000,');
    expect(collected.slice(0, 3)).toEqual([
      'row 2 (account 1002385): opening + brought in + due - collected + adjusted is 31000, not 39000',
      'total rent: collected_pence is 151000; the rows add up to 159000',
      'figure rent-collected version 1: its numerator is 151000; from the rows it is 159000',
    ]);
    expect(collected.slice(3).every((fault) => /^figure rent-collected-[ab] version 1: its /.test(fault))).toBe(true);
    expect(forged('"percent":"96.79"', '"percent":"99.79"')).toEqual([
      'figure rent-collected-a version 1: its percent is 99.79; from the rows it is 96.79',
    ]);
    expect(forged('"status":"empty"', '"status":"current"')).toContain(
      'row 3 (account 1002390): void, current is no kind and status',
    );
    expect(forged('credits not netted', 'credits netted')[0]).toContain('its words are not those that were published');
    expect(forged('"to":"2026-06-30"', '"to":"2026-06-29"')).toHaveLength(1);
    expect(forged('"format":"courtyard-return/1"', '"format":"courtyard-return/2"')).toHaveLength(1);
  });

  it('is found out when a line is missing, added, moved or written in another way', () => {
    const lines = text.split('\n');
    const row = lines.findIndex((l) => l.includes('1002385'));
    const without = lines.filter((_, i) => i !== row).join('\n');
    expect(faultsOf(without)).toContain(
      'row 2 (account 1002390): calls itself row 3: a row is missing or was added before it',
    );
    expect(faultsOf(hashedAgain(without))).toContain(
      'the last line counts 4 rows and 9 figures: lines are missing or were added',
    );
    const twice = lines.toSpliced(row, 0, lines[row]!).join('\n');
    expect(faultsOf(hashedAgain(twice))).toContain(
      'row 3 (account 1002385): rows are not in the order of their accounts',
    );
    expect(faultsOf(text.replace(',"kind"', ', "kind"'))[0]).toContain('is not written as the format has it');
    expect(faultsOf(text.replaceAll('\n', '\r\n'))[0]).toContain('is not written as the format has it');
    expect(faultsOf(lines.slice(0, -2).join('\n') + '\n')).toEqual(['the file has no last line: its end is missing']);
    expect(faultsOf(text.slice(0, -1))).toEqual(['the file does not end with a line end: it was cut off']);
    expect(faultsOf(hashedAgain([...lines.slice(0, -1), lines[row]!, ''].join('\n')))).toContain(
      'row 5 (account 1002385): is not where the format has it (line 28)',
    );
  });

  it('is never more than the verifier can take', () => {
    const record = fc.record({ record: fc.constantFrom('return', 'row', 'total', 'figure', 'end', 'toString') });
    const anyLines = fc.array(
      fc.oneof(
        fc.json(),
        fc.string(),
        record.map((r) => JSON.stringify(r)),
      ),
    );
    fc.assert(fc.property(anyLines, (any) => expect(faultsOf(any.join('\n')).length).toBeGreaterThan(0)));
    const members = Object.keys(JSON.parse(text.split('\n')[0]!) as object).slice(1);
    fc.assert(
      fc.property(fc.constantFrom(...members), fc.jsonValue(), (member, value) => {
        const [heading = '', ...rest] = text.split('\n');
        const other = JSON.stringify({ ...(JSON.parse(heading) as object), [member]: value });
        const file = hashedAgain([other, ...rest].join('\n'));
        expect(Array.isArray(faultsOf(file))).toBe(true);
      }),
    );
  });
});

describe('the verifier as a program', () => {
  const folder = mkdtempSync(join(tmpdir(), 'return-'));
  afterAll(() => rmSync(folder, { recursive: true }));
  const program = join(import.meta.dirname, 'verify-return.mjs');
  const save = (name: string, content: string | Buffer) => {
    writeFileSync(join(folder, name), content);
    return join(folder, name);
  };
  const verify = (...args: string[]) => {
    const run = spawnSync(process.execPath, [program, ...args], { cwd: folder, encoding: 'utf8', env: {} });
    return { code: run.status, says: run.stdout + run.stderr };
  };
  const file = save('2026-Q1.jsonl', text);

  it('says in plain words what the return says and that it holds', () => {
    const { code, says } = verify(file);
    expect(code).toBe(0);
    expect(says).toContain('Ash Estate TMO to Northwick Council: 2026-Q1, 2026-04-01 to 2026-06-30, version 1');
    expect(says).toContain(sha256(text));
    expect(says).toMatch(/rent-collected-a version 1 +96\.79% {2}£1,510\.00 of £1,560\.00/);
    expect(says).toContain('This return holds');
  });

  it('says which row was changed', () => {
    const { code, says } = verify(
      save('changed.jsonl', text.replace('"opening_pence":40000', '"opening_pence":40001')),
    );
    expect(code).toBe(1);
    expect(says).toContain('row 2 (account 1002385): its hash does not match its cells');
    expect(says).toContain('This return does not hold');
  });

  it('shows what the TMO does not do as not delegated', () => {
    const figures = figuresOf({ rows: quarter, charged_weeks: 52 }, (d) =>
      d.id === 'voids' ? 'council' : d.id === 'void-loss' ? 'not-delegated' : 'tmo',
    );
    const { code, says } = verify(save('council.jsonl', returnFile({ ...contents, figures })));
    expect(code).toBe(0);
    expect(says).toMatch(/voids version 1 +not delegated to the TMO: the council has this function\n/);
    expect(says).toMatch(/void-loss version 1 +not delegated to the TMO\n/);
  });

  it('compares the position and head hash that somebody holds', () => {
    const { position, head_hash } = contents;
    expect(verify(file, '--against', String(position), head_hash.toUpperCase()).code).toBe(0);
    expect(verify(file, '--against', String(position), 'ef'.repeat(32))).toMatchObject({ code: 1 });
    expect(verify(file, '--against', '12', head_hash).says).toContain('not at 12: the two cannot be compared');
  });

  it('checks that each account opens with what the return before closed it with', () => {
    const next = (...rows: Parameters<typeof aRow>[0][]) =>
      save('2026-Q2.jsonl', returnFile(following(contents, sha256(text), rows.map(aRow))));
    const opening = quarter.map(({ account, kind, status, closing_pence }) => ({
      account,
      kind,
      status,
      opening_pence: closing_pence,
    }));
    const good = verify(next(...opening), '--previous', file);
    expect(good.code).toBe(0);
    expect(good.says).toContain('Every account opens with what the previous return closed it with.');

    const [first, second] = [opening[0]!, opening[1]!];
    const broken = verify(next({ ...first, opening_pence: first.opening_pence - 1 }, second), '--previous', file);
    expect(broken.code).toBe(1);
    expect(broken.says).toContain('row 1 (account 1002384): opens with 6499; the previous return closed it with 6500');
    expect(broken.says).toContain('account 1002390: the previous return closed it with 36000; it has no row here');

    const other = save('other.jsonl', returnFile(someContents({ rows: quarter, version: 2 })));
    expect(verify(next(...opening), '--previous', other).says).toContain('the previous file is another');
    expect(verify(file, '--previous', other).says).toContain('says that it is the first of all');
  });

  it('says what to do when it is used wrongly or the file cannot be read', () => {
    expect(verify()).toMatchObject({ code: 2, says: expect.stringContaining('Usage') as string });
    expect(verify(file, '--against', 'soon', 'ab').code).toBe(2);
    expect(verify(join(folder, 'nowhere.jsonl')).code).toBe(2);
    expect(verify(save('latin.jsonl', Buffer.from('{"tmo":"Caf\xe9"}\n', 'latin1'))).code).toBe(2);
    expect(verify(save('bom.jsonl', `\uFEFF${text}`)).code).toBe(1);
    expect(verify(save('empty.jsonl', '')).code).toBe(1);
  });

  it('does not let a file speak to the terminal', () => {
    const { says } = verify(save('escape.jsonl', returnFile({ ...contents, tmo: 'Ash\u001b[2J' })));
    expect(says).toContain('Ash?[2J');
  });

  it('needs nothing but Node', () => {
    const imported = [...readFileSync(program, 'utf8').matchAll(/from '([^']+)'/g)].map((m) => m[1]);
    expect(imported.every((name) => name?.startsWith('node:'))).toBe(true);
    expect(imported.length).toBeGreaterThan(0);
  });
});

/** Another text of the same sort: another digit first, or another letter. */
function anotherText(cell: string | number): string {
  const was = String(cell);
  return (was.startsWith('1') ? '2' : '1') + was.slice(1);
}

/** What a forger can do: give every line the hash that it should have. */
function hashedAgain(file: string): string {
  let before = '0'.repeat(64);
  const lines = file.split('\n').slice(0, -1);
  const again = lines.map((line) => {
    const body = `${line.slice(0, line.lastIndexOf(',"hash":"'))}}`;
    before = sha256(`${before}\n${body}`);
    return `${body.slice(0, -1)},"hash":"${before}"}`;
  });
  return `${again.join('\n')}\n`;
}
