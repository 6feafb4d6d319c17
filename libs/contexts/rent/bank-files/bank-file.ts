import type { CivilDate, Pence } from '#kernel';

/** What is wrong with a bank file, where, and (in the message) what to do about it. */
export interface BankFileProblem {
  /** Stable, kebab-case. */
  readonly code: string;
  /** 'statement 2, entry 5, line 173' or 'record 12'; 'the file' when it is the whole. */
  readonly where: string;
  /** Plain English; may quote the file's own text, so it is shown and never logged. */
  readonly message: string;
}

/** A bank file as read, whichever format it came in. Nothing in it has been posted or compared with earlier files. */
export interface BankFile {
  readonly ok: true;
  /** 'camt.053.001.02' to 'camt.053.001.08', or 'csv'. */
  readonly format: string;
  /** At least one. A CSV file is one statement. */
  readonly statements: readonly Statement[];
  /** What is odd but possible; nothing here stops the file. */
  readonly warnings: readonly BankFileProblem[];
}

export interface BankFileRefused {
  readonly ok: false;
  readonly problems: readonly BankFileProblem[];
}

export interface Statement {
  /** 1 for the first statement of the file. */
  readonly ordinal: number;
  /** The bank's own id; null in CSV. */
  readonly statement_id: string | null;
  /** ElctrncSeqNb, else LglSeqNb; null when the bank gives none. */
  readonly sequence_number: string | null;
  readonly account: StatementAccount;
  /** ISO 4217; null when a CSV file does not say. */
  readonly currency: string | null;
  /** Booked balances. In camt.053 always there; in CSV only when a balance column is mapped. */
  readonly opening: Balance | null;
  readonly closing: Balance | null;
  /** In the file's order, whatever their status; only `BOOK` counts into the balances. */
  readonly entries: readonly Entry[];
}

export interface StatementAccount {
  /** '601613-31926819' (sort code and account number) or a foreign IBAN; null when the file names none that can be read. */
  readonly identity: string | null;
  /** As the file writes it. */
  readonly written: string | null;
}

export interface Balance {
  /** Positive is money in the bank, negative is overdrawn. */
  readonly amount_pence: Pence;
  readonly on: CivilDate | null;
  /** OPBD, PRCD, CLBD; 'running' when worked out from a running balance column. */
  readonly kind: string;
}

/** BOOK is on the account; PDNG is expected, INFO and FUTR are for information: none of those may post. */
export const ENTRY_STATUSES = ['BOOK', 'PDNG', 'INFO', 'FUTR'] as const;
export type EntryStatus = (typeof ENTRY_STATUSES)[number];

/** One movement of the balance. A batch (many payments booked as one) has several lines, which add up to it. */
export interface Entry {
  /** 1 for the first entry of its statement. */
  readonly ordinal: number;
  readonly status: EntryStatus;
  /** Money in is positive, money out negative. */
  readonly amount_pence: Pence;
  readonly lines: readonly BankLine[];
}

/** One payment, in or out: the least that can be matched to a rent account. */
export interface BankLine {
  /** 'statement 2, entry 5, line 173' or 'record 12'. */
  readonly where: string;
  /** The day the bank booked it. */
  readonly booking_date: CivilDate;
  readonly value_date: CivilDate | null;
  /** Money in is positive, money out negative; a reversal already has the sign of its effect. */
  readonly amount_pence: Pence;
  /** The bank says that it takes back an earlier entry. */
  readonly reversal: boolean;
  /** The bank's reference for the entry: AcctSvcrRef, else NtryRef; a transaction id in CSV. */
  readonly bank_ref: string | null;
  /** 1 for the first payment of its entry. */
  readonly transaction_ordinal: number;
  readonly end_to_end_id: string | null;
  readonly creditor_reference: string | null;
  /** What the payer or the bank wrote; blanks collapsed. */
  readonly text: string;
  readonly counterparty_name: string | null;
  readonly counterparty_account: string | null;
  /** Why a payment came back (RtrInf), as the bank codes it. */
  readonly return_reason: string | null;
}

/** The lines that may post: booked, and not of nothing. */
export function bookedLines(statement: Statement): BankLine[] {
  return statement.entries
    .filter((entry) => entry.status === 'BOOK')
    .flatMap((entry) => entry.lines)
    .filter((line) => line.amount_pence !== 0);
}
