import { accept, addDays, refuse, type CivilDate, type DecideEnv, type Decision } from '#kernel';
import type { Sealed } from '../../person/person.events.js';
import { LONGEST_ALERT_DAYS, type AlertKind } from '../alerts.js';
import type { AlertAdded } from '../tenancy.events.js';
import type { TenancyState } from '../tenancy.js';

export interface AddAlert {
  readonly tenancy_id: string;
  readonly alert_id: string;
  readonly kind: AlertKind;
  /** The last day on which it holds. */
  readonly expires_on: CivilDate;
  readonly text?: Sealed | null;
}

/** Puts an alert on a household, a former one too: somebody may still ring them about what they owe. */
export function decideAddAlert(c: AddAlert, state: TenancyState, env: DecideEnv): Decision<AlertAdded> {
  const { tenancy_id, alert_id, kind, expires_on, text = null } = c;
  if (state.status === 'none') return refuse('no-such-tenancy', { tenancy_id });
  if (state.alert_ids.includes(alert_id)) return refuse('alert-already-added', { alert_id });
  if (expires_on < env.today) return refuse('alert-already-over', { expires_on });
  const latest = addDays(env.today, LONGEST_ALERT_DAYS);
  if (expires_on > latest) return refuse('alert-runs-too-long', { expires_on, latest });
  return accept({
    type: 'tenancies.alert-added.v1',
    data: { tenancy_id, alert_id, kind, expires_on, text },
    effective_on: env.today,
  });
}
