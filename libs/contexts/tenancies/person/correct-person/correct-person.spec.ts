import { civilDate } from '#kernel';
import { anEnv, given } from '#platform/testing';
import type { PersonCorrected, PersonFacts } from '../person.events.js';
import { nadia, personId, recorded } from '../person.examples.js';
import { personDecider } from '../person.js';
import { decideCorrectPerson } from './correct-person.js';

const today = anEnv({ today: '2026-12-01' });
const corrected = (was: Partial<PersonFacts>, is: Partial<PersonFacts>): PersonCorrected => ({
  type: 'tenancies.person-corrected.v1',
  data: { person_id: personId, was, is, reason: 'changed-since' },
  effective_on: civilDate('2026-12-01'),
});
const command = (is: Partial<PersonFacts>) => ({ person_id: personId, ...is, reason: 'changed-since' }) as const;

describe('correcting a person', () => {
  it('keeps the old value beside the new one, of the fields that changed and no others', () => {
    given(personDecider, recorded(nadia))
      .when(decideCorrectPerson, command({ surname: 'sealed:Khan', email: 'sealed:n@example.org' }), today)
      .then(
        corrected(
          { surname: 'sealed:Kowalska', email: null },
          { surname: 'sealed:Khan', email: 'sealed:n@example.org' },
        ),
      );
  });

  it('starts from the last correction', () => {
    given(personDecider, recorded(nadia), corrected({ phone: nadia.phone }, { phone: 'sealed:07700 900999' }))
      .when(decideCorrectPerson, command({ phone: 'sealed:07700 900111' }), today)
      .then(corrected({ phone: 'sealed:07700 900999' }, { phone: 'sealed:07700 900111' }));
  });

  it('can take a number away', () => {
    given(personDecider, recorded(nadia))
      .when(decideCorrectPerson, command({ phone: null }), today)
      .then(corrected({ phone: nadia.phone }, { phone: null }));
  });

  it('records nothing when nothing is different', () => {
    given(personDecider, recorded(nadia))
      .when(decideCorrectPerson, command({ email: null }), today)
      .thenNothing();
    given(personDecider, recorded(nadia)).when(decideCorrectPerson, command({}), today).thenNothing();
  });

  it('refuses to leave a person without any name', () => {
    given(personDecider, recorded(nadia))
      .when(decideCorrectPerson, command({ forename: null, surname: null }), today)
      .thenRefused('name-missing');
  });

  it('needs a person', () => {
    given(personDecider)
      .when(decideCorrectPerson, command({ phone: null }), today)
      .thenRefused('no-such-person');
  });
});
