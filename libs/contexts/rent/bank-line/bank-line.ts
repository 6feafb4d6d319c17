import type { CivilDate, Decider, Pence } from '#kernel';
import type { BankLineEvent } from './bank-line.events.js';

export interface SeenLine {
  /**
   * held: waiting in suspense. posted: on one or more accounts. returned: the bank took it back. out: money that went
   * out, explained or not.
   */
  readonly status: 'held' | 'posted' | 'returned' | 'out' | 'out-explained';
  readonly bank_account_id: string;
  readonly booked_on: CivilDate;
  /** Positive. */
  readonly amount_pence: Pence;
  /** Log positions of what was reversed: each once. */
  readonly reversed: readonly number[];
}

export type BankLineState = { readonly status: 'none' } | SeenLine;

/** One line of a bank statement, and where its money went. */
export const bankLineDecider: Decider<BankLineState, BankLineEvent> = {
  kind: 'bank-line',
  state_version: 1,
  initial: { status: 'none' },
  evolve(state, event) {
    switch (event.type) {
      case 'rent.payment-received.v1':
      case 'rent.payment-held.v1':
      case 'rent.money-paid-out.v1': {
        const { bank_account_id, booked_on, amount_pence } = event.data;
        return { status: FIRST[event.type], bank_account_id, booked_on, amount_pence, reversed: [] };
      }
      case 'rent.payment-placed.v1':
        return state.status === 'none' ? state : { ...state, status: 'posted' };
      case 'rent.payment-reversed.v1': {
        if (state.status === 'none') return state;
        const status = event.data.to === 'bank' ? 'returned' : 'held';
        return { ...state, status, reversed: [...state.reversed, event.data.reverses] };
      }
      case 'rent.outgoing-explained.v1':
        return state.status === 'none' ? state : { ...state, status: 'out-explained' };
    }
  },
};

const FIRST = {
  'rent.payment-received.v1': 'posted',
  'rent.payment-held.v1': 'held',
  'rent.money-paid-out.v1': 'out',
} as const;
