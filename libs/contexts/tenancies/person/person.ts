import type { Decider } from '#kernel';
import type { PersonEvent, PersonFacts } from './person.events.js';

export type PersonState = { readonly status: 'none' } | { readonly status: 'recorded'; readonly facts: PersonFacts };

export const personDecider: Decider<PersonState, PersonEvent> = {
  kind: 'person',
  state_version: 1,
  initial: { status: 'none' },
  evolve(state, event) {
    if (event.type === 'tenancies.person-recorded.v1') {
      const { person_id: _, ...facts } = event.data;
      return { status: 'recorded', facts };
    }
    return state.status === 'none' ? state : { status: 'recorded', facts: { ...state.facts, ...event.data.is } };
  },
};

/** Whoever cannot be named cannot be found again. A company has its name as its surname. */
export function isNamed(facts: Pick<PersonFacts, 'forename' | 'surname'>): boolean {
  return facts.forename !== null || facts.surname !== null;
}

/** Whose key a person's details are sealed under. */
export function personSubject(person_id: string): string {
  return `person/${person_id}`;
}
