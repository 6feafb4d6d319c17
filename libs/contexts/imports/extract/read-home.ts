import { addressLines, type HomeType, isDwelling, parsePostcode, parseUprn } from '#contexts/homes/contracts/index.js';
import type { RecordCells } from './record-cells.js';
import { readHomeType } from './vocabulary.js';

/** What a record says of its home. Undefined is wrong, and has been said; what is right can still be compared. */
export interface HomePart {
  readonly property_ref: string | undefined;
  readonly uprn: string | null | undefined;
  readonly block: string | null;
  readonly address_lines: readonly string[] | undefined;
  readonly postcode: string | undefined;
  readonly type: HomeType | undefined;
  readonly bedrooms: number | null | undefined;
}

/** The same bounds as homes' own, so that nothing passes here and is refused there. */
const MOST_BEDROOMS = 20;
const LONGEST_REF = 40;
const LONGEST_BLOCK_NAME = 200;
const MOST_ADDRESS_LINES = 6;
const LONGEST_ADDRESS_LINE = 100;
const MANY_BEDROOMS = 7;

export function readHome(cells: RecordCells): HomePart {
  const type = readType(cells);
  const { lines, postcode } = readAddress(cells);
  const block = cells.text('block') || null;
  cells.limit('block', block, LONGEST_BLOCK_NAME);
  return {
    property_ref: readPropertyRef(cells),
    uprn: readUprn(cells, type),
    block,
    address_lines: lines,
    postcode,
    type,
    bedrooms: readBedrooms(cells, type),
  };
}

function readPropertyRef(cells: RecordCells): string | undefined {
  const ref = cells.code('property_ref');
  if (ref === '')
    return cells.fail('property_ref', 'property reference missing', 'Fill in the council’s reference of the home.');
  cells.limit('property_ref', ref, LONGEST_REF);
  return ref;
}

function readUprn(cells: RecordCells, type: HomeType | undefined): string | null | undefined {
  const text = cells.code('uprn').replace(/\.0+$/, '').replaceAll(/\s/g, '');
  if (text === '') {
    if (type === undefined || !isDwelling(type)) return null;
    return cells.fail(
      'uprn',
      'UPRN missing',
      'Fill it in: every dwelling has one, and the council’s systems meet on it.',
    );
  }
  if (/^\d+(?:\.\d+)?e\+?\d+$/i.test(text)) {
    return cells.fail(
      'uprn',
      'UPRN in scientific notation',
      'A spreadsheet shortened it and the digits are lost. Format the column as text and export it again.',
    );
  }
  if (!/^\d+$/.test(text))
    return cells.fail('uprn', 'UPRN not a number', 'A UPRN is 1 to 12 digits. Look it up and correct it.');
  if (text.length > 12)
    return cells.fail('uprn', `UPRN of ${text.length} digits`, 'A UPRN has at most 12. Look it up and correct it.');
  return parseUprn(text) ?? cells.fail('uprn', 'UPRN not a number', 'A UPRN is not nought. Look it up and correct it.');
}

/** A postcode without a column of its own is looked for at the end of the address. */
function readAddress(cells: RecordCells): { lines: readonly string[] | undefined; postcode: string | undefined } {
  const parts = cells.texts('address');
  // A house number in a column of its own belongs to the street after it.
  const joined = parts.reduce(
    (text, part) => (text === '' ? part : `${text}${/(?:^|\n)\d+[a-z]?$/i.test(text) ? ' ' : '\n'}${part}`),
    '',
  );
  const tail = cells.isMapped('postcode') ? null : /[\s,]+([a-z]{1,2}\d[a-z\d]? ?\d[a-z]{2})\s*$/i.exec(joined);
  const lines = addressLines(tail ? joined.slice(0, tail.index) : joined);
  if (lines.length === 0) cells.fail('address', 'address missing', 'Fill it in.');
  if (lines.length > MOST_ADDRESS_LINES)
    cells.fail(
      'address',
      `more than ${MOST_ADDRESS_LINES} lines`,
      'Take out commas and line breaks that are not needed.',
    );
  for (const line of lines) cells.limit('address', line, LONGEST_ADDRESS_LINE);
  return {
    lines: lines.length === 0 ? undefined : lines,
    postcode: readPostcode(cells, tail?.[1] ?? cells.text('postcode')),
  };
}

function readPostcode(cells: RecordCells, text: string): string | undefined {
  const field = cells.isMapped('postcode') ? 'postcode' : 'address';
  if (text === '') return cells.fail(field, 'postcode missing', 'Fill it in, as SE15 1AP.');
  const postcode = parsePostcode(text);
  if (postcode !== undefined) return postcode;
  const partly = /^[a-z]{1,2}\d[a-z\d]?\s*(?:\d[a-z]?)?$/i.test(text);
  return cells.fail(field, partly ? 'postcode incomplete' : 'not a postcode', 'Give the whole postcode, as SE15 1AP.');
}

function readType(cells: RecordCells): HomeType | undefined {
  const text = cells.text('type');
  if (text === '') return cells.fail('type', 'type missing', 'Say what it is: flat, house, garage and so on.');
  return (
    readHomeType(text) ??
    cells.fail(
      'type',
      'type not in the list',
      'Use flat, maisonette, house, bungalow, bedsit, studio, garage, parking space or store.',
    )
  );
}

function readBedrooms(cells: RecordCells, type: HomeType | undefined): number | null | undefined {
  const text = cells.code('bedrooms').replace(/\.0+$/, '');
  if (text === '') return null;
  if (!/^\d+$/.test(text))
    return cells.fail('bedrooms', 'bedrooms not a number', 'Give the number of bedrooms in digits; 0 for a bedsit.');
  const bedrooms = Number(text);
  if (bedrooms > MOST_BEDROOMS) return cells.fail('bedrooms', `more than ${MOST_BEDROOMS} bedrooms`, 'Correct it.');
  if (bedrooms > 0 && type !== undefined && !isDwelling(type)) {
    return cells.fail('bedrooms', 'bedrooms where nobody lives', 'Leave it blank, or correct the type.');
  }
  if (bedrooms > MANY_BEDROOMS) cells.warn('bedrooms', 'many-bedrooms', `${bedrooms} bedrooms are many for one home.`);
  return bedrooms;
}
