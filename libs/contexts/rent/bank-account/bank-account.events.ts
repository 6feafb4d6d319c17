import type { CivilDate, DomainEvent, Pence } from '#kernel';

export type BankAccountRegistered = DomainEvent<
  'rent.bank-account-registered.v1',
  {
    readonly bank_account_id: string;
    readonly name: string;
    readonly sort_code: string | null;
    readonly account_number: string | null;
    readonly iban: string | null;
    /** Sort code and account number, or the IBAN of a foreign account: how a statement names it. */
    readonly bank_identity: string;
    readonly fund: 'agency';
    /** What the bank held at the start of `opened_on`; negative is overdrawn. */
    readonly opening_balance_pence: Pence;
    /** The first day whose lines are taken in. */
    readonly opened_on: CivilDate;
    readonly period: string;
  }
>;

/** Which column of the bank's CSV is what, for this file and all later ones of the account. */
export type BankColumnsMapped = DomainEvent<
  'rent.bank-columns-mapped.v1',
  { readonly bank_account_id: string; readonly columns: BankColumns }
>;

/** Names of columns in the header of a bank's CSV file. */
export interface BankColumns {
  readonly date: string;
  readonly date_format?: 'day-first' | 'month-first' | undefined;
  readonly amount?: string | undefined;
  readonly credit?: string | undefined;
  readonly debit?: string | undefined;
  readonly description: readonly string[];
  readonly reference?: string | undefined;
  readonly payer?: string | undefined;
  readonly balance?: string | undefined;
  readonly type?: string | undefined;
  readonly transaction_id?: string | undefined;
  readonly currency?: string | undefined;
  readonly account?: readonly string[] | undefined;
}

export type BankAccountEvent = BankAccountRegistered | BankColumnsMapped;
