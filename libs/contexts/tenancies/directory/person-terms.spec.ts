import { personTerms, phoneTerms } from './person-terms.js';

describe('finding a person', () => {
  it.each([
    ['07700 900374', ['07700900374', '447700900374', '900374']],
    ['+44 7700 900374', ['447700900374', '07700900374', '900374']],
    ['+44 (0)7700 900374', ['4407700900374', '07700900374', '900374']],
    ['0044 7700 900374', ['447700900374', '07700900374', '900374']],
    ['020 7946 0123', ['02079460123', '442079460123', '460123']],
    ['+33 1 23 45 67 89', ['33123456789', '456789']],
    ['ext', []],
  ])('by the number %s in any writing', (phone, terms) => {
    expect(phoneTerms(phone)).toEqual(terms);
  });

  it('by name, e-mail and telephone, each term once', () => {
    const person = { forename: 'Zoë', surname: "O'Neill", phone: '07700 900374', email: 'zoe@example.org' };
    expect(personTerms(person)).toEqual([
      'zoe',
      'oneill',
      'neill',
      'example',
      'org',
      'zoeexampleorg',
      '07700900374',
      '447700900374',
      '900374',
    ]);
  });

  it('a person of whom nothing is left is not found', () => {
    expect(personTerms({ forename: null, surname: null, phone: null, email: null })).toEqual([]);
  });
});
