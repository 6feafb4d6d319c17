import { civilDate, type DecideEnv } from '#kernel';
import { anEnv, given } from '#platform/testing';
import { homesClaims } from '../../claims.js';
import type { HomeCorrected, HomeFacts, HomeRegistered } from '../home.events.js';
import { garageOne, homeId, oneAlderHouse } from '../home.examples.js';
import { homeDecider, type HomeState } from '../home.js';
import { type CorrectHome, decideCorrectHome } from './correct-home.js';

const correct = (c: CorrectHome, state: HomeState, env: DecideEnv) =>
  decideCorrectHome(c, state, env, { block_known: true });
const today = anEnv({ today: '2026-11-22' });
const registered: HomeRegistered = {
  type: 'homes.home-registered.v1',
  data: { home_id: homeId, ...oneAlderHouse },
  effective_on: civilDate('2026-11-01'),
};
const corrected = (was: HomeFacts, is: HomeFacts): HomeCorrected => ({
  type: 'homes.home-corrected.v1',
  data: { home_id: homeId, was, is, reason: 'recorded-wrongly' },
  effective_on: civilDate('2026-11-22'),
});
const command = (facts: Partial<HomeFacts>) =>
  ({ home_id: homeId, ...oneAlderHouse, ...facts, reason: 'recorded-wrongly' }) as const;

describe('correcting a home', () => {
  const threeBedrooms = { ...oneAlderHouse, bedrooms: 3 };

  it('keeps both what was written and what is right', () => {
    given(homeDecider, registered)
      .when(correct, command({ bedrooms: 3 }), today)
      .then(corrected(oneAlderHouse, threeBedrooms));
  });

  it('starts from the last correction, not from the first record', () => {
    given(homeDecider, registered, corrected(oneAlderHouse, threeBedrooms))
      .when(correct, command({ bedrooms: 4 }), today)
      .then(corrected(threeBedrooms, { ...oneAlderHouse, bedrooms: 4 }));
  });

  it('records nothing when nothing is different', () => {
    given(homeDecider, registered)
      .when(correct, command({ postcode: 'SE151AP' }), today)
      .thenNothing();
  });

  it('keeps to the rules for registering', () => {
    given(homeDecider, registered)
      .when(correct, command({ postcode: 'SE15' }), today)
      .thenRefused('postcode-not-valid');
  });

  it('needs a home', () => {
    given(homeDecider).when(correct, command({}), today).thenRefused('no-such-home', { home_id: homeId });
  });
});

describe('what a home claims', () => {
  const claimsOf = (event: HomeRegistered | HomeCorrected) =>
    homesClaims.filter((rule) => rule.type === event.type).flatMap((rule) => rule.claims(event, `home/${homeId}`));

  it('its property reference and, where it has one, its UPRN', () => {
    expect(claimsOf(registered)).toEqual([
      { op: 'take', kind: 'property-ref', key: 'BM00001' },
      { op: 'take', kind: 'uprn', key: '100023000000' },
    ]);
    expect(claimsOf({ ...registered, data: { home_id: homeId, ...garageOne } })).toEqual([
      { op: 'take', kind: 'property-ref', key: 'BMG0001' },
    ]);
  });

  it('a correction gives up the wrong UPRN for another home to take, and takes the right one', () => {
    expect(claimsOf(corrected(oneAlderHouse, { ...oneAlderHouse, uprn: '100023000007' }))).toEqual([
      { op: 'release', kind: 'uprn', key: '100023000000' },
      { op: 'take', kind: 'uprn', key: '100023000007' },
    ]);
  });

  it('a correction of the bedrooms touches no claim', () => {
    expect(claimsOf(corrected(oneAlderHouse, { ...oneAlderHouse, bedrooms: 3 }))).toEqual([]);
  });

  it('a reference in small letters is the same reference', () => {
    expect(claimsOf(corrected(oneAlderHouse, { ...oneAlderHouse, property_ref: 'bm00001' }))).toEqual([]);
  });
});
