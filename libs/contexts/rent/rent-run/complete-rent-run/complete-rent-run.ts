import { accept, type CivilDate, type Decision, pence, refuse } from '#kernel';
import type { NotCharged, RentRunCompleted } from '../rent-run.events.js';
import type { RentRunState } from '../rent-run.js';

export interface CompleteRentRun {
  readonly week_of: CivilDate;
  readonly free: boolean;
  readonly accounts: number;
  readonly charged: number;
  readonly charged_pence: number;
  readonly already: number;
  readonly refused: readonly NotCharged[];
}

/** Records a run that went through every account, when its control total adds up; a repeat that changed nothing records nothing. */
export function decideCompleteRentRun(command: CompleteRentRun, state: RentRunState): Decision<RentRunCompleted> {
  const { week_of, free, accounts, charged, charged_pence, already, refused } = command;
  if (charged + already + refused.length !== accounts)
    return refuse('run-does-not-add-up', { accounts, charged, already, refused: refused.length });
  if (state.status === 'completed' && state.charged === charged && state.refused === refused.length) return accept();
  return accept({
    type: 'rent.run-completed.v1',
    effective_on: week_of,
    data: { week_of, free, accounts, charged, charged_pence: pence(charged_pence), already, refused },
  });
}
