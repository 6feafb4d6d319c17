import { civilDate } from '#kernel';
import { anEnv, given } from '#platform/testing';
import { brianId, ended, homeId, nadiaId, started, tenancyId } from '../tenancy.examples.js';
import { tenancyDecider } from '../tenancy.js';
import { decideStartTenancy, type StartTenancy } from './start-tenancy.js';

const today = anEnv({ today: '2026-11-22' });
const command = (more: Partial<StartTenancy> = {}): StartTenancy => ({
  tenancy_id: tenancyId,
  home_id: homeId,
  tenancy_ref: 'T200002',
  tenure: 'secure',
  starts_on: civilDate('2026-11-23'),
  person_ids: [nadiaId, brianId],
  ...more,
});

describe('starting a tenancy', () => {
  it('lets a home to joint tenants from a day', () => {
    given(tenancyDecider).when(decideStartTenancy, command(), today).then(started('2026-11-23'));
  });

  it('takes on a tenancy that began long ago', () => {
    given(tenancyDecider)
      .when(decideStartTenancy, command({ starts_on: civilDate('1987-11-10') }), today)
      .then(started('1987-11-10'));
  });

  it('starts once', () => {
    given(tenancyDecider, started('2026-11-23'))
      .when(decideStartTenancy, command(), today)
      .thenRefused('tenancy-already-started', { tenancy_id: tenancyId });
  });

  it('needs somebody who holds it, and a reference', () => {
    given(tenancyDecider)
      .when(decideStartTenancy, command({ person_ids: [] }), today)
      .thenRefused('tenant-missing');
    given(tenancyDecider)
      .when(decideStartTenancy, command({ tenancy_ref: ' ' }), today)
      .thenRefused('tenancy-ref-missing');
  });

  it('names each joint tenant once', () => {
    given(tenancyDecider)
      .when(decideStartTenancy, command({ person_ids: [nadiaId, nadiaId] }), today)
      .thenRefused('tenant-named-twice');
  });

  it('may be signed some weeks ahead, but not next year by a slip of the keyboard', () => {
    given(tenancyDecider)
      .when(decideStartTenancy, command({ starts_on: civilDate('2027-02-22') }), today)
      .then(started('2027-02-22'));
    given(tenancyDecider)
      .when(decideStartTenancy, command({ starts_on: civilDate('2027-02-23') }), today)
      .thenRefused('starts-too-far-ahead', { starts_on: '2027-02-23', latest: '2027-02-22' });
  });

  it('needs a tenure while anybody lives there', () => {
    given(tenancyDecider)
      .when(decideStartTenancy, command({ tenure: 'not-recorded' }), today)
      .thenRefused('tenure-missing');
  });
});

describe('taking over a former tenancy', () => {
  const former = command({
    starts_on: civilDate('2003-01-23'),
    ends_on: civilDate('2005-10-22'),
    tenure: 'not-recorded',
  });

  it('starts and ends it on its own dates, without touching who lives there now', () => {
    given(tenancyDecider)
      .when(decideStartTenancy, former, today)
      .then(
        started('2003-01-23', { tenure: 'not-recorded', former: true }),
        ended('2005-10-22', { reason: 'not-recorded', former: true }),
      );
  });

  it('may have lasted a single day, and not less', () => {
    given(tenancyDecider)
      .when(decideStartTenancy, { ...former, ends_on: former.starts_on }, today)
      .then(
        started('2003-01-23', { tenure: 'not-recorded', former: true }),
        ended('2003-01-23', { reason: 'not-recorded', former: true }),
      );
    given(tenancyDecider)
      .when(decideStartTenancy, { ...former, ends_on: civilDate('2003-01-22') }, today)
      .thenRefused('ends-before-it-starts', { starts_on: '2003-01-23', ends_on: '2003-01-22' });
  });

  it('is over: a tenancy that lasts through today is a live one', () => {
    given(tenancyDecider)
      .when(decideStartTenancy, { ...former, ends_on: civilDate('2026-11-22') }, today)
      .thenRefused('not-a-former-tenancy', { ends_on: '2026-11-22', today: '2026-11-22' });
  });
});
