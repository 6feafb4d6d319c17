import type { Decider } from '#kernel';
import type { BankAccountEvent } from './bank-account.events.js';

export type BankAccountState = { readonly status: 'none' } | { readonly status: 'registered' };

export const bankAccountDecider: Decider<BankAccountState, BankAccountEvent> = {
  kind: 'bank-account',
  state_version: 1,
  initial: { status: 'none' },
  evolve: () => ({ status: 'registered' }),
};
