import { CsvError, parse } from 'csv-parse/sync';
import { decodeText, type TextEncoding } from './decode-text.js';
import { type FileProblem, listProblems } from './file-problem.js';
import { unguardCell } from './formula-guard.js';
import { MAX_CSV_COLUMNS, MAX_CSV_RECORDS, MAX_UPLOAD_BYTES } from './limits.js';

export interface CsvRecord {
  /** The header is record 1. Blank lines are not records; a line break inside quotes does not start one. */
  readonly record: number;
  /** The line, from 1, on which the record starts. */
  readonly line: number;
  /** As many as the header has, as the file has them, save for the apostrophe of our own formula guard. */
  readonly cells: readonly string[];
}

export interface CsvFile {
  readonly ok: true;
  readonly encoding: TextEncoding;
  readonly delimiter: Delimiter;
  /** Trimmed; no two the same, though several may be blank. */
  readonly header: readonly string[];
  /** Without those whose cells are all blank. Line breaks inside a cell are `\n`. */
  readonly records: readonly CsvRecord[];
}

export interface CsvRefused {
  readonly ok: false;
  readonly problems: readonly FileProblem[];
}

export interface CsvLimits {
  readonly maxBytes?: number;
  readonly maxRecords?: number;
}

/** Reads a CSV file: encoding and delimiter found out, every ragged record named, nothing guessed and nothing dropped. */
export function readCsv(bytes: Uint8Array, limits: CsvLimits = {}): CsvFile | CsvRefused {
  const maxBytes = limits.maxBytes ?? MAX_UPLOAD_BYTES;
  if (bytes.length > maxBytes) return refused([tooLarge(bytes.length, maxBytes)]);
  const decoded = decodeText(bytes);
  if (!decoded.ok) return refused([decoded.problem]);

  const text = decoded.text.replaceAll(/\r\n?/g, '\n');
  const markup = markupProblem(text);
  if (markup) return refused([markup]);
  const delimiter = sniffDelimiter(text);
  const raw = splitRecords(text, delimiter, limits.maxRecords ?? MAX_CSV_RECORDS);
  if (!raw.ok) return raw;

  const [first, ...rest] = raw.records;
  const header = (first?.cells ?? []).map((name) => unguardCell(name.trim()));
  const problems = headerProblems(header);
  if (problems.length > 0) return refused(problems);
  const records: CsvRecord[] = [];
  for (const record of rest) {
    if (record.cells.every((cell) => cell.trim() === '')) continue;
    const fitted = fit(record, header.length);
    if (fitted) records.push(fitted);
    else problems.push(ragged(record, header.length));
  }
  if (problems.length > 0) return refused(problems);
  if (records.length === 0) {
    return refused([
      { code: 'no-records', message: 'The file has column names but no records under them.', record: 1 },
    ]);
  }
  return { ok: true, encoding: decoded.encoding, delimiter, header, records };
}

const DELIMITERS = [',', ';', '\t', '|'] as const;
export type Delimiter = (typeof DELIMITERS)[number];

/** Whichever stands most often in the header outside quotes; a comma when none does. */
function sniffDelimiter(text: string): Delimiter {
  const counts = new Map<string, number>();
  let quoted = false;
  for (const c of text) {
    if (c === '"') quoted = !quoted;
    else if (quoted) continue;
    else if (c === '\n') {
      if (counts.size > 0) break;
    } else counts.set(c, (counts.get(c) ?? 0) + 1);
  }
  const most = DELIMITERS.toSorted((a, b) => (counts.get(b) ?? 0) - (counts.get(a) ?? 0));
  return most[0] ?? ',';
}

type RawRecords = { readonly ok: true; readonly records: readonly CsvRecord[] };

function splitRecords(text: string, delimiter: string, maxRecords: number): RawRecords | CsvRefused {
  const records: CsvRecord[] = [];
  let lastLine = 0;
  try {
    parse(text, {
      delimiter,
      record_delimiter: '\n',
      relax_column_count: true,
      skip_empty_lines: true,
      on_record: (cells: string[], { lines }) => {
        // csv-parse counts to the record's last line.
        const start = lines - cells.reduce((breaks, cell) => breaks + cell.split('\n').length - 1, 0);
        records.push({ record: records.length + 1, line: start, cells });
        lastLine = lines;
        if (records.length > maxRecords + 1) throw new TooManyRecords();
        return null; // collected here: csv-parse need not keep its own copy
      },
    });
  } catch (error) {
    if (error instanceof TooManyRecords) return refused([tooMany(maxRecords)]);
    if (!(error instanceof CsvError)) throw error;
    return refused([quoteProblem(error, text, records, lastLine)]);
  }
  return { ok: true, records };
}

