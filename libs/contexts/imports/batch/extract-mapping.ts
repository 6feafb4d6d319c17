/** What a column of an extract may be. */
export const EXTRACT_FIELDS = [
  'uprn',
  'property_ref',
  'block',
  'postcode',
  'type',
  'bedrooms',
  'tenure',
  'tenancy_ref',
  'starts_on',
  'ends_on',
  'title',
  'forename',
  'surname',
  'full_name',
  'dob',
  'email',
  'rent',
  'service',
  'heating',
  'water',
  'balance',
] as const;
export type ExtractField = (typeof EXTRACT_FIELDS)[number];

/** Which number comes first in dates of three numbers: 06/04/2026 is 6 April day first. */
export const DATE_ORDERS = ['day-first', 'month-first'] as const;

/** Which column is what, by the names in the header. */
export type ExtractMapping = Readonly<Partial<Record<ExtractField, string>>> & {
  /** The address in one column, or split over several in this order. */
  readonly address: readonly string[];
  /** Several numbers are joined by ' / '. */
  readonly phone: readonly string[];
  /** Undefined is day first; an extract whose dates can only be month first is then refused. */
  readonly date_order?: (typeof DATE_ORDERS)[number] | undefined;
};
