import * as fc from 'fast-check';
import { addDays, civilDate, type CivilDate } from '#kernel';
import { camtFile, type CamtEntry } from '../../../../test/fixtures/bank/camt-file.js';
import { readBankCsv } from './bank-csv.js';
import type { BankFile, BankFileRefused } from './bank-file.js';
import { readCamt053 } from './camt053.js';
import { identifyLines } from './line-identity.js';

const bytes = (text: string) => new TextEncoder().encode(text);
const ACCOUNT = '601613-31926819';
const FIRST = civilDate('2026-04-01');
const DAYS = 8;

interface Payment {
  readonly day: number;
  readonly pence: number;
  readonly text: string;
}

/** Few amounts and texts, so that equal payments on one day are common. */
const payments = fc.array(
  fc.record({
    day: fc.nat(DAYS - 1),
    pence: fc.constantFrom(5_000, 11_843, -2_500),
    text: fc.constantFrom('RENT', 'rent ', 'SMITH J'),
  }),
  { maxLength: 30 },
);
/** Files of whole days, overlapping, out of order, the same one twice. */
const windows = fc.array(
  fc.tuple(fc.nat(DAYS - 1), fc.nat(DAYS - 1)).map(([a, b]) => [Math.min(a, b), Math.max(a, b)] as const),
  { minLength: 1, maxLength: 6 },
);

const dateOf = (p: Payment): CivilDate => addDays(FIRST, p.day);
const within = (all: readonly Payment[], [from, to]: readonly [number, number]) =>
  all.filter((p) => p.day >= from && p.day <= to).toSorted((a, b) => a.day - b.day);

function asCsv(list: readonly Payment[], newestFirst: boolean): string {
  const rows = list.map((p) => `${dateOf(p)},${p.text},${(p.pence / 100).toFixed(2)}`);
  return `Date,Details,Amount\n${(newestFirst ? rows.toReversed() : rows).join('\n')}\n`;
}

const readCsvFile = (text: string) =>
  readBankCsv(bytes(text), { date: 'Date', amount: 'Amount', description: ['Details'] });

/** Takes files in one after the other, as the import does: a line whose identity is known already is left out. */
function takeIn(files: readonly (BankFile | BankFileRefused)[]): { date: string; pence: number; text: string }[] {
  const known = new Map<string, { date: string; pence: number; text: string }>();
  for (const file of files) {
    if (!file.ok) throw new Error(JSON.stringify(file.problems));
    for (const { identity, line } of identifyLines(ACCOUNT, file.statements)) {
      if (!known.has(identity))
        known.set(identity, { date: line.booking_date, pence: line.amount_pence, text: line.text.toUpperCase() });
    }
  }
  return [...known.values()];
}

const sorted = (lines: readonly { date: string; pence: number; text: string }[]) =>
  lines.map((l) => `${l.date} ${l.pence} ${l.text}`).toSorted();

function expected(all: readonly Payment[], cuts: readonly (readonly [number, number])[]) {
  const covered = all.filter((p) => cuts.some(([from, to]) => p.day >= from && p.day <= to));
  return sorted(covered.map((p) => ({ date: dateOf(p), pence: p.pence, text: p.text.trim().toUpperCase() })));
}

describe('the same payment in two files is one payment', () => {
  it('CSV files of whole days may overlap: nothing is doubled, and two equal payments on one day are both real', () => {
    fc.assert(
      fc.property(payments, windows, fc.boolean(), (all, cuts, newestFirst) => {
        const files = cuts.map((cut) => within(all, cut)).filter((list) => list.length > 0);
        const taken = takeIn(files.map((list, i) => readCsvFile(asCsv(list, newestFirst && i % 2 === 0))));
        expect(sorted(taken)).toEqual(expected(all, cuts));
      }),
    );
  });

  it('so may camt.053 files, with the bank’s references or without, a statement a day or one for all', () => {
    const shape = fc.constantFrom('referenced', 'numbered per statement', 'without references');
    fc.assert(
      fc.property(payments, windows, shape, fc.boolean(), (all, cuts, kind, daily) => {
        const files = cuts.map((cut) => readCamt053(bytes(asCamt(all, cut, kind, daily))));
        expect(sorted(takeIn(files))).toEqual(expected(all, cuts));
      }),
      { numRuns: 60 },
    );
  });
});

function asCamt(all: readonly Payment[], [from, to]: readonly [number, number], kind: string, daily: boolean): string {
  const entriesOf = (first: number, last: number) =>
    within(all, [first, last]).map((p): CamtEntry => {
      const place = within(all, [p.day, p.day]).indexOf(p);
      const refs = {
        referenced: { servicer_ref: `R${all.indexOf(p)}` },
        'numbered per statement': { entry_ref: String(place + 1) },
      }[kind];
      return { on: dateOf(p), pence: p.pence, text: p.text, ...refs };
    });
  const before = (day: number) => within(all, [0, day - 1]).reduce((sum, p) => sum + p.pence, 0);
  const days = Array.from({ length: to - from + 1 }, (_, i) => from + i);
  const spans = daily ? days.map((d) => [d, d] as const) : [[from, to] as const];
  return camtFile(
    spans.map(([first, last]) => ({
      id: `S${first}-${last}`,
      opening_pence: before(first),
      from: addDays(FIRST, first),
      to: addDays(FIRST, last),
      entries: entriesOf(first, last),
    })),
  );
}

describe('what makes a line the same', () => {
  const identities = (...entries: CamtEntry[]) => {
    const file = readCamt053(bytes(camtFile([{ entries }])));
    if (!file.ok) throw new Error(JSON.stringify(file.problems));
    return identifyLines(ACCOUNT, file.statements);
  };
  const entry: CamtEntry = { on: '2026-04-07', pence: 5_000, text: 'RENT', name: 'MISS J SMITH' };

  it('blanks, case and punctuation do not; account, day, amount, words and the bank’s reference do', () => {
    const [first] = identities(entry);
    expect(identities({ ...entry, text: ' Rent.' })[0]?.identity).toBe(first?.identity);
    const others = [
      { ...entry, on: '2026-04-08' },
      { ...entry, pence: 5_001 },
      { ...entry, text: 'RENT 2' },
      { ...entry, name: 'MR J SMITH' },
      { ...entry, servicer_ref: 'A' },
    ].map((e) => identities(e)[0]?.identity);
    expect(new Set([first?.identity, ...others]).size).toBe(6);
  });

  it('the second equal payment of a day is another line, and so is the second payment of a batch', () => {
    expect(identities(entry, entry).map((l) => l.occurrence)).toEqual([1, 2]);
    const batch = { ...entry, pence: 10_000, servicer_ref: 'B', batch: [entry, entry] };
    const lines = identities(batch);
    expect(new Set(lines.map((l) => l.identity)).size).toBe(2);
  });

  it('statements of one day that follow on from each other are counted on; one that overlaps is not', () => {
    const part = (id: string, opening_pence: number, entries = [entry]) => ({ id, opening_pence, entries });
    const taken = (...parts: ReturnType<typeof part>[]) => {
      const file = readCamt053(bytes(camtFile(parts)));
      if (!file.ok) throw new Error(JSON.stringify(file.problems));
      return identifyLines(ACCOUNT, file.statements).filter((l) => !l.repeated_in_file).length;
    };
    expect(taken(part('A', 0), part('B', 5_000))).toBe(2);
    expect(taken(part('A', 0), part('B', 0, [entry, entry]))).toBe(2);
    expect(taken(part('A', 0), part('A', 0))).toBe(1);
  });
});
