import type { Decider } from '#kernel';
import type { BankStatementEvent } from './bank-statement.events.js';

export type BankStatementState = { readonly status: 'none' } | { readonly status: 'imported' };

export const bankStatementDecider: Decider<BankStatementState, BankStatementEvent> = {
  kind: 'bank-statement',
  state_version: 1,
  initial: { status: 'none' },
  evolve: () => ({ status: 'imported' }),
};
