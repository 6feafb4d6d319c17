import type { Submission } from '#platform/web';
import { FIELD_NAMES } from '../../extract/index.js';
import { DATE_ORDERS, EXTRACT_FIELDS, type ExtractField, type ExtractMapping } from '../extract-mapping.js';
import type { ExtractMappingDto } from './map-columns.command.js';

/** Of a home's address or a tenant's telephone numbers, the columns offered; more where more are chosen. */
const PARTS = { address: 4, phone: 2 } as const;

interface ColumnField {
  readonly name: string;
  readonly label: string;
  /** The words of no choice. */
  readonly blank: string;
  readonly value: string | undefined;
}

const NEEDED: readonly string[] = ['property_ref', 'uprn', 'address_1', 'type', 'tenure', 'tenancy_ref', 'starts_on'];
const NTH = ['', ', second column', ', third column', ', fourth column'];

/** The choices of the page, as they stand in the mapping, in the order in which people think of a record. */
export function columnGroups(mapping: ExtractMapping): { readonly title: string; readonly fields: ColumnField[] }[] {
  const field = (name: string, label: string, value: string | undefined): ColumnField => ({
    name,
    label: label.charAt(0).toUpperCase() + label.slice(1),
    blank: NEEDED.includes(name) ? 'Choose a column' : 'Not in the file',
    value,
  });
  const one = (name: ExtractField) => field(name, FIELD_NAMES[name], mapping[name]);
  const parts = (name: 'address' | 'phone') =>
    Array.from({ length: Math.max(PARTS[name], mapping[name].length) }, (_, i) =>
      field(`${name}_${i + 1}`, `${FIELD_NAMES[name]}${NTH[i] ?? `, column ${i + 1}`}`, mapping[name][i]),
    );
  return [
    {
      title: 'The home',
      fields: [
        ...(['property_ref', 'uprn', 'type', 'bedrooms', 'block'] as const).map(one),
        ...parts('address'),
        one('postcode'),
      ],
    },
    { title: 'The tenancy', fields: (['tenancy_ref', 'tenure', 'starts_on', 'ends_on'] as const).map(one) },
    {
      title: 'The tenant',
      fields: [
        ...(['title', 'forename', 'surname', 'full_name', 'dob'] as const).map(one),
        ...parts('phone'),
        one('email'),
      ],
    },
    { title: 'Money', fields: (['rent', 'service', 'heating', 'water', 'balance'] as const).map(one) },
  ];
}

/** What was chosen on the page. */
export function mappingFrom(values: Submission['values']): ExtractMappingDto {
  const chosen = (name: string) => {
    const value = values[name];
    return typeof value === 'string' && value !== '' ? value : undefined;
  };
  const parts = (name: 'address' | 'phone') =>
    Object.keys(values)
      .filter((key) => new RegExp(`^${name}_\\d{1,2}$`).test(key))
      .sort((a, b) => a.localeCompare(b, 'en', { numeric: true }))
      .flatMap((key) => chosen(key) ?? []);
  const single = EXTRACT_FIELDS.flatMap((name) => (chosen(name) === undefined ? [] : [[name, chosen(name)] as const]));
  const date_order = DATE_ORDERS.find((order) => order === values['date_order']);
  return {
    ...Object.fromEntries(single),
    address: parts('address'),
    phone: parts('phone'),
    ...(date_order ? { date_order } : {}),
  };
}

/** The field of the page that an error of the mapping belongs to. */
export function fieldOnPage(field: string): string {
  return field in PARTS ? `${field}_1` : field;
}
