import { FILTERS } from './filters.js';

const say = (filter: string, value: unknown, more?: unknown) => FILTERS[filter]?.(value, more);

describe('pages say', () => {
  it.each([
    ['pounds', 120450, '£1,204.50'],
    ['pounds', -5001, '−£50.01'],
    ['pence_credit', -500, '£5.00 in credit'],
    ['pence_credit', 0, '£0.00'],
    ['typedpounds', 12005, '120.05'],
    ['typeddate', '2026-04-06', '6/4/2026'],
    ['date', '2026-12-04', '4 December 2026'],
    ['date', '2026-03-29T23:30:00.000000Z', '30 March 2026'],
    ['shortdate', '2026-09-01', '1 Sep 2026'],
    ['datetime', '2026-07-01T15:15:00.000000Z', '1 July 2026 at 4:15pm'],
    ['words', 'former-tenant_owes', 'Former tenant owes'],
    ['number', 80000, '80,000'],
  ])('%s of %j as "%s"', (filter, value, words) => {
    expect(say(filter, value)).toBe(words);
  });

  it('one home, 2 homes, no 1 homes', () => {
    expect([say('plural', 1, 'home'), say('plural', 2, 'home'), say('plural', 1000, ['entry', 'entries'])]).toEqual([
      '1 home',
      '2 homes',
      '1,000 entries',
    ]);
  });

  it.each(['pounds', 'date', 'datetime', 'pence_credit', 'number'])(
    'nothing for a missing value (%s), and zero is not missing',
    (filter) => {
      expect([say(filter, undefined), say(filter, null)]).toEqual(['', '']);
    },
  );

  it('an error, never a rounded amount, for fractions of a penny', () => {
    expect(() => say('pounds', 12.5)).toThrow(RangeError);
  });
});
