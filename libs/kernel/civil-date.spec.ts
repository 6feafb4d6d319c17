import * as fc from 'fast-check';
import { Temporal } from 'temporal-polyfill';
import {
  addDays,
  civilDate,
  type CivilDate,
  daysBetween,
  endOfLondonDay,
  formatDate,
  formatTime,
  isMonday,
  londonDateOf,
  mondayOf,
  parseCivilDate,
  parseUkDate,
  toPlainDate,
} from './index.js';

const anyDate = fc.integer({ min: 0, max: 200_000 }).map((days) => addDays(civilDate('1700-01-01'), days));

describe('reading a date', () => {
  it('knows 29 February in a leap year only', () => {
    expect(parseCivilDate('2028-02-29')).toBe('2028-02-29');
    expect(parseCivilDate('2000-02-29')).toBe('2000-02-29');
    expect(parseCivilDate('2026-02-29')).toBeUndefined();
    expect(parseCivilDate('1900-02-29')).toBeUndefined();
    expect(parseUkDate('29/02/2028')).toBe('2028-02-29');
    expect(parseUkDate('29/02/2027')).toBeUndefined();
  });

  it.each([
    '2026-4-6',
    '2026-04-06T10:00:00Z',
    ' 2026-04-06',
    '20260406',
    '2026-04-31',
    '2026-13-01',
    '2026-00-10',
    '2026-04-00',
    '0026-04-06',
    '+002026-04-06',
    '06/04/2026',
    '',
  ])('refuses %j as a date of the year-month-day kind', (text) => {
    expect(parseCivilDate(text)).toBeUndefined();
    expect(() => civilDate(text)).toThrow(RangeError);
  });

  it('reads a date as people in Britain write it, day first', () => {
    expect(parseUkDate('06/04/2026')).toBe('2026-04-06');
    expect(parseUkDate(' 6/4/2026 ')).toBe('2026-04-06');
    expect(parseUkDate('31/12/1999')).toBe('1999-12-31');
  });

  it.each([
    '31/02/2019',
    '04/31/2026',
    '06/04/26',
    '6 April 2026',
    '2026-04-06',
    '006/04/2026',
    '0/4/2026',
    '6/0/2026',
    '06/04/0026',
    '',
  ])('refuses %j rather than guess the day', (text) => expect(parseUkDate(text)).toBeUndefined());

  it('reads back every date it writes', () => {
    fc.assert(
      fc.property(anyDate, (date) => {
        const [year, month, day] = date.split('-');
        expect(parseCivilDate(date)).toBe(date);
        expect(parseUkDate(`${day}/${month}/${year}`)).toBe(date);
        expect(toPlainDate(date).toString()).toBe(date);
      }),
    );
  });
});

describe('counting days', () => {
  it('steps over 29 February, the year end and the clock changes', () => {
    expect(addDays(civilDate('2028-02-28'), 1)).toBe('2028-02-29');
    expect(addDays(civilDate('2027-02-28'), 1)).toBe('2027-03-01');
    expect(addDays(civilDate('2028-02-29'), 366)).toBe('2029-03-01');
    expect(addDays(civilDate('2027-01-01'), -1)).toBe('2026-12-31');
    expect(addDays(civilDate('2027-03-27'), 2)).toBe('2027-03-29');
    expect(daysBetween(civilDate('2026-10-24'), civilDate('2026-10-26'))).toBe(2);
    expect(daysBetween(civilDate('2026-04-06'), civilDate('2026-03-09'))).toBe(-28);
  });

  it('counts days as the calendar does, to the edges of what can be held', () => {
    const anyWhere = fc
      .integer({ min: 0, max: 3_287_176 })
      .map((n) => Temporal.PlainDate.from('1000-01-06').add({ days: n }));
    fc.assert(
      fc.property(anyWhere, anyWhere, (a, b) => {
        const [from, to] = [civilDate(a.toString()), civilDate(b.toString())];
        expect(daysBetween(from, to)).toBe(a.until(b, { largestUnit: 'day' }).days);
        expect(addDays(from, daysBetween(from, to))).toBe(to);
        expect(isMonday(from)).toBe(a.dayOfWeek === 1);
        expect(mondayOf(to)).toBe(b.subtract({ days: b.dayOfWeek - 1 }).toString());
      }),
    );
    expect(() => addDays(civilDate('2026-04-06'), 0.5)).toThrow(RangeError);
    expect(() => addDays('soon' as CivilDate, 1)).toThrow(RangeError);
    expect(() => daysBetween('' as CivilDate, civilDate('2026-04-06'))).toThrow(RangeError);
  });

  it('counts back what it added, and keeps dates in order as text', () => {
    fc.assert(
      fc.property(anyDate, fc.integer({ min: -20_000, max: 20_000 }), (date, days) => {
        const later = addDays(date, days);
        expect(daysBetween(date, later)).toBe(days);
        expect(addDays(later, -days)).toBe(date);
        expect(later > date).toBe(days > 0);
      }),
    );
  });

  it('refuses to leave the years that compare as text', () => {
    expect(() => addDays(civilDate('9999-12-31'), 1)).toThrow(RangeError);
    expect(() => addDays(civilDate('1000-01-01'), -1)).toThrow(RangeError);
  });

  it('finds the Monday of a week from every one of its days', () => {
    expect(mondayOf(civilDate('2026-07-09'))).toBe('2026-07-06');
    fc.assert(
      fc.property(anyDate, (date) => {
        const monday = mondayOf(date);
        expect(Math.abs(daysBetween(civilDate('1970-01-05'), monday) % 7)).toBe(0);
        expect(daysBetween(monday, date)).toBeGreaterThanOrEqual(0);
        expect(daysBetween(monday, date)).toBeLessThan(7);
        expect(isMonday(date)).toBe(monday === date);
      }),
    );
  });
});

