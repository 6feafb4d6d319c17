import type { Decider } from '#kernel';
import type { BankAccountEvent } from './bank-account.events.js';

export type BankAccountState =
  | { readonly status: 'none' }
  | {
      readonly status: 'registered';
      /** The columns of its CSV as JSON text, so that asking again for the same ones is known; null before any. */
      readonly columns: string | null;
    };

export const bankAccountDecider: Decider<BankAccountState, BankAccountEvent> = {
  kind: 'bank-account',
  state_version: 1,
  initial: { status: 'none' },
  evolve: (_, event) => ({
    status: 'registered',
    columns: event.type === 'rent.bank-columns-mapped.v1' ? JSON.stringify(event.data.columns) : null,
  }),
};
