import { accept, refuse, type DecideEnv, type Decision } from '#kernel';
import type { PersonFacts, PersonRecorded } from '../person.events.js';
import { isNamed, type PersonState } from '../person.js';

/** A field left out is not known. */
export interface RecordPerson extends Partial<PersonFacts> {
  readonly person_id: string;
}

export function decideRecordPerson(c: RecordPerson, state: PersonState, env: DecideEnv): Decision<PersonRecorded> {
  const { person_id, title = null, forename = null, surname = null, dob = null, phone = null, email = null } = c;
  if (state.status === 'recorded') return refuse('person-already-recorded', { person_id });
  const facts = { title, forename, surname, dob, phone, email };
  if (!isNamed(facts)) return refuse('name-missing');
  return accept({ type: 'tenancies.person-recorded.v1', data: { person_id, ...facts }, effective_on: env.today });
}
