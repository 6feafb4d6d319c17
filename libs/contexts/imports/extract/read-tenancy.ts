import { type CivilDate, formatDate, type Pence } from '#kernel';
import type { ExtractOptions, WeeklyAmount } from './extract.types.js';
import type { RecordCells } from './record-cells.js';
import { NOT_RECORDED, readTenure } from './vocabulary.js';

/** What a record says of its tenancy, all of it right. */
export interface TenancyPart {
  readonly tenancy_ref: string;
  readonly tenure: string;
  readonly starts_on: CivilDate;
  readonly ends_on: CivilDate | null;
  readonly former: boolean;
  readonly charges: readonly WeeklyAmount[];
  readonly balance_pence: Pence | null;
}

export type Occupation =
  | { readonly kind: 'tenancy'; readonly tenancy: TenancyPart }
  | { readonly kind: 'void'; readonly charges: readonly WeeklyAmount[] }
  /** Something is wrong, and has been said. */
  | { readonly kind: 'unknown'; readonly of: 'tenancy' | 'void' };

/** The same bound as tenancies' own rule, so that nothing passes here and is refused there. */
export const FURTHEST_AHEAD_DAYS = 92;

/** The same bound as tenancies' own rule. */
const LONGEST_REF = 40;

export interface TenancyOptions extends ExtractOptions {
  /** {@link FURTHEST_AHEAD_DAYS} from today. */
  readonly latest: CivilDate;
}

export function readOccupation(cells: RecordCells, options: TenancyOptions): Occupation {
  const written = cells.text('tenure');
  const word = written === '' ? undefined : readTenure(written, options.tenures);
  if (written !== '' && word === undefined) {
    const names = Object.entries(options.tenures).flatMap(([key, { name }]) => (key === NOT_RECORDED ? [] : [name]));
    cells.fail('tenure', 'tenure not in the list', `Use one of: ${names.join(', ')}, Void, Former.`);
  }
  if (written === '' && namesATenant(cells)) {
    cells.fail('tenure', 'tenure missing', 'Fill it in: the record names a tenancy or a tenant.');
  }
  const ends_on = cells.date('ends_on');
  const ended = Boolean(ends_on) && (ends_on ?? '') < options.today;
  const isVoid = word === 'void' || (written === '' && !namesATenant(cells));
  if (isVoid && !(ended && namesATenant(cells))) return readVoid(cells);
  const tenure = typeof word === 'object' ? word.tenure : NOT_RECORDED;
  if (word === 'former') checkEnded(cells, ends_on, ended);
  return readTenancy(cells, options, tenure, ends_on, ended);
}

function namesATenant(cells: RecordCells): boolean {
  return (['tenancy_ref', 'starts_on', 'surname', 'forename', 'full_name'] as const).some(
    (field) => cells.text(field) !== '',
  );
}

function readVoid(cells: RecordCells): Occupation {
  const balance = cells.money('balance');
  if (namesATenant(cells)) {
    cells.fail('tenure', 'void, but a tenant is named', 'Give the tenure, or the date on which the tenancy ended.');
  } else if (balance)
    cells.fail('balance', 'balance without a tenancy', 'Nobody can owe it: name the tenancy, or leave it blank.');
  const charges = readCharges(cells);
  return cells.refused || charges === undefined ? { kind: 'unknown', of: 'void' } : { kind: 'void', charges };
}

function checkEnded(cells: RecordCells, ends_on: CivilDate | null | undefined, ended: boolean): void {
  if (ends_on === null) cells.fail('ends_on', 'tenancy end missing', 'Give the last day of a former tenancy.');
  else if (ends_on !== undefined && !ended) {
    cells.fail('ends_on', 'former, but not ended yet', 'Give the tenure, or the day on which it did end.');
  }
}

function readTenancy(
  cells: RecordCells,
  { today, latest }: TenancyOptions,
  tenure: string,
  ends_on: CivilDate | null | undefined,
  former: boolean,
): Occupation {
  const tenancy_ref = cells.code('tenancy_ref');
  if (tenancy_ref === '')
    cells.fail('tenancy_ref', 'tenancy reference missing', 'Fill in the council’s reference of the tenancy.');
  cells.limit('tenancy_ref', tenancy_ref, LONGEST_REF);
  const starts_on = cells.date('starts_on');
  if (starts_on === null) cells.fail('starts_on', 'tenancy start missing', 'Fill it in.');
  for (const [field, day] of [
    ['starts_on', starts_on],
    ['ends_on', ends_on],
  ] as const) {
    if (day && day > latest)
      cells.fail(field, `more than ${FURTHEST_AHEAD_DAYS} days ahead`, 'Correct it, or take it in later.');
    else if (day && day > today)
      cells.warn(field, field === 'starts_on' ? 'starts-ahead' : 'ends-ahead', `${formatDate(day)} has not come yet.`);
  }
  if (starts_on && ends_on && ends_on < starts_on)
    cells.fail('ends_on', 'ends before it starts', 'Correct one of the two dates.');
  const charges = readCharges(cells);
  const balance = cells.money('balance');
  if (!starts_on || ends_on === undefined || charges === undefined || balance === undefined || cells.refused)
    return { kind: 'unknown', of: 'tenancy' };
  return {
    kind: 'tenancy',
    tenancy: { tenancy_ref, tenure, starts_on, ends_on, former, charges, balance_pence: balance },
  };
}

const CHARGES = ['rent', 'service', 'heating', 'water'] as const;

function readCharges(cells: RecordCells): WeeklyAmount[] | undefined {
  const charges: WeeklyAmount[] = [];
  let wrong = false;
  for (const component of CHARGES) {
    const amount = cells.money(component);
    if (amount === undefined) wrong = true;
    else if (amount !== null && amount < 0) {
      cells.fail(component, 'negative charge', 'A weekly charge is nought or more; a credit belongs into the balance.');
      wrong = true;
    } else if (amount !== null) charges.push({ component, weekly_pence: amount });
  }
  return wrong ? undefined : charges;
}
