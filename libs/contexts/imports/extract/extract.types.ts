import type { HomeType } from '#contexts/homes/contracts/index.js';
import type { CivilDate, Pence } from '#kernel';
import type { WarningCode } from './warnings.js';

/** A record that cannot go in, and why. Its other errors, if any, stand beside it. */
export interface ExtractError {
  /** The header is record 1. */
  readonly record: number;
  readonly column: string;
  /** The cell as the file has it. */
  readonly value: string;
  readonly why: string;
  readonly what_to_do: string;
}

/** What is possible but odd: somebody looks at it and ticks it. */
export interface ExtractWarning {
  readonly record: number;
  readonly column: string;
  readonly code: WarningCode;
  readonly message: string;
}

export interface WeeklyAmount {
  readonly component: 'rent' | 'service' | 'heating' | 'water';
  /** Never negative; 0 where the extract says 0, and no entry where it says nothing. */
  readonly weekly_pence: Pence;
}

export interface ExtractHome {
  /** The first good record that has it. */
  readonly record: number;
  readonly property_ref: string;
  readonly uprn: string | null;
  readonly block: string | null;
  readonly address_lines: readonly string[];
  readonly postcode: string;
  readonly type: HomeType;
  readonly bedrooms: number | null;
  /** What an empty home would be charged, where the extract says so; its tenancy's charges stand there. */
  readonly void_charges: readonly WeeklyAmount[];
}

export interface ExtractTenancy {
  /** The first good record that has it. */
  readonly record: number;
  readonly tenancy_ref: string;
  readonly property_ref: string;
  /** A key of the tenures handed in; 'not-recorded' for former tenancies of which the extract says no more. */
  readonly tenure: string;
  readonly starts_on: CivilDate;
  /** The last day; null while nothing is known of an end. */
  readonly ends_on: CivilDate | null;
  /** Ended before today. */
  readonly former: boolean;
  /** Empty for leaseholders and former tenancies. */
  readonly charges: readonly WeeklyAmount[];
  /** Positive is owed, negative in credit; null when the extract says nothing. One for all joint tenants. */
  readonly balance_pence: Pence | null;
}

export interface ExtractPerson {
  readonly record: number;
  readonly tenancy_ref: string;
  readonly title: string | null;
  readonly forename: string | null;
  readonly surname: string | null;
  readonly dob: CivilDate | null;
  readonly phone: string | null;
  readonly email: string | null;
}

export interface ExtractBalance {
  readonly record: number;
  readonly tenancy_ref: string;
  readonly amount_pence: Pence;
}

/** An extract as checked: what would go in, what would not, and what somebody should look at first. */
export interface CheckedExtract {
  /** How many records were read, the header not counted. */
  readonly records: number;
  readonly homes: readonly ExtractHome[];
  readonly tenancies: readonly ExtractTenancy[];
  readonly persons: readonly ExtractPerson[];
  readonly opening_balances: readonly ExtractBalance[];
  readonly errors: readonly ExtractError[];
  readonly warnings: readonly ExtractWarning[];
}

/** What the records hold already, references in upper case. */
export interface KnownRecords {
  readonly property_refs: ReadonlySet<string>;
  readonly uprns: ReadonlySet<string>;
  readonly tenancy_refs: ReadonlySet<string>;
}

export interface ExtractOptions {
  readonly today: CivilDate;
  /** Left out: nothing is there yet. */
  readonly known?: KnownRecords;
  /** Tenancies' `TENURES`: what may be held, by key. */
  readonly tenures: Readonly<Record<string, { readonly name: string }>>;
}
