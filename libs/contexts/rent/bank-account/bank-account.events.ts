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

export type BankAccountEvent = BankAccountRegistered;
