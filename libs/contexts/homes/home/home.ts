import type { Decider } from '#kernel';
import type { HomeEvent, HomeFacts } from './home.events.js';

export type HomeState = { readonly status: 'none' } | { readonly status: 'registered'; readonly facts: HomeFacts };

export const homeDecider: Decider<HomeState, HomeEvent> = {
  kind: 'home',
  state_version: 1,
  initial: { status: 'none' },
  evolve(_state, event) {
    if (event.type === 'homes.home-corrected.v1') return { status: 'registered', facts: event.data.is };
    const { home_id: _, ...facts } = event.data;
    return { status: 'registered', facts };
  },
};

/** The key under which a property reference is claimed: the council's systems do not mind its case. */
export function propertyRefKey(property_ref: string): string {
  return property_ref.trim().toUpperCase();
}
