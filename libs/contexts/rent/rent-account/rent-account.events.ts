import type { CivilDate, DomainEvent, Pence } from '#kernel';
import type { AccountKind, Component } from '../contracts/components.js';

/** One component of a charge; debits are positive, a reversal's are negative. */
export interface ChargeLine {
  readonly component: Component;
  readonly amount_pence: Pence;
}

export interface WeeklyCharge {
  readonly component: Component;
  readonly weekly_pence: Pence;
}

export type AccountOpened = DomainEvent<
  'rent.account-opened.v1',
  {
    readonly account_id: string;
    readonly kind: AccountKind;
    /** Seven digits, the council's or ours. */
    readonly account_number: string;
    /** The account number and its two MOD 97-10 check digits: what the payer quotes. */
    readonly reference: string;
    readonly tenancy_id: string | null;
    readonly home_id: string | null;
    readonly opened_on: CivilDate;
    /** The first day this ledger charges for; what came before is in the opening balance. */
    readonly charged_from: CivilDate;
  }
>;

export type ChargesSet = DomainEvent<
  'rent.charges-set.v1',
  { readonly account_id: string; readonly from: CivilDate; readonly charges: readonly WeeklyCharge[] }
>;

export type OpeningBalanceBroughtIn = DomainEvent<
  'rent.opening-balance-brought-in.v1',
  {
    readonly account_id: string;
    readonly kind: AccountKind;
    /** Positive is owed, negative in credit. */
    readonly amount_pence: Pence;
    /** The balance holds at the end of this day; we charge from the day after. */
    readonly as_at: CivilDate;
    /** Whose figure it is, e.g. "Southwark rent extract 5 April 2026". */
    readonly source: string;
    readonly period: string;
  }
>;

export type WeekCharged = DomainEvent<
  'rent.week-charged.v1',
  {
    readonly account_id: string;
    readonly kind: AccountKind;
    /** The week's Monday. */
    readonly week_of: CivilDate;
    /** Days charged, 7 unless the account began or ended in the week. */
    readonly days: number;
    /** A free week: nothing is charged, and the week counts as dealt with. */
    readonly free: boolean;
    readonly lines: readonly ChargeLine[];
    readonly period: string;
  }
>;

export type RechargeCharged = DomainEvent<
  'rent.recharge-charged.v1',
  {
    readonly account_id: string;
    readonly kind: AccountKind;
    readonly amount_pence: Pence;
    readonly charged_for: ChargedFor;
    /** The works order, invoice or claim number that proves it. */
    readonly document_ref: string;
    readonly period: string;
  }
>;

export const CHARGED_FOR = [
  'damage',
  'lock-change',
  'clearance',
  'missed-appointment',
  'court-fee',
  'warrant-fee',
  'solicitor',
  'other',
] as const;
export type ChargedFor = (typeof CHARGED_FOR)[number];

export const REVERSAL_REASONS = [
  'charged-in-error',
  'wrong-amount',
  'wrong-account',
  'charged-twice',
  'tenancy-ended-earlier',
  'balance-was-wrong',
] as const;
export type ReversalReason = (typeof REVERSAL_REASONS)[number];

/** The equal and opposite of one entry, linked to it, once. It keeps the entry's effective date. */
export type EntryReversed = DomainEvent<
  'rent.entry-reversed.v1',
  {
    readonly account_id: string;
    readonly kind: AccountKind;
    /** The log position of the entry it undoes. */
    readonly reverses: number;
    readonly entry: 'week' | 'recharge' | 'opening-balance';
    /** The opposite of the entry's total. */
    readonly amount_pence: Pence;
    /** The opposite of the entry's components; empty when the entry was not a week's charge. */
    readonly lines: readonly ChargeLine[];
    /** The week, when the entry was a week's charge. */
    readonly week_of: CivilDate | null;
    readonly reason: ReversalReason;
    readonly period: string;
  }
>;

export type AccountClosed = DomainEvent<
  'rent.account-closed.v1',
  {
    readonly account_id: string;
    readonly kind: AccountKind;
    readonly home_id: string | null;
    /** The last day charged. */
    readonly closed_on: CivilDate;
  }
>;

export type RentAccountEvent =
  AccountOpened | ChargesSet | OpeningBalanceBroughtIn | WeekCharged | RechargeCharged | EntryReversed | AccountClosed;
