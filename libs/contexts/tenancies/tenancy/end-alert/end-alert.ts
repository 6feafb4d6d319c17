import { accept, refuse, type DecideEnv, type Decision } from '#kernel';
import type { AlertEnded } from '../tenancy.events.js';
import type { TenancyState } from '../tenancy.js';

export interface EndAlert {
  readonly tenancy_id: string;
  readonly alert_id: string;
}

export function decideEndAlert(c: EndAlert, state: TenancyState, env: DecideEnv): Decision<AlertEnded> {
  const { tenancy_id, alert_id } = c;
  if (state.status === 'none') return refuse('no-such-tenancy', { tenancy_id });
  if (!state.alert_ids.includes(alert_id)) return refuse('no-such-alert', { alert_id });
  return accept({ type: 'tenancies.alert-ended.v1', data: { tenancy_id, alert_id }, effective_on: env.today });
}
