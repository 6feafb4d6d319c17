import type { CivilDate, Pence } from '#kernel';
import type { Tx } from '#platform/database';
import type { BankColumns } from '../bank-account/bank-account.events.js';
import type { Allocation, Sealed } from '../bank-line/bank-line.events.js';
import type { SeenLine } from '../bank-line/bank-line.js';
import type { NoMatch } from '../bank-line/matching.js';

export interface BankAccountView {
  readonly bank_account_id: string;
  readonly name: string;
  /** '601613-31926819', or the IBAN of a foreign account. */
  readonly bank_identity: string;
  readonly opened_on: CivilDate;
  readonly opening_balance_pence: Pence;
  /** Which column of its CSV is what; null before anybody said. */
  readonly columns: BankColumns | null;
}

const ACCOUNT = `bank_account_id, name, bank_identity, opened_on, opening_balance_pence, columns`;

export function bankAccounts(tx: Tx, tmo_id: number): Promise<BankAccountView[]> {
  return tx.query(`select ${ACCOUNT} from bank_account where tmo_id = $1 order by name, bank_account_id`, [tmo_id]);
}

export async function bankAccountById(
  tx: Tx,
  tmo_id: number,
  bank_account_id: string,
): Promise<BankAccountView | undefined> {
  const [account] = await tx.query<BankAccountView>(
    `select ${ACCOUNT} from bank_account where tmo_id = $1 and bank_account_id = $2`,
    [tmo_id, bank_account_id],
  );
  return account;
}

export interface StatementView {
  readonly statement_id: string;
  readonly bank_account_id: string;
  readonly bank_account_name: string;
  readonly format: string;
  readonly bank_statement_ref: string | null;
  readonly sequence_number: string | null;
  readonly from_on: CivilDate;
  readonly to_on: CivilDate;
  readonly opening_pence: Pence | null;
  readonly closing_pence: Pence | null;
  readonly lines: number;
  readonly money_in_pence: Pence;
  readonly money_out_pence: Pence;
  /** The kept file's subject; its name is asked of the kept files. */
  readonly file_subject: string;
  readonly file_sha256: string;
  readonly position: number;
  readonly recorded_at: string;
}

const STATEMENT = `select s.statement_id, s.bank_account_id, b.name as bank_account_name, s.format, s.bank_statement_ref,
    s.sequence_number, s.from_on, s.to_on, s.opening_pence, s.closing_pence, s.lines, s.money_in_pence,
    s.money_out_pence, s.file_subject, s.file_sha256, s.position, s.recorded_at
  from bank_statement s join bank_account b on b.tmo_id = s.tmo_id and b.bank_account_id = s.bank_account_id`;

/** Statements, the latest first. */
export function statements(
  tx: Tx,
  tmo_id: number,
  page: { readonly limit: number; readonly offset: number },
): Promise<StatementView[]> {
  return tx.query(
    `${STATEMENT} where s.tmo_id = $1 order by s.to_on desc, s.position desc
      limit ${Math.trunc(page.limit)} offset ${Math.trunc(page.offset)}`,
    [tmo_id],
  );
}

export async function statementCount(tx: Tx, tmo_id: number): Promise<number> {
  const [row] = await tx.query<{ n: number }>(`select count(*) as n from bank_statement where tmo_id = $1`, [tmo_id]);
  return row?.n ?? 0;
}

export async function statementById(tx: Tx, tmo_id: number, statement_id: string): Promise<StatementView | undefined> {
  const [statement] = await tx.query<StatementView>(`${STATEMENT} where s.tmo_id = $1 and s.statement_id = $2`, [
    tmo_id,
    statement_id,
  ]);
  return statement;
}

/** The last statement of the account that ended before a day, to see whether the next one follows on. */
export async function statementBefore(
  tx: Tx,
  tmo_id: number,
  bank_account_id: string,
  day: CivilDate,
): Promise<StatementView | undefined> {
  const [statement] = await tx.query<StatementView>(
    `${STATEMENT} where s.tmo_id = $1 and s.bank_account_id = $2 and s.to_on < $3 and s.closing_pence is not null
      order by s.to_on desc, s.position desc limit 1`,
    [tmo_id, bank_account_id, day],
  );
  return statement;
}

