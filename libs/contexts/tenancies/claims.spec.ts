import { tenanciesClaims } from './claims.js';
import type { TenancyEvent } from './tenancy/tenancy.events.js';
import { ended, homeId, started } from './tenancy/tenancy.examples.js';

const claimsOf = (event: TenancyEvent) =>
  tenanciesClaims.filter((rule) => rule.type === event.type).flatMap((rule) => rule.claims(event, 'tenancy/1'));

describe('what a tenancy claims', () => {
  it('its reference for good, and the home while it is live', () => {
    expect(claimsOf(started('1987-11-10', { tenancy_ref: 't200002' }))).toEqual([
      { op: 'take', kind: 'tenancy-ref', key: 'T200002' },
      { op: 'take', kind: 'live-tenancy', key: homeId },
    ]);
    expect(claimsOf(ended('2026-11-15'))).toEqual([{ op: 'release', kind: 'live-tenancy', key: homeId }]);
  });

  it('a former tenancy claims its reference only, and frees nobody else’s home', () => {
    expect(claimsOf(started('2003-01-23', { former: true }))).toEqual([
      { op: 'take', kind: 'tenancy-ref', key: 'T200002' },
    ]);
    expect(claimsOf(ended('2005-10-22', { former: true }))).toEqual([]);
  });
});
