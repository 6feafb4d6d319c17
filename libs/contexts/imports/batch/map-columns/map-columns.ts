import { accept, type DecideEnv, type Decision, refuse } from '#kernel';
import type { ColumnsMapped } from '../batch.events.js';
import type { BatchState } from '../batch.js';
import type { ExtractMapping } from '../extract-mapping.js';

export interface MapColumns {
  readonly batch_id: string;
  readonly mapping: ExtractMapping;
}

/** Says which column is what. Whether the columns serve is shown by the dry run, so a mapping is never refused for it. */
export function decideMapColumns(c: MapColumns, state: BatchState, env: DecideEnv): Decision<ColumnsMapped> {
  const { batch_id, mapping } = c;
  if (state.status === 'none') return refuse('no-such-extract', { batch_id });
  if (state.status === 'applied' || state.status === 'discarded')
    return refuse(`extract-${state.status}`, { batch_id });
  return accept({ type: 'imports.columns-mapped.v1', data: { batch_id, mapping }, effective_on: env.today });
}
