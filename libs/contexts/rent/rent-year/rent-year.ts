import type { Decider, RentYear } from '#kernel';
import type { RentYearEvent } from './rent-year.events.js';

export type RentYearState = { readonly status: 'not-set' } | { readonly status: 'set'; readonly year: RentYear };

/** A council's rent year, one stream for each, `rent-year/<calendar year of its first Monday>`. */
export const rentYearDecider: Decider<RentYearState, RentYearEvent> = {
  kind: 'rent-year',
  state_version: 1,
  initial: { status: 'not-set' },
  evolve(state, event) {
    switch (event.type) {
      case 'rent.rent-year-set.v1': {
        const { starts_on, weeks, free_weeks } = event.data;
        return { status: 'set', year: { starts_on, weeks, free_weeks } };
      }
      case 'rent.free-weeks-changed.v1':
        return state.status === 'set'
          ? { ...state, year: { ...state.year, free_weeks: event.data.free_weeks } }
          : state;
    }
  },
};
