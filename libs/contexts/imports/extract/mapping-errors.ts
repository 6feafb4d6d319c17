import { EXTRACT_FIELDS, type ExtractField, type ExtractMapping } from '../batch/extract-mapping.js';
import { type CsvFile, dateOrderOf } from '#platform/files';
import type { ExtractError } from './extract.types.js';

/** A field's name as it stands on the page. */
export const FIELD_NAMES: Readonly<Record<ExtractField | 'address' | 'phone', string>> = {
  uprn: 'UPRN',
  property_ref: 'property reference',
  block: 'block',
  address: 'address',
  postcode: 'postcode',
  type: 'type of home',
  bedrooms: 'bedrooms',
  tenure: 'tenure',
  tenancy_ref: 'tenancy reference',
  starts_on: 'tenancy start',
  ends_on: 'tenancy end',
  title: 'title',
  forename: 'forename',
  surname: 'surname',
  full_name: 'full name',
  dob: 'date of birth',
  phone: 'phone',
  email: 'email',
  rent: 'weekly rent',
  service: 'weekly service charge',
  heating: 'weekly heating charge',
  water: 'weekly water charge',
  balance: 'balance',
};

const HOMES_NEED = ['uprn', 'property_ref', 'type'] as const;
const TENANCIES_NEED = ['tenure', 'tenancy_ref', 'starts_on'] as const;
const OF_TENANCIES = [
  'tenure',
  'tenancy_ref',
  'starts_on',
  'ends_on',
  'forename',
  'surname',
  'full_name',
  'balance',
] as const;

/** An error of the mapping itself; it stands at the header, record 1. */
export interface HeaderError extends ExtractError {
  readonly field: ExtractField | 'address' | 'phone' | 'date_order';
}

/** What stops a mapping from being used with this file. */
export function headerErrors(csv: Pick<CsvFile, 'header' | 'records'>, mapping: ExtractMapping): HeaderError[] {
  const errors = [...mappingErrors(csv.header, mapping), ...dateOrderErrors(csv, mapping)];
  return errors.map((error) => ({ record: 1, value: error.column, ...error }));
}

type Found = Omit<HeaderError, 'record' | 'value'>;

function mappingErrors(header: readonly string[], mapping: ExtractMapping): Found[] {
  const errors: Found[] = [];
  const missing = (field: ExtractField | 'address') => {
    const why = `no column is chosen for the ${FIELD_NAMES[field]}`;
    errors.push({ field, column: '', why, what_to_do: 'Choose the column that holds it.' });
  };
  for (const field of HOMES_NEED) if (mapping[field] === undefined) missing(field);
  if (mapping.address.length === 0) missing('address');
  if (OF_TENANCIES.some((field) => mapping[field] !== undefined)) {
    for (const field of TENANCIES_NEED) if (mapping[field] === undefined) missing(field);
    if (mapping.surname === undefined && mapping.full_name === undefined) missing('surname');
  }

  const used = new Map<string, string>();
  for (const [field, column] of chosen(mapping)) {
    const name = FIELD_NAMES[field];
    const other = used.get(column);
    if (!header.includes(column))
      errors.push({ field, column, why: 'no such column', what_to_do: 'Choose one of the columns that the file has.' });
    if (other !== undefined) {
      const why = `chosen for ${other} and for ${name}`;
      errors.push({ field, column, why, what_to_do: 'Choose a column for one of them only.' });
    }
    used.set(column, name);
  }
  return errors;
}

/** Dates read the wrong way round would go in unnoticed, so a file that can only be the other way is stopped at its header. */
function dateOrderErrors(csv: Pick<CsvFile, 'header' | 'records'>, mapping: ExtractMapping): Found[] {
  const order = dateOrderIn(csv, mapping);
  if (order === undefined || order === 'both' || order === (mapping.date_order ?? 'day-first')) return [];
  const words = order.replace('-', ' ');
  const column = mapping.starts_on ?? mapping.ends_on ?? mapping.dob ?? '';
  const what_to_do = `Choose ${words} as the order of dates, or export them as 2026-01-31.`;
  return [{ field: 'date_order', column, why: `dates are ${words}`, what_to_do }];
}

/** What order the dates of the file are in, by those that can be read one way only. */
export function dateOrderIn(
  { header, records }: Pick<CsvFile, 'header' | 'records'>,
  { starts_on, ends_on, dob }: ExtractMapping,
): ReturnType<typeof dateOrderOf> {
  const columns = [starts_on, ends_on, dob].flatMap((column) => (column === undefined ? [] : header.indexOf(column)));
  return dateOrderOf(records.flatMap(({ cells }) => columns.map((at) => cells[at] ?? '')));
}

function chosen(mapping: ExtractMapping): [keyof typeof FIELD_NAMES, string][] {
  const single = EXTRACT_FIELDS.flatMap((field): [ExtractField, string][] => {
    const column = mapping[field];
    return column === undefined ? [] : [[field, column]];
  });
  const listed = (['address', 'phone'] as const).flatMap((field) =>
    mapping[field].map((column): ['address' | 'phone', string] => [field, column]),
  );
  return [...single, ...listed];
}