class TooManyRecords extends Error {}

function quoteProblem(error: CsvError, text: string, records: readonly CsvRecord[], lastLine: number): FileProblem {
  const record = records.length + 1;
  const line = 1 + text.split('\n').findIndex((content, index) => index >= lastLine && content !== '');
  const index = error['index'];
  const column = typeof index === 'number' ? records[0]?.cells[index]?.trim() : undefined;
  const where = `Record ${record}, which starts on line ${line}`;
  const cell = column ? `, column “${column}”` : '';
  const place = { record, line, ...(column ? { column } : {}) };
  if (error.code === 'CSV_QUOTE_NOT_CLOSED') {
    const message = `${where}${cell}: a quote (") is opened and never closed, so the rest of the file was read as one cell. Close it, or export the file again.`;
    return { code: 'quote-not-closed', message, ...place };
  }
  const message = `${where}${cell}: a quote (") stands in the middle of a cell, or an earlier one was not closed. A quote inside a cell is written twice ("") and the cell put in quotes. Correct it, or export the file again.`;
  return { code: 'quote-misplaced', message, ...place };
}

/** The record with as many cells as the header: blank ones too many are taken off; undefined when it cannot be made to fit. */
function fit(record: CsvRecord, columns: number): CsvRecord | undefined {
  const extra = record.cells.slice(columns);
  if (record.cells.length < columns || extra.some((cell) => cell.trim() !== '')) return undefined;
  return { ...record, cells: record.cells.slice(0, columns).map(unguardCell) };
}

function ragged({ record, line, cells }: CsvRecord, columns: number): FileProblem {
  const hint =
    cells.length < columns
      ? 'A cell may be missing, the file may be cut short here, or lines may stand above the column names: delete those.'
      : 'A cell that holds the delimiter must be put in quotes.';
  const message = `Record ${record} (line ${line}) has ${cells.length} cells where the header has ${columns}. ${hint}`;
  return { code: 'ragged-record', message, record, line };
}

function headerProblems(header: readonly string[]): FileProblem[] {
  if (header.length > MAX_CSV_COLUMNS) {
    const message = `The file has ${header.length} columns; at most ${MAX_CSV_COLUMNS} can be read. Take out what is not needed.`;
    return [{ code: 'too-many-columns', message, record: 1 }];
  }
  const problems: FileProblem[] = [];
  for (const [index, name] of header.entries()) {
    const before = header.findIndex((other) => other.toLowerCase() === name.toLowerCase());
    if (name === '' || before === index) continue;
    const message = `Columns ${before + 1} and ${index + 1} are both called “${name}”. Rename one, so that it is plain which is meant.`;
    problems.push({ code: 'duplicate-column', message, record: 1, column: name });
  }
  return problems;
}

function markupProblem(text: string): FileProblem | undefined {
  const start = text.slice(0, 200).trimStart().toLowerCase();
  if (start.startsWith('<!doctype html') || start.startsWith('<html')) {
    const message =
      'This is a web page, not a CSV file. The site may have asked you to log in again: download it once more.';
    return { code: 'web-page', message, line: 1 };
  }
  if (start.startsWith('<?xml')) {
    return { code: 'xml', message: 'This is an XML file, not a CSV file. Choose the kind of file it is.', line: 1 };
  }
  return undefined;
}

function megabytes(bytes: number): string {
  return `${Math.ceil(bytes / 1024 / 1024)} MB`;
}

function tooLarge(bytes: number, maxBytes: number): FileProblem {
  const message = `The file is ${megabytes(bytes)}; at most ${megabytes(maxBytes)} can be read. Export a shorter period or fewer columns.`;
  return { code: 'file-too-large', message };
}

function tooMany(maxRecords: number): FileProblem {
  const message = `The file has more than ${maxRecords} records. Split it and upload the parts one after the other.`;
  return { code: 'too-many-records', message };
}

function moreProblems(count: number): FileProblem {
  return { code: 'more-problems', message: `And ${count} more like these.` };
}

function refused(problems: readonly FileProblem[]): CsvRefused {
  return { ok: false, problems: listProblems(problems, moreProblems) };
}
