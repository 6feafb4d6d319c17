import { civilDate } from '#kernel';
import type { AlertAdded, AlertEnded, TenancyEnded, TenancyStarted } from './tenancy.events.js';

export const tenancyId = '018f0000-0000-7000-8000-0000000000c1';
export const homeId = '018f0000-0000-7000-8000-000000000001';
export const nadiaId = '018f0000-0000-7000-8000-0000000000a1';
export const brianId = '018f0000-0000-7000-8000-0000000000a2';
export const alertId = '018f0000-0000-7000-8000-0000000000d1';

/** Events of one tenancy as specs speak of them. */
export function started(starts_on: string, data: Partial<TenancyStarted['data']> = {}): TenancyStarted {
  const from = civilDate(starts_on);
  return {
    type: 'tenancies.tenancy-started.v1',
    data: {
      tenancy_id: tenancyId,
      home_id: homeId,
      tenancy_ref: 'T200002',
      tenure: 'secure',
      starts_on: from,
      person_ids: [nadiaId, brianId],
      former: false,
      ...data,
    },
    effective_on: from,
  };
}

export function ended(ends_on: string, data: Partial<TenancyEnded['data']> = {}): TenancyEnded {
  const on = civilDate(ends_on);
  return {
    type: 'tenancies.tenancy-ended.v1',
    data: { tenancy_id: tenancyId, home_id: homeId, ends_on: on, reason: 'abandoned', former: false, ...data },
    effective_on: on,
  };
}

export function alertAdded(on: string, expires_on: string): AlertAdded {
  return {
    type: 'tenancies.alert-added.v1',
    data: {
      tenancy_id: tenancyId,
      alert_id: alertId,
      kind: 'dog-on-premises',
      expires_on: civilDate(expires_on),
      text: 'sealed:A big one',
    },
    effective_on: civilDate(on),
  };
}

export function alertEnded(on: string): AlertEnded {
  return {
    type: 'tenancies.alert-ended.v1',
    data: { tenancy_id: tenancyId, alert_id: alertId },
    effective_on: civilDate(on),
  };
}
