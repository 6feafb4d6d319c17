import type { CivilDate, DomainEvent, Pence } from '#kernel';
import type { NoMatch } from './matching.js';

/** Text encrypted under the line's own key ('sealed:v1:…'); the rules pass it on and never read it. */
export type Sealed = string;

interface LineFacts {
  readonly bank_line_id: string;
  readonly bank_account_id: string;
  readonly statement_id: string;
  /** What makes the line the same line in any file it appears in. */
  readonly identity: string;
  readonly booked_on: CivilDate;
  /** Always positive; the event says whether it came in or went out. */
  readonly amount_pence: Pence;
  readonly payer: Sealed | null;
  readonly narrative: Sealed | null;
  readonly period: string;
}

/** Money came in with the reference of one of our accounts. */
export type PaymentReceived = DomainEvent<
  'rent.payment-received.v1',
  LineFacts & { readonly account_id: string; readonly reference: string }
>;

/** Money came in that nobody can place yet; it waits in suspense. */
export type PaymentHeld = DomainEvent<'rent.payment-held.v1', LineFacts & { readonly reason: NoMatch }>;

/** Money left the bank account. What for is not explained by the line. */
export type MoneyPaidOut = DomainEvent<'rent.money-paid-out.v1', LineFacts>;

export interface Allocation {
  readonly account_id: string;
  readonly amount_pence: Pence;
}

/** A person placed a payment from suspense, whole or split. It counts from the day the bank booked it. */
export type PaymentPlaced = DomainEvent<
  'rent.payment-placed.v1',
  {
    readonly bank_line_id: string;
    readonly amount_pence: Pence;
    /** Adds up to `amount_pence`. */
    readonly allocations: readonly Allocation[];
    readonly period: string;
  }
>;

/** Placed on the wrong account: the money is still here, and goes back to suspense. */
export const MISPLACED_REASONS = ['wrong-account', 'payer-says-otherwise'] as const;
/** The bank has taken the money back. */
export const RETURNED_REASONS = ['direct-debit-indemnity', 'direct-debit-unpaid', 'cheque-unpaid', 'recalled'] as const;
export const PAYMENT_REVERSAL_REASONS = [...MISPLACED_REASONS, ...RETURNED_REASONS] as const;
export type PaymentReversalReason = (typeof PAYMENT_REVERSAL_REASONS)[number];

export type PaymentReversed = DomainEvent<
  'rent.payment-reversed.v1',
  {
    readonly bank_line_id: string;
    readonly bank_account_id: string;
    /** The log position of the entry it undoes. */
    readonly reverses: number;
    readonly amount_pence: Pence;
    readonly allocations: readonly Allocation[];
    /** Where the money is now: waiting in suspense again, or gone from the bank. */
    readonly to: 'suspense' | 'bank';
    readonly reason: PaymentReversalReason;
    readonly period: string;
  }
>;

/** Money that went out was the bank taking back a payment that is reversed already: it left once, not twice. */
export type OutgoingExplained = DomainEvent<
  'rent.outgoing-explained.v1',
  {
    readonly bank_line_id: string;
    readonly bank_account_id: string;
    readonly amount_pence: Pence;
    /** The line of the payment that was taken back. */
    readonly returned_line_id: string;
    readonly period: string;
  }
>;

export type BankLineEvent =
  PaymentReceived | PaymentHeld | MoneyPaidOut | PaymentPlaced | PaymentReversed | OutgoingExplained;
