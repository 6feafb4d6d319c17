import { anEnv, given } from '#platform/testing';
import { nadia, personId, recorded } from '../person.examples.js';
import { personDecider } from '../person.js';
import { decideRecordPerson } from './record-person.js';

const today = anEnv({ today: '2026-11-22' });

describe('recording a person', () => {
  it('keeps every field sealed, and knows which are not known', () => {
    const { email: _, ...known } = nadia;
    given(personDecider)
      .when(decideRecordPerson, { person_id: personId, ...known }, today)
      .then(recorded(nadia));
  });

  it('takes a person of one name', () => {
    const onlySurname = { title: null, forename: null, surname: 'sealed:Suharto', dob: null, phone: null, email: null };
    given(personDecider)
      .when(decideRecordPerson, { person_id: personId, surname: 'sealed:Suharto' }, today)
      .then(recorded(onlySurname));
  });

  it('refuses a person with no name at all', () => {
    given(personDecider)
      .when(decideRecordPerson, { person_id: personId, title: 'sealed:Mr', phone: 'sealed:07700 900092' }, today)
      .thenRefused('name-missing');
  });

  it('records a person once', () => {
    given(personDecider, recorded(nadia))
      .when(decideRecordPerson, { person_id: personId, ...nadia }, today)
      .thenRefused('person-already-recorded');
  });
});
