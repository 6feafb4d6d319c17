import { civilDate } from '#kernel';
import type { PersonFacts, PersonRecorded } from './person.events.js';

export const personId = '018f0000-0000-7000-8000-0000000000a1';

/** Sealed text is opaque to the rules, so these stand for any. */
export const nadia: PersonFacts = {
  title: 'sealed:Mx',
  forename: 'sealed:Nadia',
  surname: 'sealed:Kowalska',
  dob: 'sealed:1940-10-18',
  phone: 'sealed:07700 900092',
  email: null,
};

export const recorded = (facts: PersonFacts): PersonRecorded => ({
  type: 'tenancies.person-recorded.v1',
  data: { person_id: personId, ...facts },
  effective_on: civilDate('2026-11-22'),
});
