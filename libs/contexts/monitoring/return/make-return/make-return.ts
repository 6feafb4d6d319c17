import { accept, type DecideEnv, type Decision, refuse } from '#kernel';
import { returnDue } from '../deadline.js';
import { nextQuarter, type Quarter, quarterDates } from '../quarter.js';
import type { ReturnMade } from '../return.events.js';
import type { ReturnFacts, ReturnState } from '../return.js';

export interface MakeReturn {
  readonly quarter: Quarter;
}

/**
 * Makes a quarter's return, once the quarter is over: freezes its rows and figures as the log knows them now. Returns are
 * made in order and without gaps, because each opens with what the one before closed with.
 */
export function decideMakeReturn(
  { quarter }: MakeReturn,
  state: ReturnState,
  env: Pick<DecideEnv, 'today'>,
  { latest, drawn_up }: ReturnFacts,
): Decision<ReturnMade> {
  const { to } = quarterDates(quarter);
  if (state.status === 'made') return refuse('return-already-made', { quarter, version: state.version });
  if (env.today <= to) return refuse('quarter-not-over', { quarter, ends_on: to });
  if (latest && nextQuarter(latest.quarter) !== quarter)
    return refuse('returns-are-made-in-order', { quarter, next: nextQuarter(latest.quarter) });
  return accept({
    type: 'monitoring.return-made.v1',
    effective_on: env.today,
    data: { ...drawn_up, due: returnDue(quarter) },
  });
}
