import { type CivilDate, formatPounds } from '#kernel';
import {
  type CsvFile,
  type CsvRecord,
  type DateOrder,
  dateOrderOf,
  listProblems,
  readCsv,
  readDate,
} from '#platform/files';
import { bankIdentity } from '../bank-account/bank-identity.js';
import { type CellOf, readCsvAmount, readSigned } from './bank-csv-amount.js';
import { type BankCsvMapping, mappingFaults } from './bank-csv-mapping.js';
import type { Balance, BankFile, BankFileProblem, BankFileRefused, BankLine, StatementAccount } from './bank-file.js';
import { plainText } from './camt-values.js';
import { MAX_BANK_LINES } from './limits.js';
import { checkRunningBalance, type RunningLine } from './running-balance.js';

/**
 * Reads a bank's CSV by a mapping of its columns, into one statement whose every line is booked. All or nothing, as for
 * camt.053; but without a balance column nothing proves that a CSV file is complete, and a warning says so.
 */
export function readBankCsv(bytes: Uint8Array, mapping: BankCsvMapping, currency = 'GBP'): BankFile | BankFileRefused {
  const csv = readCsv(bytes, { maxRecords: MAX_BANK_LINES });
  if (!csv.ok) {
    return refused(
      csv.problems.map(({ code, message, record }) => ({
        code,
        message,
        where: record === undefined ? 'the file' : `record ${record}`,
      })),
    );
  }
  const faults = mappingFaults(mapping, csv.header);
  if (faults.length > 0)
    return refused(faults.map((message) => ({ code: 'mapping-incomplete', where: 'record 1', message })));
  return new BankCsvReader(csv, mapping, currency).read();
}

interface CsvLine extends RunningLine {
  readonly line: BankLine;
}

class BankCsvReader {
  private readonly problems: BankFileProblem[] = [];
  private readonly warnings: BankFileProblem[] = [];
  private readonly index: ReadonlyMap<string, number>;

  constructor(
    private readonly csv: CsvFile,
    private readonly mapping: BankCsvMapping,
    private readonly currency: string,
  ) {
    this.index = new Map(csv.header.map((name, at) => [name, at]));
  }

  read(): BankFile | BankFileRefused {
    const order = this.dateOrder();
    const lines = this.csv.records.map((record) => this.readLine(record, order)).filter((line) => line !== undefined);
    const account = this.readAccount();
    if (this.problems.length > 0) return refused(this.problems);
    const balances = this.readBalances(lines);
    if (this.problems.length > 0) return refused(this.problems);
    const entries = lines.map(({ line }, at) => ({
      ordinal: at + 1,
      status: 'BOOK' as const,
      amount_pence: line.amount_pence,
      lines: [line],
    }));
    const statement = {
      ordinal: 1,
      statement_id: null,
      sequence_number: null,
      account,
      currency: this.mapping.currency ? this.currency : null,
      ...balances,
      entries,
    };
    return { ok: true, format: 'csv', statements: [statement], warnings: this.warnings };
  }

  private cellOf(record: CsvRecord): CellOf {
    return (column) => (column === undefined ? '' : (record.cells[this.index.get(column) ?? -1] ?? ''));
  }

  private problem(code: string, record: number, message: string): void {
    this.problems.push({ code, where: `record ${record}`, message });
  }

  private warn(code: string, record: number, message: string): void {
    this.warnings.push({ code, where: `record ${record}`, message });
  }

  private dateOrder(): DateOrder | undefined {
    if (this.mapping.date_format) return this.mapping.date_format;
    const order = dateOrderOf(this.csv.records.map((record) => this.cellOf(record)(this.mapping.date)));
    return order === 'both' ? 'day-first' : order; // the dates of the other order are then refused one by one
  }

  private readLine(record: CsvRecord, order: DateOrder | undefined): CsvLine | undefined {
    const { mapping } = this;
    const cell = this.cellOf(record);
    const text = plainText(...mapping.description.map(cell), isDirection(cell(mapping.type)) ? '' : cell(mapping.type));
    const amount = readCsvAmount(mapping, cell);
    if (!amount.ok && amount.code === 'amount-missing' && BALANCE_ROW.test(text)) {
      this.warn('balance-row', record.record, `“${text}” has no amount and was left out.`);
      return undefined;
    }
    const day = this.readDay(cell(mapping.date), record.record, order);
    if (!amount.ok)
      this.problem(
        amount.code,
        record.record,
        `${amount.message} Correct it in the bank’s own export, or choose other columns.`,
      );
    const currency = cell(mapping.currency).trim().toUpperCase();
    if (currency !== '' && currency !== this.currency)
      this.problem(
        'other-currency',
        record.record,
        `The line is in ${currency}; only ${this.currency} can be taken in.`,
      );
    const written = cell(mapping.balance).trim();
    const balance = written === '' ? undefined : readSigned(written);
    if (written !== '' && balance === undefined)
      this.problem(
        'amount-unreadable',
        record.record,
        `“${written}” in column “${mapping.balance}” is not an amount in pounds.`,
      );
    if (!amount.ok || day === undefined) return undefined;
    if (amount.amount === 0)
      this.warn('amount-of-nothing', record.record, 'The amount is £0.00: it is shown, and nothing is posted for it.');
    const line: BankLine = {
      where: `record ${record.record}`,
      booking_date: day,
      value_date: null,
      amount_pence: amount.amount,
      reversal: false,
      bank_ref: plainText(cell(mapping.transaction_id)) || null,
      transaction_ordinal: 1,
      end_to_end_id: plainText(cell(mapping.reference)) || null,
      creditor_reference: null,
      text,
      counterparty_name: plainText(cell(mapping.payer)) || null,
      counterparty_account: null,
      return_reason: null,
    };
    return { line, amount_pence: line.amount_pence, balance_pence: balance };
  }

