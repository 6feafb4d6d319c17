import { refusalWords } from '#platform/web';

/** What a person reads when a home or a block is refused. */
export function homesRefusals(): void {
  refusalWords('property-ref-missing', () => ({
    title: 'A home needs its property reference',
    what_to_do: 'Enter the council’s number for it.',
    field: 'property_ref',
  }));
  refusalWords<{ property_ref: string }>('property-ref-already-taken', ({ property_ref }) => ({
    title: `Another home has the property reference ${property_ref}`,
    what_to_do: 'Search for it in the box above. If that home has it wrongly, correct that one first.',
    field: 'property_ref',
  }));
  refusalWords<{ uprn: string }>('uprn-not-valid', ({ uprn }) => ({
    title: `${uprn} is not a UPRN`,
    what_to_do: 'A UPRN is 1 to 12 digits. A spreadsheet may have shortened it (9.99E+11): copy it from its source.',
    field: 'uprn',
  }));
  refusalWords('uprn-missing', () => ({
    title: 'A home needs its UPRN',
    what_to_do: 'The council’s address team has it. Only garages, parking spaces and stores may go without.',
    field: 'uprn',
  }));
  refusalWords<{ uprn: string }>('uprn-already-taken', ({ uprn }) => ({
    title: `Another home has the UPRN ${uprn}`,
    what_to_do: 'Search for it in the box above. If that home has it wrongly, correct that one first.',
    field: 'uprn',
  }));
  refusalWords('address-missing', () => ({
    title: 'A home needs an address',
    what_to_do: 'Enter the flat or house first, then the street or estate.',
    field: 'address',
  }));
  refusalWords<{ postcode: string }>('postcode-not-valid', ({ postcode }) => ({
    title: `${postcode} is not a whole postcode`,
    what_to_do: 'Enter both halves, like SE15 1AP.',
    field: 'postcode',
  }));
  refusalWords<{ most: number }>('bedrooms-not-valid', ({ most }) => ({
    title: 'That is not a number of bedrooms',
    what_to_do: `Enter a whole number from 0 to ${most}.`,
    field: 'bedrooms',
  }));
  refusalWords('no-bedrooms-here', () => ({
    title: 'Nobody sleeps in a garage, a parking space or a store',
    what_to_do: 'Leave the bedrooms empty, or choose what kind of home it is.',
    field: 'bedrooms',
  }));
  refusalWords('no-such-block', () => ({
    title: 'That block is not one of this estate’s',
    what_to_do: 'Choose a block from the list, or register it first.',
    field: 'block_id',
    href: '/homes/blocks',
  }));
  refusalWords('no-such-home', () => ({
    title: 'That home is not one of this estate’s',
    what_to_do: 'Search for it in the box above.',
  }));
  refusalWords('home-already-registered', () => ({
    title: 'This home is registered already',
    what_to_do: 'Search for it in the box above.',
  }));
  refusalWords('block-already-registered', () => ({
    title: 'This block is registered already',
    what_to_do: 'It is in the list of blocks.',
  }));
  refusalWords<{ block_name: string }>('block-name-already-taken', () => ({
    title: 'There is a block of that name already',
    what_to_do: 'It is in the list above. Two blocks need names that tell them apart.',
    field: 'name',
  }));
}
