import { slugOf } from './first-manager.js';

describe('a TMO’s name in addresses', () => {
  it.each([
    ['Ashdene Estate', 'ashdene-estate'],
    ['  St. Ann’s & Oak (2) ', 'st-ann-s-oak-2'],
    ['Café Court', 'cafe-court'],
    ['A'.repeat(60), 'a'.repeat(40)],
  ])('is plain letters, figures and hyphens: %s', (name, slug) => expect(slugOf(name)).toBe(slug));

  it.each(['12', '   ', '—', 'X'])('is not made of %j, which would be nothing or a TMO’s number', (name) =>
    expect(slugOf(name)).toBeUndefined(),
  );
});
