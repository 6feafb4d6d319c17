import type { Responsible } from '#contexts/agreement/contracts/index.js';
import { FIGURE_DEFINITIONS, type FigureDefinition, type FigureId } from './definitions.js';
import type { ReturnRow } from './rows.js';

/** A figure as it is frozen: what it is made of, and by which definition. */
export interface Figure {
  readonly id: FigureId;
  readonly version: number;
  /** Whose function it is on the quarter's last day; `council` and `not-delegated` report nothing, which is not zero. */
  readonly responsible: Responsible;
  readonly unit: FigureDefinition['unit'];
  readonly numerator: number | null;
  /** Null for a plain amount, and where it cannot be known (no rent year set). */
  readonly denominator: number | null;
  /** Two decimals, '98.50'; null without a denominator above zero. */
  readonly percent: string | null;
  /** Of the numerator: what belongs to earlier quarters and became known after their returns. Null where that has no meaning. */
  readonly prior: number | null;
}

export interface FigureBasis {
  readonly rows: readonly ReturnRow[];
  /** Charged weeks of the rent year that the last day lies in; null when none is set. */
  readonly charged_weeks: number | null;
}

interface Measured {
  readonly numerator: number;
  readonly denominator: number | null;
  readonly prior: number | null;
}

/** Whether somebody who has the function (alone or shared) reports on it. */
export function isReported(responsible: Responsible): boolean {
  return responsible === 'tmo' || responsible === 'shared';
}

/** The first page, by the definitions in force. `responsible` answers for a figure's functions. */
export function figuresOf(basis: FigureBasis, responsible: (definition: FigureDefinition) => Responsible): Figure[] {
  return FIGURE_DEFINITIONS.map((definition) => {
    const { id, version, unit } = definition;
    const whose = responsible(definition);
    if (!isReported(whose))
      return { id, version, responsible: whose, unit, numerator: null, denominator: null, percent: null, prior: null };
    const measured = MEASURES[id](basis);
    return {
      id,
      version,
      responsible: whose,
      unit,
      ...measured,
      percent: percentOf(measured.numerator, measured.denominator),
    };
  });
}

/** 100 × numerator ÷ denominator to two decimals, half away from zero, exact whatever the size; null unless the denominator is positive. */
export function percentOf(numerator: number, denominator: number | null): string | null {
  if (denominator === null || denominator <= 0) return null;
  const size = BigInt(Math.abs(numerator));
  const hundredths = (size * 20_000n + BigInt(denominator)) / (2n * BigInt(denominator));
  const digits = String(hundredths).padStart(3, '0');
  const sign = numerator < 0 && hundredths > 0n ? '-' : '';
  return `${sign}${digits.slice(0, -2)}.${digits.slice(-2)}`;
}

/** The rows a figure is made of, each with its part of the numerator. What adds nothing is left out. */
export function rowsBehind(id: FigureId, rows: readonly ReturnRow[]): { row: ReturnRow; amount: number }[] {
  const part = NUMERATORS[id];
  return rows.map((row) => ({ row, amount: part(row) })).filter(({ amount }) => amount !== 0);
}

const sum = (rows: readonly ReturnRow[], part: (row: ReturnRow) => number) => rows.reduce((t, r) => t + part(r), 0);
const above = (amount: number) => Math.max(amount, 0);
const ifKind = (kind: 'rent' | 'void', part: (row: ReturnRow) => number) => (row: ReturnRow) =>
  row.kind === kind ? part(row) : 0;

const rentDue = ifKind('rent', (r) => r.due_pence);
const rentDuePrior = ifKind('rent', (r) => r.due_prior_pence);
const rentCollected = ifKind('rent', (r) => r.collected_pence);
const rentCollectedPrior = ifKind('rent', (r) => r.collected_prior_pence);
const broughtForward = ifKind('rent', (r) => above(r.opening_pence + r.brought_in_pence));
const owedBy = (status: 'current' | 'former') =>
  ifKind('rent', (r) => (r.status === status ? above(r.closing_pence) : 0));
const inCredit = ifKind('rent', (r) => above(0 - r.closing_pence));
const emptyHome = ifKind('void', (r) => (r.status === 'empty' ? 1 : 0));
const letHome = ifKind('rent', (r) => (r.status === 'current' ? 1 : 0));
const lost = ifKind('void', (r) => r.due_pence);
const lostPrior = ifKind('void', (r) => r.due_prior_pence);

const NUMERATORS: Readonly<Record<FigureId, (row: ReturnRow) => number>> = {
  'rent-due': rentDue,
  'rent-collected': rentCollected,
  'rent-collected-a': rentCollected,
  'rent-collected-b': rentCollected,
  'arrears-current': owedBy('current'),
  'arrears-former': owedBy('former'),
  'rent-credits': inCredit,
  voids: emptyHome,
  'void-loss': lost,
};

const annualRentDue = ({ rows, charged_weeks }: FigureBasis) =>
  charged_weeks === null
    ? null
    : charged_weeks *
      sum(
        rows,
        ifKind('rent', (r) => (r.status === 'current' ? r.weekly_pence : 0)),
      );

function measure(
  id: FigureId,
  denominator: (basis: FigureBasis) => number | null,
  prior?: (row: ReturnRow) => number,
): (basis: FigureBasis) => Measured {
  return (basis) => ({
    numerator: sum(basis.rows, NUMERATORS[id]),
    denominator: denominator(basis),
    prior: prior ? sum(basis.rows, prior) : null,
  });
}

const MEASURES: Readonly<Record<FigureId, (basis: FigureBasis) => Measured>> = {
  'rent-due': measure('rent-due', () => null, rentDuePrior),
  'rent-collected': measure('rent-collected', () => null, rentCollectedPrior),
  'rent-collected-a': measure('rent-collected-a', (b) => sum(b.rows, rentDue), rentCollectedPrior),
  'rent-collected-b': measure(
    'rent-collected-b',
    (b) => sum(b.rows, broughtForward) + sum(b.rows, rentDue),
    rentCollectedPrior,
  ),
  'arrears-current': measure('arrears-current', annualRentDue),
  'arrears-former': measure('arrears-former', annualRentDue),
  'rent-credits': measure('rent-credits', annualRentDue),
  voids: measure('voids', (b) => sum(b.rows, emptyHome) + sum(b.rows, letHome)),
  'void-loss': measure('void-loss', (b) => sum(b.rows, rentDue) + sum(b.rows, lost), lostPrior),
};
