import { refuse, type CivilDate, type Decision } from '#kernel';
import type { AgreementState } from '../agreement.js';
import type { FunctionAssigned } from '../agreement.events.js';
import { decideEntry } from '../dated-entries.js';
import type { FunctionKey, Responsibility } from '../functions.js';

export interface AssignFunction {
  readonly function: FunctionKey;
  readonly responsible: Responsibility;
  /** Functions are added and handed back in the life of an agreement, so each assignment has its date. */
  readonly from: CivilDate;
  /** The date of the assignment that this one corrects; left out for a new one. */
  readonly replaces_from?: CivilDate;
}

export function decideAssignFunction(c: AssignFunction, state: AgreementState): Decision<FunctionAssigned> {
  if (state.status === 'none') return refuse('tmo-not-established');
  const { responsible, from, replaces_from = null } = c;
  const entries = state.functions[c.function] ?? [];
  return decideEntry(entries, { from, value: responsible }, replaces_from, {
    type: 'agreement.function-assigned.v1',
    data: { function: c.function, responsible, from, replaces_from },
    effective_on: from,
  });
}
