import { defineClaims, type Claim } from '#platform/event-store';
import { blockNameKey, type BlockRegistered } from './block/block.js';
import type { HomeCorrected, HomeFacts, HomeRegistered } from './home/home.events.js';
import { propertyRefKey } from './home/home.js';

/** What no two homes of a TMO share. */
function claimsOf(facts: HomeFacts): { kind: string; key: string }[] {
  const ref = { kind: 'property-ref', key: propertyRefKey(facts.property_ref) };
  return facts.uprn === null ? [ref] : [ref, { kind: 'uprn', key: facts.uprn }];
}

export const homesClaims = [
  defineClaims<BlockRegistered>('homes.block-registered.v1', (e) => [
    { op: 'take', kind: 'block-name', key: blockNameKey(e.data.name) },
  ]),
  defineClaims<HomeRegistered>('homes.home-registered.v1', (e) =>
    claimsOf(e.data).map((claim): Claim => ({ op: 'take', ...claim })),
  ),
  defineClaims<HomeCorrected>('homes.home-corrected.v1', (e) => {
    const before = claimsOf(e.data.was);
    const after = claimsOf(e.data.is);
    const missingFrom = (others: typeof before) => (claim: (typeof before)[number]) =>
      !others.some((o) => o.kind === claim.kind && o.key === claim.key);
    return [
      ...before.filter(missingFrom(after)).map((claim): Claim => ({ op: 'release', ...claim })),
      ...after.filter(missingFrom(before)).map((claim): Claim => ({ op: 'take', ...claim })),
    ];
  }),
];
