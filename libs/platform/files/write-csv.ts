import { stringify } from 'csv-stringify/sync';
import type { CivilDate } from '#kernel';
import { guardCell } from './formula-guard.js';

/** A column of an export. Only text is guarded against formulas; money, dates and counts are typed and need no guard. */
export type CsvColumn<Row> = { readonly header: string } & (
  | { readonly kind: 'text'; readonly value: (row: Row) => string | null | undefined }
  | { readonly kind: 'pence'; readonly value: (row: Row) => number | null | undefined }
  | { readonly kind: 'date'; readonly value: (row: Row) => CivilDate | null | undefined }
  | { readonly kind: 'count'; readonly value: (row: Row) => number | null | undefined }
);

/**
 * An export as CSV (RFC 4180: CRLF, quotes doubled), with the UTF-8 mark that makes Excel read accents right. Text that
 * a spreadsheet would run as a formula gets a leading apostrophe, which readCsv takes off again. Money is in pounds with
 * two decimals and a minus for credit, so that it adds up in a spreadsheet.
 * @throws RangeError for money that is no whole number of pence.
 */
export function writeCsv<Row>(columns: readonly CsvColumn<Row>[], rows: Iterable<Row>): string {
  const records = [columns.map((column) => guardCell(column.header))];
  for (const row of rows) records.push(columns.map((column) => cellOf(column, row)));
  return stringify(records, { bom: true, record_delimiter: 'windows', quoted_match: MUST_BE_QUOTED });
}

/** csv-stringify by itself leaves a lone line feed unquoted when lines end in CRLF. */
const MUST_BE_QUOTED = /[\r\n]|^\s|\s$/;

function cellOf<Row>(column: CsvColumn<Row>, row: Row): string {
  if (column.kind === 'text') return guardCell(column.value(row) ?? '');
  if (column.kind === 'pence') return poundsCell(column.value(row));
  return String(column.value(row) ?? '');
}

function poundsCell(amount: number | null | undefined): string {
  if (amount === null || amount === undefined) return '';
  if (!Number.isSafeInteger(amount)) throw new RangeError(`not a whole number of pence: ${amount}`);
  const digits = String(Math.abs(amount)).padStart(3, '0');
  return `${amount < 0 ? '-' : ''}${digits.slice(0, -2)}.${digits.slice(-2)}`;
}
