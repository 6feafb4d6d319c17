import { type CivilDate, formatDate, pence, type Pence } from '#kernel';
import { sha256Hex } from '#platform/files';
import {
  type BankFile,
  type BankFileProblem,
  bookedLines,
  type BankLine,
  checkStatement,
  followsOn,
  type IdentifiedLine,
  identifyLines,
  type Statement,
} from '../bank-files/index.js';
import { type Directory, type Match, matchLine, type PayerText } from '../bank-line/matching.js';
import type { BankAccountView, StatementView } from './banking.queries.js';

/** What will become of a line: posted to an account, held in suspense, recorded as gone, or left out. */
export type Fate =
  | { readonly kind: 'posts'; readonly account_id: string; readonly reference: string }
  | { readonly kind: 'waits'; readonly reason: Extract<Match, { held: unknown }>['held'] }
  | { readonly kind: 'out' }
  /** Taken in before, from this file or another. */
  | { readonly kind: 'seen' }
  /** Before the day from which the bank account is kept here: it is in the opening balance. */
  | { readonly kind: 'before-opening' };

export interface AssessedLine {
  readonly line: BankLine;
  readonly identity: string;
  /** The statement of the file it belongs to. */
  readonly statement: Statement;
  readonly fate: Fate;
}

/** The head and totals of one statement in the file. */
export interface AssessedStatement {
  readonly statement: Statement;
  readonly identity: string;
  readonly from: CivilDate;
  readonly to: CivilDate;
  readonly lines: number;
  readonly money_in_pence: Pence;
  /** Positive. */
  readonly money_out_pence: Pence;
}

export interface AssessedFile {
  readonly format: string;
  readonly statements: readonly AssessedStatement[];
  readonly lines: readonly AssessedLine[];
  /** Each stops the file. */
  readonly problems: readonly BankFileProblem[];
  /** Odd but possible. */
  readonly warnings: readonly BankFileProblem[];
}

export interface KnownBefore {
  readonly account: Pick<BankAccountView, 'bank_identity' | 'opened_on'>;
  readonly today: CivilDate;
  /** Identities of lines taken in before. */
  readonly seen: ReadonlySet<string>;
  readonly directory: Directory;
  /** The last statement of the account that ended before the file begins. */
  readonly previous: Pick<StatementView, 'sequence_number' | 'closing_pence' | 'to_on'> | undefined;
}

/** What a payer can have written a reference into, in the order it is shown. */
export function payerText(line: BankLine): PayerText {
  const { text, creditor_reference, end_to_end_id } = line;
  const parts = [text, creditor_reference ?? '', end_to_end_id ?? ''];
  const texts = parts.filter((part, i) => part !== '' && parts.indexOf(part) === i);
  return { texts, amount_pence: pence(Math.abs(line.amount_pence)) };
}

/** All that is written on a line as one text, the parts kept apart so that no two digits meet. */
export function narrativeOf(line: BankLine): string | null {
  return payerText(line).texts.join(' · ') || null;
}

/** The booked lines of a file, each with what makes it the same line in any file. */
export function linesOf(file: BankFile, bank_identity: string): IdentifiedLine[] {
  return identifyLines(bank_identity, file.statements);
}

/** Checks a file that was read against the account and says what will become of each line. Nothing is posted. */
export function assessFile(file: BankFile, known: KnownBefore): AssessedFile {
  const expected = { identity: known.account.bank_identity, currency: 'GBP', today: known.today };
  const statements = file.statements.map(assessStatement);
  return {
    format: file.format,
    statements: statements.filter((s) => s !== undefined),
    lines: linesOf(file, known.account.bank_identity).map((l) => assessLine(l, known)),
    problems: file.statements.flatMap((s) => checkStatement(s, expected)),
    warnings: [...file.warnings, ...accountWarnings(file), ...gapBefore(file, known)],
  };
}

function assessLine(identified: IdentifiedLine, known: KnownBefore): AssessedLine {
  const { line, identity, statement } = identified;
  const fate = (): Fate => {
    if (identified.repeated_in_file || known.seen.has(identity)) return { kind: 'seen' };
    if (line.booking_date < known.account.opened_on) return { kind: 'before-opening' };
    if (line.amount_pence < 0) return { kind: 'out' };
    const match = matchLine(payerText(line), known.directory);
    return 'held' in match ? { kind: 'waits', reason: match.held } : { kind: 'posts', ...match };
  };
  return { line, identity, statement, fate: fate() };
}

/** Undefined for a statement without a booked line: it says nothing that could be taken in. */
function assessStatement(statement: Statement): AssessedStatement | undefined {
  const lines = bookedLines(statement);
  const days = lines.map((l) => l.booking_date).sort();
  const [from] = days;
  const to = days.at(-1);
  if (!from || !to) return undefined;
  const moved = (sign: 1 | -1) => pence(lines.reduce((sum, l) => sum + Math.max(sign * l.amount_pence, 0), 0));
  const totals = { lines: lines.length, money_in_pence: moved(1), money_out_pence: moved(-1) };
  const { statement_id, sequence_number, opening, closing } = statement;
  const heads = [statement_id, sequence_number, from, to, opening?.amount_pence, closing?.amount_pence];
  const identity = sha256Hex(Buffer.from(JSON.stringify([...heads, ...Object.values(totals)]), 'utf8'));
  return { statement, identity, from, to, ...totals };
}

function accountWarnings(file: BankFile): BankFileProblem[] {
  if (file.statements.some((s) => s.account.written !== null)) return [];
  const message = 'The file does not say which bank account it is of. Check that it is the one chosen.';
  return [{ code: 'account-not-named', where: 'the file', message }];
}

function gapBefore(file: BankFile, { previous }: KnownBefore): BankFileProblem[] {
  const [first] = file.statements;
  if (!previous || !first || previous.closing_pence === null) return [];
  const closing = { amount_pence: previous.closing_pence, on: previous.to_on };
  const gap = followsOn({ sequence_number: previous.sequence_number, closing }, first);
  return gap ? [{ ...gap, message: `${gap.message} The one before ended on ${formatDate(previous.to_on)}.` }] : [];
}
