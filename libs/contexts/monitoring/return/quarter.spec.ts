import * as fc from 'fast-check';
import { addDays, civilDate } from '#kernel';
import { returnDue } from './deadline.js';
import { nextQuarter, parseQuarter, quarterDates, quarterName, quarterOf } from './quarter.js';

describe('quarters of the financial year', () => {
  it('begin in April, July, October and January', () => {
    expect(quarterDates('2026-Q1')).toEqual({ quarter: '2026-Q1', from: '2026-04-01', to: '2026-06-30' });
    expect(quarterDates('2026-Q2')).toMatchObject({ from: '2026-07-01', to: '2026-09-30' });
    expect(quarterDates('2026-Q3')).toMatchObject({ from: '2026-10-01', to: '2026-12-31' });
    expect(quarterDates('2026-Q4')).toMatchObject({ from: '2027-01-01', to: '2027-03-31' });
  });

  it('follow on from each other without a gap, and every day lies in one', () => {
    const anyDay = fc.integer({ min: 0, max: 365 * 400 }).map((n) => addDays(civilDate('1900-01-01'), n));
    fc.assert(
      fc.property(anyDay, (day) => {
        const { quarter, from, to } = quarterDates(quarterOf(day));
        expect(from <= day && day <= to).toBe(true);
        expect(quarterDates(nextQuarter(quarter)).from).toBe(addDays(to, 1));
        expect(nextQuarter(quarter) > quarter).toBe(true);
      }),
    );
  });

  it('are read as they are written and in no other way', () => {
    for (const text of ['2026-Q5', '2026-Q0', '2026-q1', '26-Q1', '2026Q1', '2026-Q1 ', '0999-Q1', '9999-Q4', ''])
      expect(parseQuarter(text)).toBeUndefined();
    expect(parseQuarter('9998-Q3')?.to).toBe('9998-12-31');
    expect(() => quarterDates('soon')).toThrow(RangeError);
  });

  it('have names that people use', () => {
    expect(quarterName('2026-Q1')).toBe('April to June 2026');
    expect(quarterName('2026-Q4')).toBe('January to March 2027');
  });
});

describe('the day a return is due', () => {
  it('is the first working day after the quarter, and says by which rule', () => {
    expect(returnDue('2026-Q1')).toEqual({
      rule: 'working-days-after-quarter-end',
      rule_version: 1,
      day_0: '2026-06-30',
      due_on: '2026-07-01',
    });
  });

  it('steps over a weekend and over bank holidays', () => {
    expect(returnDue('2027-Q2').due_on).toBe('2027-10-01');
    expect(returnDue('2026-Q3').due_on).toBe('2027-01-04'); // New Year's Day is a Friday
    expect(returnDue('2025-Q4').due_on).toBe('2026-04-01');
    expect(returnDue('2023-Q4').due_on).toBe('2024-04-02'); // 1 April 2024 was Easter Monday
  });

  it('is never guessed beyond the bank holidays that are known', () => {
    expect(() => returnDue('2040-Q1')).toThrow(RangeError);
  });
});
