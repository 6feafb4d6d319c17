import { civilDate } from '#kernel';
import { returnDue } from './deadline.js';
import { figuresOf } from './figures.js';
import { nextQuarter, quarterDates } from './quarter.js';
import {
  type RemakeReason,
  RETURN_FORMAT,
  type ReturnContents,
  type ReturnMade,
  type ReturnRemade,
} from './return.events.js';
import type { ReturnRow } from './rows.js';

/** A row that adds up; what is not said is zero. */
export function aRow(row: Partial<ReturnRow> & Pick<ReturnRow, 'account'>): ReturnRow {
  const cells = {
    kind: 'rent' as const,
    status: 'current' as const,
    weekly_pence: 0,
    opening_pence: 0,
    brought_in_pence: 0,
    due_pence: 0,
    due_prior_pence: 0,
    collected_pence: 0,
    collected_prior_pence: 0,
    adjusted_pence: 0,
    ...row,
  };
  const { opening_pence, brought_in_pence, due_pence, collected_pence, adjusted_pence } = cells;
  return { ...cells, closing_pence: opening_pence + brought_in_pence + due_pence - collected_pence + adjusted_pence };
}

/** A return of these rows, every function the TMO's. */
export function someContents(parts: Partial<ReturnContents> = {}): ReturnContents {
  const quarter = parts.quarter ?? '2026-Q1';
  const rows = parts.rows ?? [
    aRow({ account: '1002384', due_pence: 156000, collected_pence: 150000, weekly_pence: 12000 }),
  ];
  const charged_weeks = parts.charged_weeks === undefined ? 52 : parts.charged_weeks;
  return {
    format: RETURN_FORMAT,
    tmo: 'Ash Estate TMO',
    council: 'Northwick Council',
    version: 1,
    ...quarterDates(quarter),
    position: 4711,
    head_hash: 'ab'.repeat(32),
    known_at: '2026-07-01T06:00:00.000000Z',
    follows: null,
    figures: figuresOf({ rows, charged_weeks }, () => 'tmo'),
    ...parts,
    charged_weeks,
    rows,
  };
}

const madeOn = (quarter: string) => returnDue(quarter).due_on;

export function made(contents: ReturnContents, on: string = madeOn(contents.quarter)): ReturnMade {
  return {
    type: 'monitoring.return-made.v1',
    effective_on: civilDate(on),
    data: { contents, sha256: 'cd'.repeat(32), due: returnDue(contents.quarter) },
  };
}

export function remade(
  contents: ReturnContents,
  reason: RemakeReason,
  on: string = madeOn(contents.quarter),
): ReturnRemade {
  return {
    type: 'monitoring.return-remade.v1',
    effective_on: civilDate(on),
    data: { contents, sha256: 'cd'.repeat(32), due: returnDue(contents.quarter), reason },
  };
}

/** The quarter after, going on from this return: its closing balances are the opening ones. */
export function following(before: ReturnContents, sha256: string, rows: readonly ReturnRow[]): ReturnContents {
  const { quarter, version, position } = before;
  return someContents({
    quarter: nextQuarter(quarter),
    position: position + 1000,
    follows: { quarter, version, position, sha256 },
    rows,
  });
}
