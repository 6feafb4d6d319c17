import { type CivilDate, formatDate, formatPounds } from '#kernel';
import type { Balance, BankFileProblem, Statement } from './bank-file.js';

export interface ExpectedAccount {
  /** The registered account's `bank_identity`: '601613-31926819' or a foreign IBAN. */
  readonly identity: string;
  /** ISO 4217. */
  readonly currency: string;
  /** Nothing may be booked after it. */
  readonly today: CivilDate;
}

/** Whether a statement is of the account it is taken in for, in its currency, and of days that have been. */
export function checkStatement(statement: Statement, expected: ExpectedAccount): BankFileProblem[] {
  const problems: BankFileProblem[] = [];
  const where = `statement ${statement.ordinal}`;
  const { identity, written } = statement.account;
  if (written !== null && identity !== expected.identity) {
    const message = `The statement is of account ${written}, not of ${expected.identity}. Choose the right bank account, or the right file.`;
    problems.push({ code: 'other-account', where, message });
  }
  if (statement.currency !== null && statement.currency !== expected.currency) {
    const message = `The statement is in ${statement.currency}; the account is kept in ${expected.currency}.`;
    problems.push({ code: 'other-currency', where, message });
  }
  for (const entry of statement.entries) {
    const late = entry.status === 'BOOK' ? entry.lines.find((line) => line.booking_date > expected.today) : undefined;
    if (!late) continue;
    const message = `It is booked on ${formatDate(late.booking_date)}, which has not come yet. Check the order of day and month.`;
    problems.push({ code: 'booked-in-the-future', where: late.where, message });
  }
  return problems;
}

/** A statement as remembered from before, or earlier in the same file. */
export interface EarlierStatement {
  readonly sequence_number: string | null;
  readonly closing: Pick<Balance, 'amount_pence' | 'on'> | null;
}

/**
 * Whether `next` begins where `previous` ended; else what is odd. A warning, not a problem: each statement proves itself,
 * and the missing one may be taken in afterwards. Undefined too when either has no balances.
 */
export function followsOn(previous: EarlierStatement, next: Statement): BankFileProblem | undefined {
  if (!previous.closing || !next.opening) return undefined;
  if (previous.closing.amount_pence === next.opening.amount_pence) return undefined;
  const [before, after] = [previous.sequence_number, next.sequence_number];
  const numbers = before && after ? ` (number ${before}, then ${after})` : '';
  const message = `The statement before closed with ${formatPounds(previous.closing.amount_pence)} and this one opens with ${formatPounds(next.opening.amount_pence)}${numbers}. One between them may be missing, or they overlap.`;
  return { code: 'gap-between-statements', where: `statement ${next.ordinal}`, message };
}
