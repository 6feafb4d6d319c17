import { EXTRACT_FIELDS, type ExtractField, type ExtractMapping } from '../batch/extract-mapping.js';
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

/** What stops a mapping from being used with this header; each stands at the header, record 1. */
export function mappingErrors(mapping: ExtractMapping, header: readonly string[]): ExtractError[] {
  const errors: ExtractError[] = [];
  const error = (column: string, why: string, what_to_do: string) =>
    errors.push({ record: 1, column, value: column, why, what_to_do });
  const missing = (field: keyof typeof FIELD_NAMES) =>
    error('', `no column is chosen for the ${FIELD_NAMES[field]}`, 'Choose the column that holds it.');

  for (const field of HOMES_NEED) if (mapping[field] === undefined) missing(field);
  if (mapping.address.length === 0) missing('address');
  if (OF_TENANCIES.some((field) => mapping[field] !== undefined)) {
    for (const field of TENANCIES_NEED) if (mapping[field] === undefined) missing(field);
    if (mapping.surname === undefined && mapping.full_name === undefined) missing('surname');
  }

  const used = new Map<string, string>();
  for (const [name, column] of chosen(mapping)) {
    if (!header.includes(column)) error(column, 'no such column', 'Choose one of the columns that the file has.');
    const other = used.get(column);
    if (other !== undefined)
      error(column, `chosen for ${other} and for ${name}`, 'Choose a column for one of them only.');
    used.set(column, name);
  }
  return errors;
}

function chosen(mapping: ExtractMapping): [string, string][] {
  const single = EXTRACT_FIELDS.flatMap((field): [string, string][] => {
    const column = mapping[field];
    return column === undefined ? [] : [[FIELD_NAMES[field], column]];
  });
  const listed = (['address', 'phone'] as const).flatMap((field) =>
    mapping[field].map((column): [string, string] => [FIELD_NAMES[field], column]),
  );
  return [...single, ...listed];
}
