import { refusal, type Refusal } from '#kernel';
import { parsePostcode, parseUprn } from './address.js';
import type { HomeFacts } from './home.events.js';
import { isDwelling } from './home-types.js';

const MOST_BEDROOMS = 20;

/** Whether the block that a home is put into is one of this TMO's; true where none is named. */
export interface KnownBlock {
  readonly block_known: boolean;
}

/**
 * Brings the facts into the one form that is kept, or says why they cannot be a home's. Pages, the API and the importer
 * all pass through here, so they refuse the same things.
 */
export function readHomeFacts(given: HomeFacts): { readonly facts: HomeFacts } | { readonly refused: Refusal } {
  const property_ref = given.property_ref.trim();
  if (property_ref === '') return { refused: refusal('property-ref-missing') };
  const uprnText = given.uprn?.trim() ?? '';
  const uprn = uprnText === '' ? null : parseUprn(uprnText);
  if (uprn === undefined) return { refused: refusal('uprn-not-valid', { uprn: uprnText }) };
  // A garage is often without one; a dwelling always has it, and the council's own systems meet on it.
  if (uprn === null && isDwelling(given.type)) return { refused: refusal('uprn-missing') };
  const address_lines = given.address_lines.map((line) => line.trim()).filter((line) => line !== '');
  if (address_lines.length === 0) return { refused: refusal('address-missing') };
  const postcode = parsePostcode(given.postcode);
  if (!postcode) return { refused: refusal('postcode-not-valid', { postcode: given.postcode }) };
  const { bedrooms, block_id, type } = given;
  if (bedrooms !== null && !(Number.isInteger(bedrooms) && bedrooms >= 0 && bedrooms <= MOST_BEDROOMS)) {
    return { refused: refusal('bedrooms-not-valid', { bedrooms, most: MOST_BEDROOMS }) };
  }
  if (bedrooms !== null && bedrooms > 0 && !isDwelling(type)) {
    return { refused: refusal('no-bedrooms-here', { type, bedrooms }) };
  }
  return { facts: { property_ref, uprn, block_id, address_lines, postcode, type, bedrooms } };
}

export function sameFacts(a: HomeFacts, b: HomeFacts): boolean {
  return (
    a.property_ref === b.property_ref &&
    a.uprn === b.uprn &&
    a.block_id === b.block_id &&
    a.address_lines.join('\n') === b.address_lines.join('\n') &&
    a.postcode === b.postcode &&
    a.type === b.type &&
    a.bedrooms === b.bedrooms
  );
}
