import type { FunctionKey } from '#contexts/agreement/contracts/index.js';

/**
 * What a figure of the return means. Definitions are data and are never edited: a change is a new version beside the old,
 * and every return names the version it was made by ("98.50%" and "92.92%" can be the same facts: rent-and-money.md 3.8 and 10.8).
 */
export interface FigureDefinition {
  readonly id: string;
  readonly version: number;
  readonly title: string;
  /** What the numerator counts. */
  readonly unit: 'pence' | 'homes';
  /** In words, by the names of the file's columns. */
  readonly formula: string;
  readonly numerator: string;
  /** Null for a plain amount, which has no percentage. */
  readonly denominator: string | null;
  readonly includes: string;
  readonly excludes: string;
  /** The functions of the agreement it reports on; it is reported when the TMO has or shares one of them. */
  readonly functions: readonly FunctionKey[];
  readonly source: string;
}

const RENT_CHARGES = 'rent, service, heating and water charges of dwellings let to tenants, current and former';
const NOT_DWELLINGS = 'leaseholders, garages, recharges, court costs and empty homes';
const ANNUAL_RENT =
  'annual rent due: the weekly charges in force on the last day of current tenants (weekly_pence of rows of kind rent), times the charged weeks of the rent year';
const LATE_FACTS =
  'what took effect in an earlier quarter and became known after its return was made is counted here and shown apart as prior';

/** The first page of the return, in its order. */
export const FIGURE_DEFINITIONS = [
  {
    id: 'rent-due',
    version: 1,
    title: 'Rent due',
    unit: 'pence',
    formula: 'sum of due_pence over rows of kind rent',
    numerator: 'rent that fell due in the quarter',
    denominator: null,
    includes: `${RENT_CHARGES}; a week's charge falls due on its Monday, in advance; corrections; ${LATE_FACTS}`,
    excludes: NOT_DWELLINGS,
    functions: ['rent-collection'],
    source: 'Gateshead Council, Arrears policy, performance reporting: rent falling due in the period',
  },
  {
    id: 'rent-collected',
    version: 1,
    title: 'Rent collected',
    unit: 'pence',
    formula: 'sum of collected_pence over rows of kind rent',
    numerator: 'money that reached rent accounts, by the day the bank booked it, less what the bank took back',
    denominator: null,
    includes: `payments of current and former tenants, towards arrears too; ${LATE_FACTS}`,
    excludes: `${NOT_DWELLINGS}; money in suspense that nobody has placed yet`,
    functions: ['rent-collection'],
    source: 'Gateshead Council, Arrears policy, performance reporting: rent collected in the period',
  },
  {
    id: 'rent-collected-a',
    version: 1,
    title: 'Rent collected, formula A',
    unit: 'pence',
    formula: '100 × rent collected ÷ rent due',
    numerator: 'rent collected',
    denominator: 'rent due',
    includes: 'payments towards arrears, so that it can be more than 100%',
    excludes: `arrears brought forward; ${NOT_DWELLINGS}`,
    functions: ['rent-collection'],
    source:
      'Gateshead Council, Arrears policy, performance reporting: collected as a share of rent falling due, without arrears brought forward',
  },
  {
    id: 'rent-collected-b',
    version: 1,
    title: 'Rent collected, formula B',
    unit: 'pence',
    formula:
      '100 × rent collected ÷ (arrears brought forward + rent due); arrears brought forward: the sum of opening_pence + brought_in_pence over rows of kind rent where that is more than 0',
    numerator: 'rent collected',
    denominator: 'arrears brought forward and rent due together',
    includes: 'arrears brought forward of current and former tenants, credits not netted',
    excludes: NOT_DWELLINGS,
    functions: ['rent-collection'],
    source: 'in the manner of the former Best Value Performance Indicator 66a',
  },
  {
    id: 'arrears-current',
    version: 1,
    title: 'Arrears of current tenants',
    unit: 'pence',
    formula:
      '100 × sum of closing_pence over rows of kind rent and status current where that is more than 0 ÷ annual rent due',
    numerator: 'what current tenants owed at the end of the last day, credits not netted',
    denominator: ANNUAL_RENT,
    includes: 'every amount owed, however small or expected by benefit',
    excludes: `former tenants; accounts in credit; ${NOT_DWELLINGS}`,
    functions: ['arrears'],
    source:
      'StatsWales, Social housing rent arrears: gross indebtedness, payments in advance not netted off; as a share of the rent roll',
  },
  {
    id: 'arrears-former',
    version: 1,
    title: 'Arrears of former tenants',
    unit: 'pence',
    formula:
      '100 × sum of closing_pence over rows of kind rent and status former where that is more than 0 ÷ annual rent due',
    numerator: 'what former tenants owed at the end of the last day, credits not netted',
    denominator: ANNUAL_RENT,
    includes: 'tenancies that ended before the last day',
    excludes: `current tenants; accounts in credit; ${NOT_DWELLINGS}`,
    functions: ['arrears'],
    source:
      'Gateshead Council, Arrears policy, performance reporting: former tenant arrears as a share of the rent roll',
  },
  {
    id: 'rent-credits',
    version: 1,
    title: 'Rent accounts in credit',
    unit: 'pence',
    formula: '100 × sum of −closing_pence over rows of kind rent where closing_pence is less than 0 ÷ annual rent due',
    numerator: 'what rent accounts were in credit at the end of the last day',
    denominator: ANNUAL_RENT,
    includes:
      'current and former tenants and those whose tenancy had not begun; it shows what netting would take off arrears',
    excludes: NOT_DWELLINGS,
    functions: ['arrears'],
    source: 'StatsWales, Social housing rent arrears: payments in advance are not netted off, so they are shown apart',
  },
  {
    id: 'voids',
    version: 1,
    title: 'Empty homes',
    unit: 'homes',
    formula: '100 × rows of kind void and status empty ÷ (those + rows of kind rent and status current)',
    numerator: 'dwellings empty on the last day',
    denominator: 'dwellings empty or let on the last day',
    includes: 'every empty dwelling, whatever the reason',
    excludes: 'leasehold homes and garages',
    functions: ['voids', 'lettings'],
    source: 'common practice: a home is empty from the day after a tenancy ends until the day before the next begins',
  },
  {
    id: 'void-loss',
    version: 1,
    title: 'Void loss',
    unit: 'pence',
    formula: '100 × sum of due_pence over rows of kind void ÷ (that + sum of due_pence over rows of kind rent)',
    numerator: 'charges of empty dwellings, which nobody owes',
    denominator: 'gross potential rent: rent due and void loss together',
    includes: `every empty dwelling, whatever the reason; ${LATE_FACTS}`,
    excludes: 'garages, leaseholders, recharges and court costs',
    functions: ['voids', 'lettings'],
    source:
      'as Scottish indicator HSN2, rent lost while empty as a share of gross rent, but with every reason for being empty',
  },
] as const satisfies readonly FigureDefinition[];

export type FigureId = (typeof FIGURE_DEFINITIONS)[number]['id'];

/** The definition a return was made by. @throws RangeError for one this release does not know */
export function figureDefinition(id: string, version: number): FigureDefinition {
  const found = FIGURE_DEFINITIONS.find((d) => d.id === id && d.version === version);
  if (!found) throw new RangeError(`there is no definition ${id} version ${version}`);
  return found;
}
