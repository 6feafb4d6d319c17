import type { Decider } from '#kernel';
import type { ReturnContents, ReturnEvent } from './return.events.js';

export type ReturnState = { readonly status: 'none' } | { readonly status: 'made'; readonly version: number };

/** The versions of one quarter's return. What is in them is in their events. */
export const returnDecider: Decider<ReturnState, ReturnEvent> = {
  kind: 'return',
  state_version: 1,
  initial: { status: 'none' },
  evolve: (_state, event) => ({ status: 'made', version: event.data.contents.version }),
};

/** What the rules must know beyond the quarter's own stream: read from the log where the command runs. */
export interface ReturnFacts {
  /** The newest return of the TMO, whichever quarter's; undefined before the first. */
  readonly latest: { readonly quarter: string; readonly version: number } | undefined;
  /** The quarter as the log knows it now, and the hash of the file it makes. */
  readonly drawn_up: { readonly contents: ReturnContents; readonly sha256: string };
}
