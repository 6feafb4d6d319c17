import * as fc from 'fast-check';
import { addDays, civilDate, nextPeriod, periodOf } from './index.js';

describe('the accounting period', () => {
  it.each([
    ['2026-04-01', '2026/27-01'],
    ['2026-05-20', '2026/27-02'],
    ['2026-12-31', '2026/27-09'],
    ['2027-01-01', '2026/27-10'],
    ['2027-03-31', '2026/27-12'],
    ['2026-03-27', '2025/26-12'],
    ['2028-02-29', '2027/28-11'],
    ['1999-04-01', '1999/00-01'],
  ])('of %s is %s', (date, period) => expect(periodOf(civilDate(date))).toBe(period));

  it('is followed by the next, over the year end too', () => {
    expect(nextPeriod('2026/27-02')).toBe('2026/27-03');
    expect(nextPeriod('2026/27-12')).toBe('2027/28-01');
    expect(nextPeriod('1998/99-12')).toBe('1999/00-01');
  });

  it.each([
    '',
    '2026/27',
    '2026/27-13',
    '2026/27-00',
    '2026/28-01',
    '2026-27-01',
    '2026/27-1',
    '2026/27-01 ',
    '26/27-01',
  ])('%j is none', (text) => expect(() => nextPeriod(text)).toThrow(RangeError));

  it('orders as text as its dates do, and no period is skipped', () => {
    const dates = fc.integer({ min: 0, max: 80_000 }).map((days) => addDays(civilDate('1900-01-01'), days));
    fc.assert(
      fc.property(dates, dates, (a, b) => {
        const [first, second] = a <= b ? [a, b] : [b, a];
        expect(periodOf(first) <= periodOf(second)).toBe(true);
        const aDayLater = periodOf(addDays(first, 1));
        expect([periodOf(first), nextPeriod(periodOf(first))]).toContain(aDayLater);
      }),
    );
  });
});
