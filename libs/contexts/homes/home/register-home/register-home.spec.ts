import { civilDate, type DecideEnv } from '#kernel';
import { anEnv, given } from '#platform/testing';
import type { HomeFacts, HomeRegistered } from '../home.events.js';
import { garageOne, homeId, oneAlderHouse } from '../home.examples.js';
import { homeDecider, type HomeState } from '../home.js';
import { type RegisterHome, decideRegisterHome } from './register-home.js';

const register = (c: RegisterHome, state: HomeState, env: DecideEnv) =>
  decideRegisterHome(c, state, env, { block_known: true });
const today = anEnv({ today: '2026-11-22' });
const command = (facts: Partial<HomeFacts> = {}) => ({ home_id: homeId, ...oneAlderHouse, ...facts });
const registered = (facts: HomeFacts): HomeRegistered => ({
  type: 'homes.home-registered.v1',
  data: { home_id: homeId, ...facts },
  effective_on: civilDate('2026-11-22'),
});

describe('registering a home', () => {
  it('keeps its references, address, type and bedrooms', () => {
    given(homeDecider).when(register, command(), today).then(registered(oneAlderHouse));
  });

  it('registers a home once', () => {
    given(homeDecider, registered(oneAlderHouse))
      .when(register, command(), today)
      .thenRefused('home-already-registered', { home_id: homeId });
  });

  it('writes postcode, UPRN and references in one form, however they came', () => {
    given(homeDecider)
      .when(
        register,
        command({
          property_ref: ' BM00001 ',
          uprn: '100023000000 ',
          postcode: 'se151ap',
          address_lines: [' 1 Alder House', '', 'Brookmead Estate'],
        }),
        today,
      )
      .then(registered(oneAlderHouse));
  });

  it('drops the zeros that a system put in front of a UPRN', () => {
    given(homeDecider)
      .when(register, command({ uprn: '000010023456' }), today)
      .then(registered({ ...oneAlderHouse, uprn: '10023456' }));
  });

  it.each(['9.99E+11', '1000230000001', '10002300000x', '0', '1000 2300 0000', '-5'])(
    'refuses %s as a UPRN',
    (uprn) => {
      given(homeDecider).when(register, command({ uprn }), today).thenRefused('uprn-not-valid', { uprn });
    },
  );

  it.each([null, '', '  '])('refuses a flat with no UPRN (%j)', (uprn) => {
    given(homeDecider).when(register, command({ uprn }), today).thenRefused('uprn-missing');
  });

  it('takes a garage with no UPRN', () => {
    given(homeDecider)
      .when(register, { home_id: homeId, ...garageOne, uprn: '' }, today)
      .then(registered(garageOne));
  });

  it.each(['SE15 4', 'SE15', '', 'SE15 41P', 'SW1A 1AAA', '12 345'])('refuses %j as a postcode', (postcode) => {
    given(homeDecider).when(register, command({ postcode }), today).thenRefused('postcode-not-valid', {
      postcode,
    });
  });

  it.each(['E1 4AB', 'EC1A 1BB', 'M1 1AE', 'W1A 0AX', 'DN55 1PT'])('knows %s as a postcode', (postcode) => {
    given(homeDecider)
      .when(register, command({ postcode }), today)
      .then(registered({ ...oneAlderHouse, postcode }));
  });

  it('refuses a home with no property reference or no address', () => {
    given(homeDecider)
      .when(register, command({ property_ref: ' ' }), today)
      .thenRefused('property-ref-missing');
    given(homeDecider)
      .when(register, command({ address_lines: [' '] }), today)
      .thenRefused('address-missing');
  });

  it('knows a bedsit has no bedroom, and takes a home whose bedrooms nobody counted', () => {
    given(homeDecider)
      .when(register, command({ type: 'bedsit', bedrooms: 0 }), today)
      .then(registered({ ...oneAlderHouse, type: 'bedsit', bedrooms: 0 }));
    given(homeDecider)
      .when(register, command({ bedrooms: null }), today)
      .then(registered({ ...oneAlderHouse, bedrooms: null }));
  });

  it.each([-1, 1.5, 21])('refuses %d bedrooms', (bedrooms) => {
    given(homeDecider)
      .when(register, command({ bedrooms }), today)
      .thenRefused('bedrooms-not-valid', { bedrooms, most: 20 });
  });

  it('refuses bedrooms in a garage', () => {
    given(homeDecider)
      .when(register, { home_id: homeId, ...garageOne, bedrooms: 2 }, today)
      .thenRefused('no-bedrooms-here', { type: 'garage', bedrooms: 2 });
  });

  it('refuses a block that this TMO does not have', () => {
    given(homeDecider)
      .when(
        (c: RegisterHome, state, env) => decideRegisterHome(c, state, env, { block_known: false }),
        command(),
        today,
      )
      .thenRefused('no-such-block', { block_id: oneAlderHouse.block_id });
  });
});
