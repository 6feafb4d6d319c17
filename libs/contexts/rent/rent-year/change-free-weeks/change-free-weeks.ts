import { accept, type CivilDate, type DecideEnv, type Decision, refuse, rentYearProblem } from '#kernel';
import type { FreeWeeksChanged } from '../rent-year.events.js';
import type { RentYearState } from '../rent-year.js';

export interface ChangeFreeWeeks {
  readonly year: string;
  /** All free weeks of the year as they are to be. */
  readonly free_weeks: readonly CivilDate[];
}

export interface ChangeFreeWeeksFacts {
  /** The last week the rent run has charged; null before the first run. */
  readonly last_run: CivilDate | null;
}

/** Corrects which weeks are free, for weeks that no run has charged yet. */
export function decideChangeFreeWeeks(
  command: ChangeFreeWeeks,
  state: RentYearState,
  env: Pick<DecideEnv, 'today'>,
  { last_run }: ChangeFreeWeeksFacts,
): Decision<FreeWeeksChanged> {
  if (state.status === 'not-set') return refuse('rent-year-not-set', { year: command.year });
  const before = state.year.free_weeks;
  const free_weeks = [...command.free_weeks].sort();
  const problem = rentYearProblem({ ...state.year, free_weeks });
  if (problem) return refuse(problem.code, problem.facts);
  const changed = [...before.filter((w) => !free_weeks.includes(w)), ...free_weeks.filter((w) => !before.includes(w))];
  if (changed.length === 0) return accept();
  const past = last_run === null ? undefined : changed.find((w) => w <= last_run);
  if (past) return refuse('week-already-run', { week_of: past, last_run });
  return accept({
    type: 'rent.free-weeks-changed.v1',
    effective_on: env.today,
    data: { year: command.year, free_weeks },
  });
}
