import { type CivilDate, parsePounds, type Pence, pence } from '#kernel';
import { type CsvRecord, readDate } from '#platform/files';
import type { ExtractField, ExtractMapping } from '../batch/extract-mapping.js';
import type { Findings } from './findings.js';
import type { WarningCode } from './warnings.js';

type AnyField = ExtractField | 'address' | 'phone';

/** One record of an extract: its cells by field, and what is wrong with them. */
export class RecordCells {
  constructor(
    private readonly source: CsvRecord,
    private readonly index: ReadonlyMap<string, number>,
    private readonly mapping: ExtractMapping,
    private readonly findings: Findings,
  ) {}

  get record(): number {
    return this.source.record;
  }

  get refused(): boolean {
    return this.findings.isRefused(this.record);
  }

  private raw(column: string): string {
    return this.source.cells[this.index.get(column) ?? -1] ?? '';
  }

  private columns(field: AnyField): readonly string[] {
    if (field === 'address' || field === 'phone') return this.mapping[field];
    const column = this.mapping[field];
    return column === undefined ? [] : [column];
  }

  isMapped(field: AnyField): boolean {
    return this.columns(field).length > 0;
  }

  /** The column's name, the first of several. */
  column(field: AnyField): string {
    return this.columns(field)[0] ?? '';
  }

  /** The cells as the file has them. */
  written(field: AnyField): string {
    return this.columns(field)
      .map((column) => this.raw(column))
      .join(', ');
  }

  /** One line, blanks and what nobody sees taken together; else as the file has it; '' when the field is not mapped. */
  text(field: AnyField): string {
    const [first = ''] = this.columns(field);
    return this.raw(first)
      .replaceAll(/[\s\p{Cc}]+/gu, ' ')
      .trim();
  }

  /** With their line ends: an address is written over several lines. */
  texts(field: 'address' | 'phone'): string[] {
    return this.columns(field)
      .map((column) =>
        this.raw(column)
          .replaceAll(/(?!\n)\p{Cc}/gu, ' ')
          .trim(),
      )
      .filter((text) => text !== '');
  }

  /** Says so when a text is longer than the records keep. */
  limit(field: AnyField, text: string | null, most: number): void {
    if (text !== null && text.length > most) this.fail(field, `longer than ${most} characters`, 'Shorten it.');
  }

  /** A code or number as meant: ="00123" is how exports keep a spreadsheet from eating the noughts. */
  code(field: AnyField): string {
    return this.text(field)
      .replace(/^="(.*)"$/, '$1')
      .trim();
  }

  fail(field: AnyField, why: string, what_to_do: string): undefined {
    this.findings.error({
      record: this.record,
      column: this.column(field),
      value: this.written(field),
      why,
      what_to_do,
    });
    return undefined;
  }

  warn(field: AnyField, code: WarningCode, message: string): void {
    this.findings.warn({ record: this.record, column: this.column(field), code, message });
  }

  /** Null when blank; undefined when wrong, which has then been said. */
  date(field: 'starts_on' | 'ends_on' | 'dob'): CivilDate | null | undefined {
    const text = this.code(field);
    if (text === '') return null;
    const date = readDate(text, { order: this.mapping.date_order ?? 'day-first' });
    if (date.ok) return date.on;
    switch (date.why) {
      case 'no-such-date':
      case 'ambiguous':
        return this.fail(
          field,
          'no such date',
          'Correct it; if the file has the month first, choose that as its date order.',
        );
      case 'two-digit-year':
        return this.fail(
          field,
          'year of two digits',
          'Export dates with the year in four digits, so that 45 cannot be taken for 2045.',
        );
      case 'not-a-date': {
        const serial = /^\d{4,5}$/.test(text);
        const hint = serial
          ? 'It looks like a spreadsheet’s day number: format the column as dates and export again.'
          : 'Write it as 31/01/2026.';
        return this.fail(field, 'not a date', hint);
      }
    }
  }

  /** Null when blank; undefined when wrong, which has then been said. Credit is negative. */
  money(field: 'rent' | 'service' | 'heating' | 'water' | 'balance'): Pence | null | undefined {
    const text = this.text(field);
    if (text === '') return null;
    if (/^[-–—]$/.test(text)) return pence(0); // how a spreadsheet's accounting format shows nothing
    const amount = parsePounds(text.replace(/^(CR|DR)\s*(.*)$/i, '$2$1'));
    if (amount !== undefined) return amount;
    if (/\d\.\d{3,}/.test(text)) return this.fail(field, 'fraction of a penny', 'Give it in pounds and whole pence.');
    return this.fail(
      field,
      'not an amount of money',
      'Give it in pounds and pence, as 1,204.50; a credit as -35.20, (35.20) or 35.20CR.',
    );
  }
}
