import { accept, type DecideEnv, type Decision, refuse } from '#kernel';
import type { ExtractDiscarded } from '../batch.events.js';
import type { BatchState } from '../batch.js';

export interface DiscardExtract {
  readonly batch_id: string;
}

export function decideDiscardExtract(
  { batch_id }: DiscardExtract,
  state: BatchState,
  env: DecideEnv,
): Decision<ExtractDiscarded> {
  if (state.status === 'none') return refuse('no-such-extract', { batch_id });
  if (state.status === 'applied') return refuse('extract-applied', { batch_id });
  if (state.status === 'discarded') return accept();
  return accept({ type: 'imports.extract-discarded.v1', data: { batch_id }, effective_on: env.today });
}
