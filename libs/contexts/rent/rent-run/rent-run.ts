import type { Decider } from '#kernel';
import type { RentRunCompleted } from './rent-run.events.js';

export type RentRunState =
  { readonly status: 'not-run' } | { readonly status: 'completed'; readonly charged: number; readonly refused: number };

/** The rent run of one week, stream `rent-run/<Monday>`. */
export const rentRunDecider: Decider<RentRunState, RentRunCompleted> = {
  kind: 'rent-run',
  state_version: 1,
  initial: { status: 'not-run' },
  evolve: (_, { data }) => ({ status: 'completed', charged: data.charged, refused: data.refused.length }),
};
