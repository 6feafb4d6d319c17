import type { DomainEvent } from '#kernel';
import type { HomeType } from './home-types.js';

/** What is known of a home. Canonical forms: parseUprn, parsePostcode; the property reference as the council writes it. */
export interface HomeFacts {
  readonly property_ref: string;
  readonly uprn: string | null;
  readonly block_id: string | null;
  readonly address_lines: readonly string[];
  readonly postcode: string;
  readonly type: HomeType;
  /** Null where nobody sleeps: garages and stores, and where it is not known. */
  readonly bedrooms: number | null;
}

export type HomeRegistered = DomainEvent<'homes.home-registered.v1', { readonly home_id: string } & HomeFacts>;

/** What was wrong with the record: it was written wrongly, or the world has changed since. */
export const HOME_CORRECTION_REASONS = ['recorded-wrongly', 'changed-since'] as const;
export type HomeCorrectionReason = (typeof HOME_CORRECTION_REASONS)[number];

export type HomeCorrected = DomainEvent<
  'homes.home-corrected.v1',
  {
    readonly home_id: string;
    readonly was: HomeFacts;
    readonly is: HomeFacts;
    readonly reason: HomeCorrectionReason;
  }
>;

export type HomeEvent = HomeRegistered | HomeCorrected;
