import type { CivilDate, DomainEvent } from '#kernel';
import type { ReturnDue } from './deadline.js';
import type { Figure } from './figures.js';
import type { Quarter } from './quarter.js';
import type { ReturnRow } from './rows.js';

/** The form of the file, which docs/return-format.md specifies. Another form is another name. */
export const RETURN_FORMAT = 'courtyard-return/1';

/** The return that this one goes on from: its closing balances are our opening balances. */
export interface Followed {
  readonly quarter: Quarter;
  readonly version: number;
  /** As known at this log position. */
  readonly position: number;
  /** Of its file. */
  readonly sha256: string;
}

/** Everything that is in the file, so that the file can be written again to the byte from the log alone. */
export interface ReturnContents {
  readonly format: typeof RETURN_FORMAT;
  readonly tmo: string;
  readonly council: string;
  readonly quarter: Quarter;
  /** 1, and one more with each re-making. */
  readonly version: number;
  readonly from: CivilDate;
  readonly to: CivilDate;
  /** What the log held up to this position is what was known; the hash there ties the file to the log. */
  readonly position: number;
  readonly head_hash: string;
  /** When the entry at that position was recorded. */
  readonly known_at: string;
  /** Null in the first return of all. */
  readonly follows: Followed | null;
  /** Charged weeks of the rent year that the last day lies in; null when none is set. */
  readonly charged_weeks: number | null;
  readonly rows: readonly ReturnRow[];
  /** Each names its definition and the definition's version. */
  readonly figures: readonly Figure[];
}

interface Made {
  readonly contents: ReturnContents;
  /** Of the file, hexadecimal. */
  readonly sha256: string;
  readonly due: ReturnDue;
}

export type ReturnMade = DomainEvent<'monitoring.return-made.v1', Made>;

/** Why a return was made again. The one that was sent before stands beside it, unchanged. */
export const REMAKE_REASONS = [
  'payments-came-late',
  'charges-came-late',
  'mistake-corrected',
  'agreement-corrected',
  'council-asked',
] as const;
export type RemakeReason = (typeof REMAKE_REASONS)[number];

export type ReturnRemade = DomainEvent<'monitoring.return-remade.v1', Made & { readonly reason: RemakeReason }>;

export type ReturnEvent = ReturnMade | ReturnRemade;
export const RETURN_EVENTS = ['monitoring.return-made.v1', 'monitoring.return-remade.v1'] as const;
