import { accept, addDays, type CivilDate, type DecideEnv, type Decision, refuse } from '#kernel';
import type { ExtractApplied, ExtractCounts } from '../batch.events.js';
import type { BatchState } from '../batch.js';

export interface ApplyExtract {
  readonly batch_id: string;
  readonly as_at: CivilDate;
  readonly counts: ExtractCounts;
  readonly left_out: readonly number[];
  readonly ticked: readonly string[];
}

/** Weeks since the balances are charged as soon as the run comes; more than a rent year of them is a slip of the keyboard. */
export const OLDEST_BALANCES_DAYS = 53 * 7;

/** Closes the batch, last in the list of commands that put its homes, people and accounts in: all of them or none. */
export function decideApplyExtract(
  c: ApplyExtract,
  state: BatchState,
  env: Pick<DecideEnv, 'today'>,
): Decision<ExtractApplied> {
  const { batch_id, as_at, counts, left_out, ticked } = c;
  if (state.status === 'none') return refuse('no-such-extract', { batch_id });
  if (state.status === 'applied' || state.status === 'discarded')
    return refuse(`extract-${state.status}`, { batch_id });
  if (state.status === 'received') return refuse('columns-not-mapped', { batch_id });
  if (as_at > env.today) return refuse('extract-of-a-future-day', { as_at });
  const earliest = addDays(env.today, -OLDEST_BALANCES_DAYS);
  if (as_at < earliest) return refuse('extract-too-old', { as_at, earliest });
  return accept({
    type: 'imports.extract-applied.v1',
    data: { batch_id, as_at, counts, left_out, ticked },
    effective_on: env.today,
  });
}