  private readDay(written: string, record: number, order: DateOrder | undefined): CivilDate | undefined {
    const date = readDate(written, { order, shortYears: true });
    if (date.ok) return date.on;
    const column = `“${written}” in column “${this.mapping.date}”`;
    if (date.why === 'ambiguous') {
      this.problem(
        'date-ambiguous',
        record,
        `${column} could be two days, and no date in the file shows which number is the day. Choose the date format.`,
      );
    } else if (date.why === 'no-such-date') {
      const other =
        order && readDate(written, { order: order === 'day-first' ? 'month-first' : 'day-first', shortYears: true }).ok;
      const hint = other
        ? 'Read with day and month the other way round there is: choose the date format, and check that all dates have it.'
        : 'Correct it.';
      this.problem('no-such-date', record, `${column}: there is no such date. ${hint}`);
    } else {
      this.problem(
        'date-unreadable',
        record,
        `${column} is not a date. If it is a heading or a total, delete the line.`,
      );
    }
    return undefined;
  }

  private readAccount(): StatementAccount {
    const columns = this.mapping.account;
    if (!columns) return { identity: null, written: null };
    const found = new Map<string, number>();
    for (const record of this.csv.records) {
      const written = columns.map((column) => this.cellOf(record)(column).replaceAll(/[^a-z0-9]/gi, '')).join('');
      if (written !== '' && !found.has(written)) found.set(written, record.record);
    }
    const [first, second] = found;
    if (second)
      this.problem(
        'several-accounts',
        second[1],
        `This line is of account ${second[0]}, earlier ones of ${first?.[0]}. Download one account at a time.`,
      );
    const identity = (first && bankIdentity(first[0])) ?? null;
    // Half a number (a name, the last four digits) is no ground to refuse a file for being of another account.
    return { identity, written: identity === null ? null : (first?.[0] ?? null) };
  }

  private readBalances(lines: readonly CsvLine[]): { opening: Balance | null; closing: Balance | null } {
    const none = { opening: null, closing: null };
    const dates = lines.map(({ line }) => line.booking_date);
    const newestFirst = (dates[0] ?? '') > (dates.at(-1) ?? '');
    const running = checkRunningBalance(lines, newestFirst ? 'newest-first' : 'oldest-first');
    if (!running) {
      this.warn(
        'no-balances',
        1,
        'The file has no running balance, so nothing shows that it is complete. Compare the total with the bank’s.',
      );
      return none;
    }
    if (!running.ok) {
      const where = lines[running.index]?.line.where ?? 'the file';
      const message = `The balance after this line should be ${formatPounds(running.expected_pence)}, but the file says ${formatPounds(running.found_pence)}. Lines are missing or altered: download it again; or the balance column is not the running balance: choose none.`;
      this.problems.push({ code: 'balances-do-not-add-up', where, message });
      return none;
    }
    const [oldest, newest] = running.newest_first ? [dates.at(-1), dates[0]] : [dates[0], dates.at(-1)];
    return {
      opening: { amount_pence: running.opening_pence, on: oldest ?? null, kind: 'running' },
      closing: { amount_pence: running.closing_pence, on: newest ?? null, kind: 'running' },
    };
  }
}

/** Rows that some banks put among the lines. */
const BALANCE_ROW = /\b(?:balance (?:brought|carried) forward|(?:opening|closing|start|end) balance)\b/i;

function isDirection(type: string): boolean {
  return /^\s*(?:cr?|dr?|credit|debit|crdt|dbit)\s*$/i.test(type);
}

function moreProblems(count: number): BankFileProblem {
  return { code: 'more-problems', where: 'the file', message: `And ${count} more like these.` };
}

function refused(problems: readonly BankFileProblem[]): BankFileRefused {
  return { ok: false, problems: listProblems(problems, moreProblems) };
}
