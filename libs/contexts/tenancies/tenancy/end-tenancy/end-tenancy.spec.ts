import { civilDate } from '#kernel';
import { anEnv, given } from '#platform/testing';
import { ended, started, tenancyId } from '../tenancy.examples.js';
import { tenancyDecider } from '../tenancy.js';
import { decideEndTenancy } from './end-tenancy.js';

const today = anEnv({ today: '2026-11-22' });
const endOn = (date: string) => ({ tenancy_id: tenancyId, ends_on: civilDate(date), reason: 'abandoned' }) as const;

describe('ending a tenancy', () => {
  it('ends it on its last day, with the reason', () => {
    given(tenancyDecider, started('1987-11-10'))
      .when(decideEndTenancy, endOn('2026-11-15'), today)
      .then(ended('2026-11-15'));
  });

  it('may be known some weeks ahead, under a notice', () => {
    given(tenancyDecider, started('1987-11-10'))
      .when(decideEndTenancy, endOn('2026-12-20'), today)
      .then(ended('2026-12-20'));
  });

  it('refuses a day far ahead', () => {
    given(tenancyDecider, started('1987-11-10'))
      .when(decideEndTenancy, endOn('2027-12-20'), today)
      .thenRefused('ends-too-far-ahead', { ends_on: '2027-12-20', latest: '2027-02-22' });
  });

  it('refuses a day before it began', () => {
    given(tenancyDecider, started('2026-11-02'))
      .when(decideEndTenancy, endOn('2026-11-01'), today)
      .thenRefused('ends-before-it-starts', { starts_on: '2026-11-02', ends_on: '2026-11-01' });
  });

  it('ends once', () => {
    given(tenancyDecider, started('1987-11-10'), ended('2026-11-15'))
      .when(decideEndTenancy, endOn('2026-11-16'), today)
      .thenRefused('tenancy-already-ended', { ends_on: '2026-11-15' });
  });

  it('needs a tenancy', () => {
    given(tenancyDecider).when(decideEndTenancy, endOn('2026-11-15'), today).thenRefused('no-such-tenancy');
  });
});
