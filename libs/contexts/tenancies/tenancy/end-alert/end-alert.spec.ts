import { anEnv, given } from '#platform/testing';
import { alertAdded, alertEnded, alertId, started, tenancyId } from '../tenancy.examples.js';
import { tenancyDecider } from '../tenancy.js';
import { decideEndAlert } from './end-alert.js';

const today = anEnv({ today: '2026-12-01' });
const command = { tenancy_id: tenancyId, alert_id: alertId };

describe('ending an alert', () => {
  it('takes it off before it runs out', () => {
    given(tenancyDecider, started('1987-11-10'), alertAdded('2026-11-22', '2027-05-31'))
      .when(decideEndAlert, command, today)
      .then(alertEnded('2026-12-01'));
  });

  it('ends only an alert that is there', () => {
    given(tenancyDecider, started('1987-11-10')).when(decideEndAlert, command, today).thenRefused('no-such-alert');
    given(tenancyDecider, started('1987-11-10'), alertAdded('2026-11-22', '2027-05-31'), alertEnded('2026-11-30'))
      .when(decideEndAlert, command, today)
      .thenRefused('no-such-alert', { alert_id: alertId });
  });

  it('needs a household', () => {
    given(tenancyDecider).when(decideEndAlert, command, today).thenRefused('no-such-tenancy');
  });
});
