import { accept, type CivilDate, type DecideEnv, type Decision, pence, refuse } from '#kernel';
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

export interface CompleteRentRunFacts {
  /** The accounts that are still to be charged for the week. */
  readonly outstanding: readonly string[];
}

/**
 * Records a run that went through every account: its control total adds up, and whoever is not charged is named. A repeat
 * that changed nothing records nothing.
 */
export function decideCompleteRentRun(
  command: CompleteRentRun,
  state: RentRunState,
  _env: DecideEnv,
  { outstanding }: CompleteRentRunFacts,
): Decision<RentRunCompleted> {
  const { week_of, free, accounts, charged, charged_pence, already, refused } = command;
  if (charged + already + refused.length !== accounts)
    return refuse('run-does-not-add-up', { accounts, charged, already, refused: refused.length });
  const named = new Set(refused.map((r) => r.account_id));
  const unnamed = outstanding.filter((id) => !named.has(id));
  if (unnamed.length > 0) return refuse('run-not-through', { accounts: unnamed.length });
  if (state.status === 'completed' && state.charged === charged && state.refused === refused.length) return accept();
  return accept({
    type: 'rent.run-completed.v1',
    effective_on: week_of,
    data: { week_of, free, accounts, charged, charged_pence: pence(charged_pence), already, refused },
  });
}
