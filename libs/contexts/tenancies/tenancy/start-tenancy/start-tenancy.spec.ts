import { civilDate, type DecideEnv } from '#kernel';
import { anEnv, given } from '#platform/testing';
import { brianId, ended, homeId, nadiaId, started, tenancyId } from '../tenancy.examples.js';
import { tenancyDecider, type TenancyState } from '../tenancy.js';
import { decideStartTenancy, type StartTenancy, type StartTenancyFacts } from './start-tenancy.js';

const known: StartTenancyFacts = { home_known: true, persons_known: true, let_until: null };
const startKnowing = (facts: Partial<StartTenancyFacts>) => (c: StartTenancy, state: TenancyState, env: DecideEnv) =>
  decideStartTenancy(c, state, env, { ...known, ...facts });
const start = startKnowing({});
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
    given(tenancyDecider).when(start, command(), today).then(started('2026-11-23'));
  });

  it('takes on a tenancy that began long ago', () => {
    given(tenancyDecider)
      .when(start, command({ starts_on: civilDate('1987-11-10') }), today)
      .then(started('1987-11-10'));
  });

  it('starts once', () => {
    given(tenancyDecider, started('2026-11-23'))
      .when(start, command(), today)
      .thenRefused('tenancy-already-started', { tenancy_id: tenancyId });
  });

  it('needs somebody who holds it, and a reference', () => {
    given(tenancyDecider)
      .when(start, command({ person_ids: [] }), today)
      .thenRefused('tenant-missing');
    given(tenancyDecider)
      .when(start, command({ tenancy_ref: ' ' }), today)
      .thenRefused('tenancy-ref-missing');
  });

  it('names each joint tenant once', () => {
    given(tenancyDecider)
      .when(start, command({ person_ids: [nadiaId, nadiaId] }), today)
      .thenRefused('tenant-named-twice');
  });

  it('may be signed some weeks ahead, but not next year by a slip of the keyboard', () => {
    given(tenancyDecider)
      .when(start, command({ starts_on: civilDate('2027-02-22') }), today)
      .then(started('2027-02-22'));
    given(tenancyDecider)
      .when(start, command({ starts_on: civilDate('2027-02-23') }), today)
      .thenRefused('starts-too-far-ahead', { starts_on: '2027-02-23', latest: '2027-02-22' });
  });

  it('needs a tenure while anybody lives there', () => {
    given(tenancyDecider)
      .when(start, command({ tenure: 'not-recorded' }), today)
      .thenRefused('tenure-missing');
  });
});

describe('starting a tenancy of a home', () => {
  it('needs a home and people of this TMO', () => {
    given(tenancyDecider)
      .when(startKnowing({ home_known: false }), command(), today)
      .thenRefused('no-such-home', { home_id: homeId });
    given(tenancyDecider)
      .when(startKnowing({ persons_known: false }), command(), today)
      .thenRefused('no-such-person');
  });

  it('waits until the tenancy before it is out', () => {
    const letUntil = (date: string) => startKnowing({ let_until: civilDate(date) });
    given(tenancyDecider).when(letUntil('2026-11-22'), command(), today).then(started('2026-11-23'));
    given(tenancyDecider)
      .when(letUntil('2026-11-23'), command(), today)
      .thenRefused('home-still-let', { starts_on: '2026-11-23', let_until: '2026-11-23' });
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
      .when(start, former, today)
      .then(
        started('2003-01-23', { tenure: 'not-recorded', former: true }),
        ended('2005-10-22', { reason: 'not-recorded', former: true }),
      );
  });

  it('may overlap with another, as extracts of old tenancies do', () => {
    given(tenancyDecider)
      .when(startKnowing({ let_until: civilDate('2026-10-25') }), former, today)
      .then(
        started('2003-01-23', { tenure: 'not-recorded', former: true }),
        ended('2005-10-22', { reason: 'not-recorded', former: true }),
      );
  });

  it('may have lasted a single day, and not less', () => {
    given(tenancyDecider)
      .when(start, { ...former, ends_on: former.starts_on }, today)
      .then(
        started('2003-01-23', { tenure: 'not-recorded', former: true }),
        ended('2003-01-23', { reason: 'not-recorded', former: true }),
      );
    given(tenancyDecider)
      .when(start, { ...former, ends_on: civilDate('2003-01-22') }, today)
      .thenRefused('ends-before-it-starts', { starts_on: '2003-01-23', ends_on: '2003-01-22' });
  });

  it('is over: a tenancy that lasts through today is a live one', () => {
    given(tenancyDecider)
      .when(start, { ...former, ends_on: civilDate('2026-11-22') }, today)
      .thenRefused('not-a-former-tenancy', { ends_on: '2026-11-22', today: '2026-11-22' });
  });
});
