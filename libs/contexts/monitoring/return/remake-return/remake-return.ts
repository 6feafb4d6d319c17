import { accept, type DecideEnv, type Decision, refuse } from '#kernel';
import { returnDue } from '../deadline.js';
import type { Quarter } from '../quarter.js';
import type { RemakeReason, ReturnRemade } from '../return.events.js';
import type { ReturnFacts, ReturnState } from '../return.js';

export interface RemakeReturn {
  readonly quarter: Quarter;
  readonly reason: RemakeReason;
}

/**
 * Makes the newest return again, as the log knows its quarter now. The version that was sent stays as it is. Once the next
 * quarter's return has been made from it, what comes late is shown there as prior, and nothing is made again.
 */
export function decideRemakeReturn(
  { quarter, reason }: RemakeReturn,
  state: ReturnState,
  env: Pick<DecideEnv, 'today'>,
  { latest, drawn_up }: ReturnFacts,
): Decision<ReturnRemade> {
  if (state.status === 'none') return refuse('return-not-made', { quarter });
  if (latest && latest.quarter > quarter) return refuse('later-return-made', { quarter, later: latest.quarter });
  return accept({
    type: 'monitoring.return-remade.v1',
    effective_on: env.today,
    data: { ...drawn_up, due: returnDue(quarter), reason },
  });
}
