import { accept, type CivilDate, type DecideEnv, type Decision, refuse } from '#kernel';
import type { ExtractApplied, ExtractCounts } from '../batch.events.js';
import type { BatchState } from '../batch.js';

export interface ApplyExtract {
  readonly batch_id: string;
  readonly as_at: CivilDate;
  readonly counts: ExtractCounts;
  readonly left_out: readonly number[];
  readonly ticked: readonly string[];
}

/** Closes the batch, last in the list of commands that put its homes, people and accounts in: all of them or none. */
export function decideApplyExtract(c: ApplyExtract, state: BatchState, env: DecideEnv): Decision<ExtractApplied> {
  const { batch_id, as_at, counts, left_out, ticked } = c;
  if (state.status === 'none') return refuse('no-such-extract', { batch_id });
  if (state.status === 'applied' || state.status === 'discarded')
    return refuse(`extract-${state.status}`, { batch_id });
  if (state.status === 'received') return refuse('columns-not-mapped', { batch_id });
  if (as_at > env.today) return refuse('balance-of-a-future-day', { as_at });
  return accept({
    type: 'imports.extract-applied.v1',
    data: { batch_id, as_at, counts, left_out, ticked },
    effective_on: env.today,
  });
}