describe('the day in London', () => {
  it.each([
    [
      'the winter midnight is the UTC midnight',
      '2026-01-15T23:59:59.999Z',
      '2026-01-15',
      '2026-01-16T00:00:00Z',
      '2026-01-16',
    ],
    [
      'the summer midnight is an hour before',
      '2026-06-15T22:59:59.999Z',
      '2026-06-15',
      '2026-06-15T23:00:00Z',
      '2026-06-16',
    ],
    [
      'the day that summer time begins in 2026 starts in winter',
      '2026-03-28T23:59:59Z',
      '2026-03-28',
      '2026-03-29T00:00:00Z',
      '2026-03-29',
    ],
    ['and ends in summer', '2026-03-29T22:59:59Z', '2026-03-29', '2026-03-29T23:00:00Z', '2026-03-30'],
    [
      'the day that summer time begins in 2027 starts in winter',
      '2027-03-27T23:59:59Z',
      '2027-03-27',
      '2027-03-28T00:00:00Z',
      '2027-03-28',
    ],
    ['and ends in summer', '2027-03-28T22:59:59Z', '2027-03-28', '2027-03-28T23:00:00Z', '2027-03-29'],
    [
      'the day that summer time ends in 2026 starts in summer',
      '2026-10-24T22:59:59Z',
      '2026-10-24',
      '2026-10-24T23:00:00Z',
      '2026-10-25',
    ],
    ['and ends in winter', '2026-10-25T23:59:59Z', '2026-10-25', '2026-10-26T00:00:00Z', '2026-10-26'],
  ])('%s', (_name, before, dayBefore, after, dayAfter) => {
    expect(londonDateOf(before)).toBe(dayBefore);
    expect(londonDateOf(after)).toBe(dayAfter);
    expect(londonDateOf(new Date(before))).toBe(dayBefore);
    expect(londonDateOf(new Date(after))).toBe(dayAfter);
  });

  it('reads an instant with any offset, but no time without one', () => {
    expect(londonDateOf('2026-06-15T23:30:00+01:00')).toBe('2026-06-15');
    expect(londonDateOf('2026-06-16T00:30:00.123456+02:00')).toBe('2026-06-15');
    expect(() => londonDateOf('2026-06-15T23:30:00')).toThrow(RangeError);
    expect(() => londonDateOf('2026-06-15')).toThrow(RangeError);
    expect(() => londonDateOf(new Date(Number.NaN))).toThrow(RangeError);
  });

  it('ends with its last microsecond, on days of 23 and 25 hours too', () => {
    expect(endOfLondonDay(civilDate('2026-04-06'))).toBe('2026-04-06T22:59:59.999999Z');
    expect(endOfLondonDay(civilDate('2026-12-24'))).toBe('2026-12-24T23:59:59.999999Z');
    expect(endOfLondonDay(civilDate('2027-03-28'))).toBe('2027-03-28T22:59:59.999999Z');
    expect(endOfLondonDay(civilDate('2026-10-25'))).toBe('2026-10-25T23:59:59.999999Z');
    fc.assert(
      fc.property(anyDate, (date) => {
        expect(londonDateOf(endOfLondonDay(date))).toBe(date);
      }),
    );
  });
});

describe('showing dates and times', () => {
  it('writes a date in words', () => {
    expect(formatDate(civilDate('2026-12-04'))).toBe('4 December 2026');
    expect(formatDate(civilDate('2028-02-29'))).toBe('29 February 2028');
  });

  it('writes the time on a London clock', () => {
    expect(formatTime('2026-06-15T15:15:00Z')).toBe('4:15pm');
    expect(formatTime('2026-12-15T16:15:00Z')).toBe('4:15pm');
    expect(formatTime('2026-12-15T09:05:59Z')).toBe('9:05am');
    expect(formatTime('2026-12-15T00:00:00Z')).toBe('12:00am');
    expect(formatTime(new Date('2026-12-15T12:30:00Z'))).toBe('12:30pm');
  });

  it('the half hour that comes twice when summer time ends shows the same on both', () => {
    expect(formatTime('2026-10-25T00:30:00Z')).toBe('1:30am');
    expect(formatTime('2026-10-25T01:30:00Z')).toBe('1:30am');
  });
});
