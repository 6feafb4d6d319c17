import type { CivilDate, DomainEvent } from '#kernel';

export type RentYearSet = DomainEvent<
  'rent.rent-year-set.v1',
  {
    /** The calendar year its first Monday lies in, '2026'. */
    readonly year: string;
    readonly starts_on: CivilDate;
    readonly weeks: 52 | 53;
    /** Mondays, oldest first. */
    readonly free_weeks: readonly CivilDate[];
  }
>;

export type FreeWeeksChanged = DomainEvent<
  'rent.free-weeks-changed.v1',
  { readonly year: string; readonly free_weeks: readonly CivilDate[] }
>;

export type RentYearEvent = RentYearSet | FreeWeeksChanged;
