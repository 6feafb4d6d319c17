import type { DomainEvent } from '#kernel';

/**
 * Personal text as the log and every rule see it: encrypted under the person's own key before decide is asked, and
 * opaque from then on. Two seals of one text differ, so a rule can only tell whether there is any.
 */
export type Sealed = string;

/** What is kept of a person; each field sealed on its own, null where nothing is known. */
export interface PersonFacts {
  readonly title: Sealed | null;
  readonly forename: Sealed | null;
  readonly surname: Sealed | null;
  /** A civil date, sealed. */
  readonly dob: Sealed | null;
  readonly phone: Sealed | null;
  readonly email: Sealed | null;
}
export const PERSON_FIELDS = ['title', 'forename', 'surname', 'dob', 'phone', 'email'] as const;
export type PersonField = (typeof PERSON_FIELDS)[number];

export type PersonRecorded = DomainEvent<'tenancies.person-recorded.v1', { readonly person_id: string } & PersonFacts>;

/** What was wrong with the record: it was written wrongly, or the world has changed since (a marriage, a new number). */
export const PERSON_CORRECTION_REASONS = ['recorded-wrongly', 'changed-since'] as const;
export type PersonCorrectionReason = (typeof PERSON_CORRECTION_REASONS)[number];

/** `was` and `is` hold the fields that were corrected and no others. */
export type PersonCorrected = DomainEvent<
  'tenancies.person-corrected.v1',
  {
    readonly person_id: string;
    readonly was: Partial<PersonFacts>;
    readonly is: Partial<PersonFacts>;
    readonly reason: PersonCorrectionReason;
  }
>;

export type PersonEvent = PersonRecorded | PersonCorrected;
