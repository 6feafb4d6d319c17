import type { Decider } from '#kernel';
import type { BatchEvent } from './batch.events.js';

export interface BatchState {
  readonly status: 'none' | 'received' | 'mapped' | 'applied' | 'discarded';
  readonly sha256: string;
}

export const batchDecider: Decider<BatchState, BatchEvent> = {
  kind: 'import-batch',
  state_version: 1,
  initial: { status: 'none', sha256: '' },
  evolve(state, event) {
    switch (event.type) {
      case 'imports.extract-received.v1':
        return { status: 'received', sha256: event.data.sha256 };
      case 'imports.columns-mapped.v1':
        return { ...state, status: 'mapped' };
      case 'imports.extract-applied.v1':
        return { ...state, status: 'applied' };
      case 'imports.extract-discarded.v1':
        return { ...state, status: 'discarded' };
    }
  },
};

/** What the file of a batch is sealed under. */
export function batchSubject(batch_id: string): string {
  return `import-batch/${batch_id}`;
}
