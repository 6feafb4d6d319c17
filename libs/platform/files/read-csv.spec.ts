import * as fc from 'fast-check';
import { readCsv } from './read-csv.js';
import { writeCsv } from './write-csv.js';

const bytes = (text: string) => new TextEncoder().encode(text);
function read(text: string, limits = {}) {
  const file = readCsv(bytes(text), limits);
  if (!file.ok) throw new Error(JSON.stringify(file.problems));
  return file;
}
function problems(text: string | Uint8Array, limits = {}) {
  const file = readCsv(typeof text === 'string' ? bytes(text) : text, limits);
  if (file.ok) throw new Error(`read ${file.records.length} records`);
  return file.problems;
}

describe('reading CSV', () => {
  it('the header is record 1, and a line break inside quotes does not start a record', () => {
    const file = read('Name,Address\r\nAnn,"Flat 3\r\nRear of 9"\r\nBob,4\r\n');
    expect(file.header).toEqual(['Name', 'Address']);
    expect(file.records).toEqual([
      { record: 2, line: 2, cells: ['Ann', 'Flat 3\nRear of 9'] },
      { record: 3, line: 4, cells: ['Bob', '4'] },
    ]);
  });

  it.each([
    ['comma', ','],
    ['semicolon', ';'],
    ['tab', '\t'],
    ['bar', '|'],
  ])('the delimiter is found out: %s', (_, d) => {
    const file = read(`a${d}"b,;\tc"${d}d\n1${d}2${d}3\n`);
    expect(file.delimiter).toBe(d);
    expect(file.records[0]?.cells).toEqual(['1', '2', '3']);
  });

  it('lines may end as on Windows, on Unix, on an old Mac, or mixed', () => {
    for (const text of ['a,b\r\n1,2\r\n', 'a,b\n1,2\n', 'a,b\r1,2\r', 'a,b\r\n1,2\n', 'a,b\n1,2']) {
      expect(read(text).records).toEqual([{ record: 2, line: 2, cells: ['1', '2'] }]);
    }
  });

  it('blank lines are not records; a record of empty cells is one, but is left out', () => {
    const file = read('\na,b\n\n,\n1,2\n\n');
    expect(file.records).toEqual([{ record: 3, line: 5, cells: ['1', '2'] }]);
  });

  it('every ragged record is named; blank cells too many do no harm', () => {
    expect(read('a,b\n1,2,,\n').records[0]?.cells).toEqual(['1', '2']);
    expect(problems('a,b\n1\n1,2\n1,2,3\n')).toEqual([
      { code: 'ragged-record', record: 2, line: 2, message: expect.stringContaining('1 cells where the header has 2') },
      { code: 'ragged-record', record: 4, line: 4, message: expect.stringContaining('3 cells') },
    ]);
  });

  it('a quote never closed is reported where its record began, not where the file ends', () => {
    expect(problems('Name,Address\nAnn,1\n\nBob,"2\nCyd,3\nDee,4\n')).toEqual([
      {
        code: 'quote-not-closed',
        record: 3,
        line: 4,
        column: 'Address',
        message: expect.stringContaining('never closed'),
      },
    ]);
  });

  it('a quote in the middle of a cell is reported with its record', () => {
    expect(problems('a,b\n1,2\n3,4" pipe\n')).toMatchObject([
      { code: 'quote-misplaced', record: 3, line: 3, column: 'b' },
    ]);
    expect(problems('a,b\n1,"x"y\n')).toMatchObject([{ code: 'quote-misplaced', record: 2 }]);
  });

  it('two columns of the same name are refused, as it is not plain which is meant', () => {
    expect(problems('Name,Phone,name\n1,2,3\n')).toMatchObject([
      { code: 'duplicate-column', column: 'name', record: 1 },
    ]);
  });

  it('a file over its limits is refused and the limit named', () => {
    expect(problems('a\n1\n2\n3\n', { maxRecords: 2 })).toMatchObject([{ code: 'too-many-records' }]);
    expect(read('a\n1\n2\n', { maxRecords: 2 }).records).toHaveLength(2);
    const large = Buffer.alloc(51 * 1024 * 1024, 'a,b\n');
    expect(problems(large)).toEqual([{ code: 'file-too-large', message: expect.stringContaining('50 MB') }]);
    expect(problems(`${'a'.repeat(3)},`.repeat(300))).toMatchObject([{ code: 'too-many-columns' }]);
  });

  it('thousands of problems are listed to a limit, and the rest counted', () => {
    const list = problems(`a,b\n${'1\n'.repeat(5000)}`);
    expect(list).toHaveLength(201);
    expect(list.at(-1)).toEqual({ code: 'more-problems', message: expect.stringContaining('4800') });
  });

  it('what is no CSV at all is told so', () => {
    expect(problems('')).toMatchObject([{ code: 'empty-file' }]);
    expect(problems('a,b\n')).toMatchObject([{ code: 'no-records' }]);
    expect(problems('<!DOCTYPE html><html></html>')).toMatchObject([{ code: 'web-page' }]);
    expect(problems('<?xml version="1.0"?><Document/>')).toMatchObject([{ code: 'xml' }]);
    expect(problems(Buffer.from('PK\x03\x04xl/workbook.xml', 'latin1'))).toMatchObject([{ code: 'excel-workbook' }]);
  });
});

describe('writing CSV', () => {
  const columns = [
    { header: 'Name', kind: 'text', value: (r: { name: string }) => r.name },
    { header: 'Balance', kind: 'pence', value: (r: { pence: number }) => r.pence },
  ] as const;

  it('a surname that a spreadsheet would run as a formula gets an apostrophe; a credit keeps its minus', () => {
    const csv = writeCsv(columns, [
      { name: "=cmd|'/c calc'!A1", pence: -5001 },
      { name: '+44 7700 900123', pence: 0 },
      { name: 'O"Neill, Zoë', pence: 120450 },
    ]);
    expect(csv).toBe(
      '\ufeffName,Balance\r\n' +
        "'=cmd|'/c calc'!A1,-50.01\r\n" +
        "'+44 7700 900123,0.00\r\n" +
        '"O""Neill, Zoë",1204.50\r\n',
    );
  });

  it('a fraction of a penny is never written', () => {
    expect(() => writeCsv(columns, [{ name: 'Ann', pence: 0.5 }])).toThrow(RangeError);
  });

  it('whatever is written is read back as it was, formulas, quotes, blanks and line breaks included', () => {
    const hostile = fc.array(fc.constantFrom('=', '+', '-', '@', '\t', "'", '"', ',', ';', ' ', '\n', 'a', 'é', '€'), {
      minLength: 1,
      maxLength: 8,
    });
    const text = fc.oneof(
      hostile.map((parts) => parts.join('')),
      fc.string({ unit: 'grapheme', minLength: 1 }),
    );
    // oxlint-disable-next-line no-control-regex -- control characters are refused on reading, so they cannot come back
    const readable = text.filter((t) => !/[\r\u0000-\u0008\u000e-\u001f]/.test(t) && t.trim() !== '');
    fc.assert(
      fc.property(fc.array(fc.record({ name: readable, pence: fc.maxSafeInteger() }), { minLength: 1 }), (rows) => {
        const csv = writeCsv(columns, rows);
        const file = read(csv);
        expect(file.records.map((r) => r.cells[0])).toEqual(rows.map((r) => r.name));
        const risky = csv.replace('\ufeff', '').split('\r\n').slice(1);
        for (const line of risky) expect(line).not.toMatch(/^"?[=+\-@\t\r]/);
      }),
    );
  });
});
