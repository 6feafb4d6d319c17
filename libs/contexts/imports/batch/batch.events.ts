import type { CivilDate, DomainEvent } from '#kernel';
import type { ExtractMapping } from './extract-mapping.js';

/** A council's extract was uploaded and kept, sealed. Nothing of it is in the records yet. */
export type ExtractReceived = DomainEvent<
  'imports.extract-received.v1',
  {
    readonly batch_id: string;
    /** Sealed: councils put people's names into file names. */
    readonly file_name: string;
    readonly sha256: string;
    readonly bytes: number;
  }
>;

/** Somebody said which column is what; choosing again replaces it. */
export type ColumnsMapped = DomainEvent<
  'imports.columns-mapped.v1',
  { readonly batch_id: string; readonly mapping: ExtractMapping }
>;

/** What went in, in one go with the commands that put it there. */
export type ExtractApplied = DomainEvent<
  'imports.extract-applied.v1',
  {
    readonly batch_id: string;
    /** The day at whose end the extract's balances stood so. */
    readonly as_at: CivilDate;
    readonly counts: ExtractCounts;
    /** Records left out because they were wrong, by number. */
    readonly left_out: readonly number[];
    /** The warnings that somebody looked at and ticked, "<record> <code>". */
    readonly ticked: readonly string[];
  }
>;

export type ExtractDiscarded = DomainEvent<'imports.extract-discarded.v1', { readonly batch_id: string }>;

export interface ExtractCounts {
  readonly homes: number;
  readonly tenancies: number;
  readonly persons: number;
  /** Void accounts among them. */
  readonly accounts: number;
  /** Homes that nobody lives in. */
  readonly voids: number;
  /** The sum of the opening balances; positive is owed. */
  readonly balances_pence: number;
}

export type BatchEvent = ExtractReceived | ColumnsMapped | ExtractApplied | ExtractDiscarded;

export const IMPORTS_EVENTS = [
  'imports.extract-received.v1',
  'imports.columns-mapped.v1',
  'imports.extract-applied.v1',
  'imports.extract-discarded.v1',
] as const satisfies readonly BatchEvent['type'][];
