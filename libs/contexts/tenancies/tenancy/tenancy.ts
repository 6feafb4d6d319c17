import type { CivilDate, Decider } from '#kernel';
import type { TenancyEvent } from './tenancy.events.js';

interface Started {
  readonly home_id: string;
  readonly starts_on: CivilDate;
  /** Alerts not ended by hand, expired or not. */
  readonly alert_ids: readonly string[];
}

export type TenancyState =
  | { readonly status: 'none' }
  | ({ readonly status: 'live' } & Started)
  | ({ readonly status: 'ended'; readonly ends_on: CivilDate } & Started);

export const tenancyDecider: Decider<TenancyState, TenancyEvent> = {
  kind: 'tenancy',
  state_version: 1,
  initial: { status: 'none' },
  evolve(state, event) {
    if (event.type === 'tenancies.tenancy-started.v1') {
      return { status: 'live', home_id: event.data.home_id, starts_on: event.data.starts_on, alert_ids: [] };
    }
    if (state.status === 'none') return state;
    switch (event.type) {
      case 'tenancies.tenancy-ended.v1':
        return { ...state, status: 'ended', ends_on: event.data.ends_on };
      case 'tenancies.alert-added.v1':
        return { ...state, alert_ids: [...state.alert_ids, event.data.alert_id] };
      case 'tenancies.alert-ended.v1':
        return { ...state, alert_ids: state.alert_ids.filter((id) => id !== event.data.alert_id) };
    }
  },
};

/** The key under which a tenancy reference is claimed: the council's systems do not mind its case. */
export function tenancyRefKey(tenancy_ref: string): string {
  return tenancy_ref.trim().toUpperCase();
}

/** Sign-ups and notices are known some weeks ahead; a date further off than this is a slip of the keyboard. */
export const FURTHEST_AHEAD_DAYS = 92;
