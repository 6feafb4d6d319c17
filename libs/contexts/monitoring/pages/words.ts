import type { Responsible } from '#contexts/agreement/contracts/index.js';
import { formatPounds, pence } from '#kernel';
import type { Figure } from '../return/figures.js';
import { type Quarter, quarterName } from '../return/quarter.js';
import type { RemakeReason } from '../return/return.events.js';
import type { RowKind, RowStatus } from '../return/rows.js';

/** How the pages say what a return holds. */
export const KIND_WORDS: Readonly<Record<RowKind, string>> = {
  rent: 'Rent',
  leasehold: 'Leaseholder',
  garage: 'Garage',
  recharge: 'Recharges',
  'court-costs': 'Court costs',
  void: 'Empty home',
  'void-garage': 'Empty garage',
};

export const STATUS_WORDS: Readonly<Record<RowStatus, string>> = {
  current: 'Current',
  former: 'Former',
  'not-started': 'Not started',
  empty: 'Empty',
  ended: 'No longer empty',
};

export const REASON_WORDS: Readonly<Record<RemakeReason, string>> = {
  'payments-came-late': 'Payments came late',
  'charges-came-late': 'Charges came late',
  'mistake-corrected': 'A mistake was corrected',
  'agreement-corrected': 'The agreement was corrected',
  'council-asked': 'The council asked for it',
};

const NOT_REPORTED: Readonly<Partial<Record<Responsible, string>>> = {
  council: 'The council has this function',
  'not-delegated': 'The agreement does not list this function',
};

/** '2026-Q1' as 'Quarter 1 of 2026/27, April to June 2026'. */
export function quarterTitle(quarter: Quarter): string {
  const year = Number(quarter.slice(0, 4));
  return `Quarter ${quarter.slice(6)} of ${year}/${String((year + 1) % 100).padStart(2, '0')}, ${quarterName(quarter)}`;
}

export interface FigureWords {
  /** '98.50%', '£1,204.50', '12 homes', or 'Not delegated'. */
  readonly value: string;
  /** What it is made of, or why there is nothing. */
  readonly made_of: string;
  /** What of it belongs to earlier quarters; empty when nothing does. */
  readonly prior: string;
}

export function figureWords(figure: Figure): FigureWords {
  const { numerator, denominator, percent, prior, responsible } = figure;
  if (numerator === null) return { value: 'Not delegated', made_of: NOT_REPORTED[responsible] ?? '', prior: '' };
  const amount = amountWords(figure, numerator);
  const late = prior ? `${amountWords(figure, prior)} of it belongs to earlier quarters` : '';
  if (percent !== null && denominator !== null)
    return { value: `${percent}%`, made_of: `${amount} of ${amountWords(figure, denominator)}`, prior: late };
  const isAmount = figure.id === 'rent-due' || figure.id === 'rent-collected';
  return { value: amount, made_of: isAmount ? 'An amount' : noPercentage(denominator), prior: late };
}

function noPercentage(denominator: number | null): string {
  return denominator === null
    ? 'No percentage: no rent year is set'
    : 'No percentage: there is nothing to set it against';
}

/** An amount in the figure's unit. */
export function amountWords({ unit }: Pick<Figure, 'unit'>, amount: number): string {
  return unit === 'homes' ? `${amount} ${amount === 1 ? 'home' : 'homes'}` : formatPounds(pence(amount));
}
