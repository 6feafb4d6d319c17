import { addressLines, addressSortKey, oneLine } from './address.js';
import { isDwelling, parseHomeType } from './home-types.js';

describe('what a council extract means', () => {
  it('knows its types however they are written', () => {
    expect(parseHomeType('Flat')).toBe('flat');
    expect(parseHomeType(' Parking  Space ')).toBe('parking-space');
    expect(parseHomeType('GARAGE')).toBe('garage');
    expect(parseHomeType('Castle')).toBeUndefined();
  });

  it('does not count a garage as a home', () => {
    expect(isDwelling('bedsit')).toBe(true);
    expect(isDwelling('garage')).toBe(false);
  });

  it('splits an address at commas and line breaks', () => {
    expect(addressLines('Flat 3\nRear of 9 Elm House, Brookmead Estate')).toEqual([
      'Flat 3',
      'Rear of 9 Elm House',
      'Brookmead Estate',
    ]);
    expect(oneLine(addressLines(' 1  Alder House ,, Brookmead Estate'))).toBe('1 Alder House, Brookmead Estate');
  });

  it('sorts number 2 before number 10', () => {
    const sorted = ['10 Alder House', '2 Alder House', '1 Birch House', '1 Alder House'].toSorted((a, b) =>
      addressSortKey(a) < addressSortKey(b) ? -1 : 1,
    );
    expect(sorted).toEqual(['1 Alder House', '1 Birch House', '2 Alder House', '10 Alder House']);
  });
});
