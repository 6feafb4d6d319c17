import type { ExtractField, ExtractMapping } from '../batch/extract-mapping.js';

type Guessed = ExtractField | 'address' | 'phone';

const WHO = '(?:tenants?|person|customer|client|occupier|occupant|resident|contact|main)?';
const REF = '(?:ref|reference|no|num|number|id|code)(?:no|num|number)?';
const DAY = '(?:date|dt|on)?';
const CHARGE = '(?:charges?|chg|amount|amt)?(?:weekly|pw|perweek)?';

/**
 * Column names of councils' housing systems, as patterns on the name in lower case without blanks and punctuation. More
 * telling fields stand first, and of a field's patterns the first that fits any column; no column is taken twice.
 */
const PATTERNS: readonly (readonly [Guessed, readonly string[]])[] = [
  ['uprn', ['(?:llpg|blpu|nlpg)?uprn', `uniqueproperty${REF}`]],
  [
    'tenancy_ref',
    [
      `(?:tenancy|ten|tncy|tenant)(?:agreement)?${REF}`,
      `(?:agreement|tag|occupancy|lease)${REF}`,
      `(?:rent)?(?:account|acct|acc|ac)${REF}`,
      `(?:rent|payment|pay)${REF}`,
    ],
  ],
  ['property_ref', [`(?:property|prop|asset|home|house|dwelling|unit|premises|place|housing)${REF}`]],
  ['postcode', ['(?:property|home|address)?post(?:al)?code', 'pcode']],
  ['dob', [`${WHO}(?:dob|dateofbirth|birthdate|birthday|dateborn|born)`]],
  ['email', [`${WHO}e?mail(?:address|addr)?\\d?`]],
  [
    'phone',
    [
      `${WHO}(?:home|mobile|mob|work|day|daytime|evening)?(?:tele)?(?:phone|tel|mobile|mob|landline)(?:no|num|number)?\\d?`,
      'contact(?:no|number)\\d?',
    ],
  ],
  [
    'starts_on',
    [
      `(?:tenancy|ten|tncy|agreement|lease|occupancy|occupation)?(?:start|started|commencement|commenced|commence|from|begin|begins|began)${DAY}`,
    ],
  ],
  [
    'ends_on',
    [
      `(?:tenancy|ten|tncy|agreement|lease|occupancy|occupation)?(?:end|ended|ends|termination|terminated|term|to|vacated|void|left)${DAY}`,
    ],
  ],
  [
    'tenure',
    [
      'tenure(?:type|desc|description|code)?',
      '(?:tenancy|ten|tncy|agreement|occupancy)(?:type|status|desc|description)',
    ],
  ],
  [
    'type',
    ['(?:property|prop|dwelling|home|unit|asset|accommodation)?type(?:desc|description)?', 'dwelling', 'propertyclass'],
  ],
  ['bedrooms', ['(?:no|num|number)?(?:of)?(?:beds?|bedrooms?|bdrms?)(?:no|num|number|count|size)?']],
  ['title', [`${WHO}(?:title|salutation|prefix)`]],
  ['forename', [`${WHO}(?:forenames?|firstnames?|givennames?|christiannames?|fname|initials?)`]],
  ['surname', [`${WHO}(?:surname|lastname|familyname|sname|lname|secondname)`]],
  [
    'full_name',
    [
      '(?:tenants?|person|customer|client|occupier|occupant|resident|contact|main|leaseholder)?(?:full)?names?',
      'tenants?',
      'occupiers?',
      'leaseholder',
    ],
  ],
  ['service', [`(?:weekly|total)?(?:service|svc|serv)${CHARGE}`]],
  ['heating', [`(?:weekly|district)?heat(?:ing)?(?:andhotwater|hotwater)?${CHARGE}`]],
  ['water', [`(?:weekly)?water(?:rates?|andsewerage)?${CHARGE}`]],
  [
    'balance',
    [
      '(?:current|curr?|account|acc|rent|rentaccount|closing|opening|outstanding|arrears|total)?(?:balance|bal)(?:amount|amt|due|owed|outstanding|bf)?',
      '(?:current|rent|total)?arrears(?:amount|amt|balance)?',
      '(?:amount)?(?:owed|owing|outstanding)',
    ],
  ],
  ['rent', [`(?:weekly|current)?(?:net|basic|dwelling|actual)?(?:weekly)?rent${CHARGE}(?:net)?`]],
  ['block', ['(?:block|building)(?:name)?', 'scheme(?:name)?']],
  [
    'address',
    [
      '(?:property|tenancy|home|full|dwelling|postal)?addr(?:ess)?(?:line)?\\d?|(?:house|flat|property|street|door|unit|building)(?:no|num|number|name)|(?:street|road|flat)|(?:town|city|county|locality|estate)(?:name)?',
    ],
  ],
];

/** A first mapping by the header, for a person to look over; what is not recognised is left out. */
export function guessExtractMapping(header: readonly string[]): ExtractMapping {
  const plain = header.map((name) => name.toLowerCase().replaceAll(/[^a-z0-9]+/g, ''));
  const taken = new Set<number>();
  const columnsOf = (pattern: string) =>
    plain.flatMap((name, index) => (!taken.has(index) && new RegExp(`^(?:${pattern})$`).test(name) ? [index] : []));
  const found: Partial<Record<ExtractField, string>> = {};
  const lists = { address: [] as string[], phone: [] as string[] };
  for (const [field, patterns] of PATTERNS) {
    const fitting = patterns.map(columnsOf).find((columns) => columns.length > 0) ?? [];
    if (field === 'address' || field === 'phone') {
      for (const index of fitting) taken.add(index);
      lists[field] = fitting.map((index) => header[index] ?? '');
    } else if (fitting[0] !== undefined) {
      taken.add(fitting[0]);
      found[field] = header[fitting[0]] ?? '';
    }
  }
  if (found.surname !== undefined) delete found.full_name;
  return { ...found, ...lists };
}
