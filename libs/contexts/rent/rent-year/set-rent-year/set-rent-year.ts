import { accept, type CivilDate, type DecideEnv, type Decision, refuse, type RentYear, rentYearProblem } from '#kernel';
import type { RentYearSet } from '../rent-year.events.js';
import type { RentYearState } from '../rent-year.js';

export interface SetRentYear {
  /** The calendar year of its first Monday, '2026'. */
  readonly year: string;
  /** The Monday the council says. */
  readonly starts_on: CivilDate;
  readonly weeks: number;
  readonly free_weeks: readonly CivilDate[];
}

export interface SetRentYearFacts {
  /** The rent years that are set already. */
  readonly others: readonly RentYear[];
}

/** Sets a rent year, 52 or 53 weeks from the council's Monday, end to end with the years beside it. */
export function decideSetRentYear(
  command: SetRentYear,
  state: RentYearState,
  _env: DecideEnv,
  { others }: SetRentYearFacts,
): Decision<RentYearSet> {
  const { year, starts_on } = command;
  if (state.status === 'set') return refuse('rent-year-already-set', { year, starts_on: state.year.starts_on });
  if (!starts_on.startsWith(year)) return refuse('rent-year-of-another-name', { year, starts_on });
  if (command.weeks !== 52 && command.weeks !== 53)
    return refuse('rent-year-weeks-not-52-or-53', { weeks: command.weeks });
  const asked: RentYear = { starts_on, weeks: command.weeks, free_weeks: [...command.free_weeks].sort() };
  const problem = rentYearProblem(asked, others);
  if (problem) return refuse(problem.code, problem.facts);
  return accept({ type: 'rent.rent-year-set.v1', effective_on: starts_on, data: { year, ...asked } });
}
