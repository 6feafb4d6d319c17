import type { CivilDate, DomainEvent, Pence } from '#kernel';

/** A statement was taken in: its head and totals. The lines are streams of their own. */
export type StatementImported = DomainEvent<
  'rent.statement-imported.v1',
  {
    readonly statement_id: string;
    readonly bank_account_id: string;
    /** What makes it the same statement in any file: a SHA-256 of the bank's id, days, balances and totals. */
    readonly identity: string;
    /** 'camt.053.001.02' to 'camt.053.001.08', or 'csv'. */
    readonly format: string;
    /** The bank's own id for it; null in CSV. */
    readonly bank_statement_ref: string | null;
    readonly sequence_number: string | null;
    /** First and last booking day of its lines. */
    readonly from: CivilDate;
    readonly to: CivilDate;
    /** Null when the file gives no balances (CSV without a balance column). */
    readonly opening_pence: Pence | null;
    readonly closing_pence: Pence | null;
    readonly lines: number;
    readonly money_in_pence: Pence;
    /** Positive. */
    readonly money_out_pence: Pence;
    /** The kept file, by the subject it is sealed under. */
    readonly file_subject: string;
    readonly file_sha256: string;
  }
>;

export type BankStatementEvent = StatementImported;
