import type { CivilDate, DomainEvent, Pence } from '#kernel';

/** An account that the run did not charge, and why: the rule's refusal. */
export interface NotCharged {
  readonly account_id: string;
  readonly code: string;
  readonly facts: Readonly<Record<string, unknown>>;
}

/**
 * The week's run has gone through every account: accounts = charged + already + refused. Recorded again when a later run
 * of the same week found more to charge.
 */
export type RentRunCompleted = DomainEvent<
  'rent.run-completed.v1',
  {
    readonly week_of: CivilDate;
    /** A free week: everybody is charged nothing. */
    readonly free: boolean;
    /** Open accounts that are charged weekly. */
    readonly accounts: number;
    /** Those this run charged, in a free week with nothing. */
    readonly charged: number;
    /** What they were charged, with weeks that were caught up. */
    readonly charged_pence: Pence;
    /** Those charged for the week before the run came to them. */
    readonly already: number;
    readonly refused: readonly NotCharged[];
  }
>;
