import { civilDate } from '#kernel';
import { given } from '#platform/testing';
import { agreementDecider } from '../agreement.js';
import { adopted, established } from '../agreement.examples.js';
import { decideAdoptEdition } from './adopt-edition.js';

const edition2013 = { edition: '2013', from: civilDate('2018-04-02') } as const;

describe('adopting an edition of the management agreement', () => {
  it('holds from its date', () => {
    given(agreementDecider, established).when(decideAdoptEdition, edition2013).then(adopted('2013', '2018-04-02'));
  });

  it('needs a TMO', () => {
    given(agreementDecider).when(decideAdoptEdition, edition2013).thenRefused('tmo-not-established');
  });

  it('records nothing when that edition already holds on the day', () => {
    given(agreementDecider, established, adopted('2013', '2017-04-03'))
      .when(decideAdoptEdition, edition2013)
      .thenNothing();
  });

  it('refuses a second edition from the same day, for that would be a correction', () => {
    given(agreementDecider, established, adopted('2005', '2018-04-02'))
      .when(decideAdoptEdition, edition2013)
      .thenRefused('already-set-from-that-date', { from: '2018-04-02' });
  });

  it('corrects the edition of a day, and says which entry it corrects', () => {
    given(agreementDecider, established, adopted('2005', '2018-04-02'))
      .when(decideAdoptEdition, { ...edition2013, replaces_from: civilDate('2018-04-02') })
      .then(adopted('2013', '2018-04-02', '2018-04-02'));
  });
});
