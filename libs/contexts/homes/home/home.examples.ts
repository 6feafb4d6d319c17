import type { HomeFacts } from './home.events.js';

/** A flat and a garage as specs speak of them. */
export const oneAlderHouse: HomeFacts = {
  property_ref: 'BM00001',
  uprn: '100023000000',
  block_id: '018f0000-0000-7000-8000-0000000000b1',
  address_lines: ['1 Alder House', 'Brookmead Estate'],
  postcode: 'SE15 1AP',
  type: 'flat',
  bedrooms: 2,
};

export const garageOne: HomeFacts = {
  property_ref: 'BMG0001',
  uprn: null,
  block_id: null,
  address_lines: ['Garage 1', 'Brookmead Estate'],
  postcode: 'SE15 9ZZ',
  type: 'garage',
  bedrooms: null,
};

export const homeId = '018f0000-0000-7000-8000-000000000001';
