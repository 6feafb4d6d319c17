import { civilDate } from '#kernel';
import { anEnv, given } from '#platform/testing';
import { alertAdded, alertId, ended, started, tenancyId } from '../tenancy.examples.js';
import { tenancyDecider } from '../tenancy.js';
import { decideAddAlert } from './add-alert.js';

const today = anEnv({ today: '2026-11-22' });
const dogUntil = (date: string) =>
  ({
    tenancy_id: tenancyId,
    alert_id: alertId,
    kind: 'dog-on-premises',
    expires_on: civilDate(date),
    text: 'sealed:A big one',
  }) as const;

describe('putting an alert on a household', () => {
  it('says what kind and until when; the particulars are sealed', () => {
    given(tenancyDecider, started('1987-11-10'))
      .when(decideAddAlert, dogUntil('2027-05-31'), today)
      .then(alertAdded('2026-11-22', '2027-05-31'));
  });

  it('needs no particulars', () => {
    const { text: _, ...kindOnly } = dogUntil('2027-05-31');
    const event = alertAdded('2026-11-22', '2027-05-31');
    given(tenancyDecider, started('1987-11-10'))
      .when(decideAddAlert, kindOnly, today)
      .then({ ...event, data: { ...event.data, text: null } });
  });

  it('may stand on a former household, which still gets letters', () => {
    given(tenancyDecider, started('1987-11-10'), ended('2026-11-15'))
      .when(decideAddAlert, dogUntil('2027-05-31'), today)
      .then(alertAdded('2026-11-22', '2027-05-31'));
  });

  it('is looked at again within the year', () => {
    given(tenancyDecider, started('1987-11-10'))
      .when(decideAddAlert, dogUntil('2027-11-24'), today)
      .thenRefused('alert-runs-too-long', { expires_on: '2027-11-24', latest: '2027-11-23' });
  });

  it('holds today at least', () => {
    given(tenancyDecider, started('1987-11-10'))
      .when(decideAddAlert, dogUntil('2026-11-21'), today)
      .thenRefused('alert-already-over');
  });

  it('is added once', () => {
    given(tenancyDecider, started('1987-11-10'), alertAdded('2026-11-22', '2027-05-31'))
      .when(decideAddAlert, dogUntil('2027-05-31'), today)
      .thenRefused('alert-already-added');
  });

  it('needs a household', () => {
    given(tenancyDecider).when(decideAddAlert, dogUntil('2027-05-31'), today).thenRefused('no-such-tenancy');
  });
});
