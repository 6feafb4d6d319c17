import { accept, refuse, type DecideEnv, type Decision } from '#kernel';
import {
  PERSON_FIELDS,
  type PersonCorrected,
  type PersonCorrectionReason,
  type PersonFacts,
} from '../person.events.js';
import { isNamed, type PersonState } from '../person.js';

/** A field left out stays as it is; null takes it away. */
export interface CorrectPerson extends Partial<PersonFacts> {
  readonly person_id: string;
  readonly reason: PersonCorrectionReason;
}

/** The old value stays in the log, sealed like the new one, and both go when the person is erased. */
export function decideCorrectPerson(c: CorrectPerson, state: PersonState, env: DecideEnv): Decision<PersonCorrected> {
  const { person_id, reason } = c;
  if (state.status === 'none') return refuse('no-such-person', { person_id });
  const was: Partial<Record<keyof PersonFacts, string | null>> = {};
  const is: Partial<Record<keyof PersonFacts, string | null>> = {};
  for (const field of PERSON_FIELDS) {
    const value = c[field];
    if (value === undefined || value === state.facts[field]) continue;
    was[field] = state.facts[field];
    is[field] = value;
  }
  if (Object.keys(is).length === 0) return accept();
  if (!isNamed({ ...state.facts, ...is })) return refuse('name-missing');
  return accept({
    type: 'tenancies.person-corrected.v1',
    data: { person_id, was, is, reason },
    effective_on: env.today,
  });
}