export interface BankLineView {
  readonly bank_line_id: string;
  readonly bank_account_id: string;
  readonly statement_id: string;
  readonly booked_on: CivilDate;
  /** Money in is positive, money out negative. */
  readonly amount_pence: Pence;
  readonly status: SeenLine['status'];
  /** Why it waited when it came in. */
  readonly held_reason: NoMatch | null;
  readonly payer_sealed: Sealed | null;
  readonly narrative_sealed: Sealed | null;
  /** Log position of its arrival. */
  readonly position: number;
  /** Log position of the posting that stands, which a reversal would undo. */
  readonly posted_at: number | null;
  /** The accounts it is on now. */
  readonly allocations: readonly Allocation[];
}

const LINE = `bank_line_id, bank_account_id, statement_id, booked_on, amount_pence, status, held_reason, payer_sealed,
  narrative_sealed, position, posted_at, allocations`;

export async function bankLineById(tx: Tx, tmo_id: number, bank_line_id: string): Promise<BankLineView | undefined> {
  return (await bankLinesById(tx, tmo_id, [bank_line_id])).get(bank_line_id);
}

export async function bankLinesById(
  tx: Tx,
  tmo_id: number,
  ids: readonly string[],
): Promise<ReadonlyMap<string, BankLineView>> {
  const rows = await tx.query<BankLineView>(
    `select ${LINE} from bank_line where tmo_id = $1 and bank_line_id = any($2::uuid[])`,
    [tmo_id, ids],
  );
  return new Map(rows.map((l) => [l.bank_line_id, l]));
}

/** Lines of one status, the longest waiting first. */
export function bankLinesOf(
  tx: Tx,
  tmo_id: number,
  status: SeenLine['status'],
  page: { readonly limit: number; readonly offset: number },
): Promise<BankLineView[]> {
  return tx.query(
    `select ${LINE} from bank_line where tmo_id = $1 and status = $2 order by booked_on, position
      limit ${Math.trunc(page.limit)} offset ${Math.trunc(page.offset)}`,
    [tmo_id, status],
  );
}

/** Payments of the same amount that the bank took back from the same account: what money out may have been. */
export function returnedLike(tx: Tx, tmo_id: number, out: BankLineView, limit: number): Promise<BankLineView[]> {
  return tx.query(
    `select ${LINE} from bank_line l where tmo_id = $1 and status = 'returned' and bank_account_id = $2 and amount_pence = $3
        and not exists (select 1 from claim c where c.tmo_id = $1 and c.kind = 'returned-payment' and c.key = l.bank_line_id::text)
      order by booked_on desc, position desc limit ${Math.trunc(limit)}`,
    [tmo_id, out.bank_account_id, -out.amount_pence],
  );
}

/** How many lines of a status there are and what they come to, in pence; money out is negative. */
export async function bankLineTotal(
  tx: Tx,
  tmo_id: number,
  status: SeenLine['status'],
): Promise<{ readonly lines: number; readonly total_pence: Pence }> {
  const [row] = await tx.query<{ lines: number; total_pence: Pence }>(
    `select count(*) as lines, coalesce(sum(amount_pence), 0)::bigint as total_pence from bank_line
      where tmo_id = $1 and status = $2`,
    [tmo_id, status],
  );
  return row ?? { lines: 0, total_pence: 0 as Pence };
}

/** The lines that came in with a statement, in its order. */
export function linesOfStatement(
  tx: Tx,
  tmo_id: number,
  statement_id: string,
  page: { readonly limit: number; readonly offset: number },
): Promise<BankLineView[]> {
  return tx.query(
    `select ${LINE} from bank_line where tmo_id = $1 and statement_id = $2 order by position
      limit ${Math.trunc(page.limit)} offset ${Math.trunc(page.offset)}`,
    [tmo_id, statement_id],
  );
}

/** How many lines came in with a statement first; those that an earlier one had are that one's. */
export async function lineCount(tx: Tx, tmo_id: number, statement_id: string): Promise<number> {
  const [row] = await tx.query<{ n: number }>(
    `select count(*) as n from bank_line where tmo_id = $1 and statement_id = $2`,
    [tmo_id, statement_id],
  );
  return row?.n ?? 0;
}

/** Which of these lines have been taken in before, by what identifies them. */
export async function seenIdentities(
  tx: Tx,
  tmo_id: number,
  bank_account_id: string,
  identities: readonly string[],
): Promise<ReadonlySet<string>> {
  const rows = await tx.query<{ identity: string }>(
    `select identity from bank_line where tmo_id = $1 and bank_account_id = $2 and identity = any($3)`,
    [tmo_id, bank_account_id, identities],
  );
  return new Set(rows.map((r) => r.identity));
}
