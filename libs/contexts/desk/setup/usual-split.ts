import type { FunctionKey, Responsible } from '#contexts/agreement/contracts/index.js';

/**
 * Who usually does what where the Modular Management Agreement is chosen, as a proposal to be put right against the
 * schedules of the agreement at hand: day-to-day repairs, estate services, rent and tenancy management are the TMO's;
 * the council keeps what is legal action, compliance, works and the leaseholders' charges (from the published
 * arrangements of eight TMOs in Southwark, Tower Hamlets, Leeds, Lambeth, Camden and Islington, 2013 to 2024).
 */
export const USUAL_SPLIT: Readonly<Record<FunctionKey, Responsible>> = {
  'responsive-repairs': 'tmo',
  'out-of-hours-repairs': 'council',
  voids: 'tmo',
  'planned-maintenance': 'council',
  'major-works': 'council',
  'gas-servicing': 'council',
  'electrical-testing': 'council',
  'fire-safety': 'council',
  'water-hygiene': 'council',
  lifts: 'council',
  'caretaking-and-cleaning': 'tmo',
  'grounds-maintenance': 'tmo',
  'pest-control': 'council',
  'concierge-and-cctv': 'not-delegated',
  'rent-collection': 'tmo',
  arrears: 'shared',
  garages: 'council',
  'leaseholder-service-charges': 'council',
  lettings: 'not-delegated',
  'tenancy-management': 'tmo',
  'anti-social-behaviour': 'shared',
  complaints: 'tmo',
};
