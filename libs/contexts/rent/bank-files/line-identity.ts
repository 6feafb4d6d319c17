import { sha256Hex } from '#platform/files';
import { type BankLine, bookedLines, type Statement } from './bank-file.js';

/**
 * What makes two lines of two files the same payment: a SHA-256 in hex, so that it may be kept as a key without keeping
 * the payer's words.
 *
 * - Where the bank gives a reference (AcctSvcrRef, NtryRef, a transaction id): account, booking date, amount, that
 *   reference, which payment of the entry it is, and `occurrence`. The reference alone is not enough: some banks number
 *   the entries of each statement from 1.
 * - Else: account, booking date, amount, all that is written on the line (letters and digits only, so that blanks and
 *   case may differ), and `occurrence`.
 *
 * `occurrence` is 1 for the first such line of its day, 2 for the next: two equal payments on one day are both real.
 *
 * What it cannot tell apart: equal lines without a bank reference in two files that were cut in the middle of one day.
 * Files cut at the end of days overlap safely. A statement downloaded while its day is still running, and the rest of
 * that day in a later file by itself, would count an equal payment in the rest as the one already seen; the whole day
 * downloaded again does not. Nor does it know a line that the bank words differently in another format, or that is
 * read with other description columns: an account should keep to one format and one mapping.
 */
export function lineIdentity(account: string, line: BankLine, occurrence: number): string {
  return sha256Hex(Buffer.from(JSON.stringify([...likenessOf(account, line), occurrence]), 'utf8'));
}

function likenessOf(account: string, line: BankLine): (string | number)[] {
  const common = [account, line.booking_date, line.amount_pence];
  if (line.bank_ref !== null) return [...common, 'ref', line.bank_ref, line.transaction_ordinal];
  const { end_to_end_id, creditor_reference, text, counterparty_name, counterparty_account } = line;
  const words = [end_to_end_id, creditor_reference, text, counterparty_name, counterparty_account];
  return [...common, 'text', ...words.map((word) => lettersAndDigits(word ?? ''))];
}

function lettersAndDigits(text: string): string {
  return text
    .normalize('NFKC')
    .toUpperCase()
    .replaceAll(/[^\p{L}\p{N}]/gu, '');
}

export interface IdentifiedLine {
  readonly statement: Statement;
  readonly line: BankLine;
  readonly identity: string;
  /** 2 and more when an equal line of the same day stands before it. */
  readonly occurrence: number;
  /** An earlier statement of this very file has it already. */
  readonly repeated_in_file: boolean;
}

/**
 * The booked lines of a file of one account, in its order, each with its identity. Equal lines are counted within a statement, for there the
 * balances prove that all are real, and on into the next when that is another statement which opens with the balance
 * this one closed with (several a day); a statement that overlaps an earlier one counts from the start, so that
 * what both hold is the same line.
 */
export function identifyLines(account: string, statements: readonly Statement[]): IdentifiedLine[] {
  const seen = new Set<string>();
  const ids = new Set<string | null>();
  const counts = new Map<string, number>();
  let previous: Statement | undefined;
  return statements.flatMap((statement) => {
    if (!continues(previous, statement) || ids.has(statement.statement_id)) counts.clear();
    previous = statement;
    ids.add(statement.statement_id);
    return bookedLines(statement).map((line) => {
      const like = JSON.stringify(likenessOf(account, line));
      const occurrence = (counts.get(like) ?? 0) + 1;
      counts.set(like, occurrence);
      const identity = lineIdentity(account, line, occurrence);
      const repeated = seen.has(identity);
      seen.add(identity);
      return { statement, line, identity, occurrence, repeated_in_file: repeated };
    });
  });
}

function continues(previous: Statement | undefined, next: Statement): boolean {
  if (!previous?.closing || !next.opening) return false;
  return previous.closing.amount_pence === next.opening.amount_pence;
}
