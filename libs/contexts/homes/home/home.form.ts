import { Choice, Text, Whole } from '#platform/web';
import { addressLines } from './address.js';
import type { HomeFacts } from './home.events.js';
import { HOME_TYPE_KEYS, HOME_TYPES, type HomeType } from './home-types.js';

/** A home's facts as a person types them. What they must be is for the rules; the form only reads. */
export class HomeForm {
  @Text('Enter the property reference', { max: 40 })
  property_ref: string;

  @Text('Enter the UPRN in digits', { max: 20, optional: true })
  uprn?: string;

  @Text('Choose a block', { optional: true })
  block_id?: string;

  @Text('Enter the address', { max: 400 })
  address: string;

  @Text('Enter the postcode', { max: 10 })
  postcode: string;

  @Choice(HOME_TYPE_KEYS, 'Choose what it is')
  type: HomeType;

  @Whole('Enter the number of bedrooms, 0 for a bedsit', { max: 20, optional: true })
  bedrooms?: number;
}

export function factsOf(typed: HomeForm): HomeFacts {
  return {
    property_ref: typed.property_ref,
    uprn: typed.uprn ?? null,
    block_id: typed.block_id ?? null,
    address_lines: addressLines(typed.address),
    postcode: typed.postcode,
    type: typed.type,
    bedrooms: typed.bedrooms ?? null,
  };
}

/** The kinds of home as a form's choices. */
export function typeOptions(): { value: HomeType; text: string }[] {
  return HOME_TYPE_KEYS.map((value) => ({ value, text: HOME_TYPES[value].name }));
}
