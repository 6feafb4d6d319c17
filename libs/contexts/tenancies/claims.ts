import { defineClaims, type Claim } from '#platform/event-store';
import type { TenancyEnded, TenancyStarted } from './tenancy/tenancy.events.js';
import { tenancyRefKey } from './tenancy/tenancy.js';

/** A tenancy reference names one tenancy for good; a home has one live tenancy at a time. */
export const tenanciesClaims = [
  defineClaims<TenancyStarted>('tenancies.tenancy-started.v1', ({ data }): Claim[] => {
    const ref: Claim = { op: 'take', kind: 'tenancy-ref', key: tenancyRefKey(data.tenancy_ref) };
    return data.former ? [ref] : [ref, { op: 'take', kind: 'live-tenancy', key: data.home_id }];
  }),
  defineClaims<TenancyEnded>('tenancies.tenancy-ended.v1', ({ data }) =>
    data.former ? [] : [{ op: 'release', kind: 'live-tenancy', key: data.home_id }],
  ),
];
