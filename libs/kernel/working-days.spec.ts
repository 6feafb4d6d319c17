import * as fc from 'fast-check';
import { Temporal } from 'temporal-polyfill';
import { addDays, addWorkingDays, BANK_HOLIDAYS, civilDate, isWorkingDay, type CivilDate } from './index.js';

/** Easter Sunday of a Gregorian year (Meeus, Jones and Butcher). */
function easter(year: number): Temporal.PlainDate {
  const a = year % 19;
  const b = Math.floor(year / 100);
  const c = year % 100;
  const g = Math.floor((8 * b + 13) / 25);
  const h = (19 * a + b - Math.floor(b / 4) - g + 15) % 30;
  const l = (32 + 2 * (b % 4) + 2 * Math.floor(c / 4) - h - (c % 4)) % 7;
  const m = Math.floor((a + 11 * h + 22 * l) / 451);
  const n = h + l - 7 * m + 114;
  return Temporal.PlainDate.from({ year, month: Math.floor(n / 31), day: (n % 31) + 1 });
}

/** The rule of the Banking and Financial Dealings Act 1971, Schedule 1, with its substitute days: our own working. */
function bankHolidaysByRule(year: number): string[] {
  const day = (month: number, date: number) => Temporal.PlainDate.from({ year, month, day: date });
  const firstMonday = (month: number) => day(month, 1).add({ days: (8 - day(month, 1).dayOfWeek) % 7 });
  const lastMonday = (month: number) => {
    const last = day(month, day(month, 1).daysInMonth);
    return last.subtract({ days: last.dayOfWeek - 1 });
  };
  const taken: string[] = [];
  const orNextFreeWeekday = (date: Temporal.PlainDate) => {
    let on = date;
    while (on.dayOfWeek > 5 || taken.includes(on.toString())) on = on.add({ days: 1 });
    taken.push(on.toString());
  };
  [
    day(1, 1),
    easter(year).subtract({ days: 2 }),
    easter(year).add({ days: 1 }),
    firstMonday(5),
    lastMonday(5),
    lastMonday(8),
    day(12, 25),
    day(12, 26),
  ].forEach(orNextFreeWeekday);
  return taken;
}

describe('the bank holidays of England and Wales', () => {
  it.each([2024, 2025, 2026, 2027, 2028])('of %d are those the rule gives', (year) => {
    const listed = BANK_HOLIDAYS.dates.map(([date]) => date).filter((date) => date.startsWith(String(year)));
    expect(listed).toEqual(bankHolidaysByRule(year));
  });

  it('are whole years, with their source and version', () => {
    expect(BANK_HOLIDAYS.from).toBe('2024-01-01');
    expect(BANK_HOLIDAYS.to).toBe('2028-12-31');
    expect(BANK_HOLIDAYS.dates).toHaveLength(5 * 8);
    expect(BANK_HOLIDAYS.source).toContain('https://www.gov.uk/bank-holidays');
    expect(BANK_HOLIDAYS.version).toMatch(/^\d{4}-\d+$/);
  });
});

describe('a working day', () => {
  it.each([
    ['2026-05-05', true, 'an ordinary Tuesday'],
    ['2026-05-04', false, 'the early May bank holiday'],
    ['2026-04-03', false, 'Good Friday'],
    ['2026-04-06', false, 'Easter Monday, when rent is charged all the same'],
    ['2026-05-09', false, 'a Saturday'],
    ['2026-05-10', false, 'a Sunday'],
    ['2026-12-28', false, 'the substitute for Boxing Day on a Saturday'],
    ['2027-12-27', false, 'the substitute for Christmas Day on a Saturday'],
    ['2027-12-28', false, 'the substitute for Boxing Day on a Sunday'],
    ['2027-12-29', true, 'the day after both'],
    ['2028-01-03', false, 'the substitute for New Year’s Day on a Saturday'],
    ['2028-02-29', true, 'a Tuesday that comes every four years'],
  ])('%s: %s, %s', (date, working) => expect(isWorkingDay(civilDate(date))).toBe(working));

  it('is refused outside the data, a weekend too, naming the version', () => {
    expect(isWorkingDay(civilDate('2024-01-02'))).toBe(true);
    expect(isWorkingDay(civilDate('2028-12-29'))).toBe(true);
    for (const date of ['2023-12-29', '2029-01-01', '2029-01-06'])
      expect(() => isWorkingDay(civilDate(date))).toThrow(
        new RangeError(
          `bank holidays (version ${BANK_HOLIDAYS.version}) are known from 2024-01-01 to 2028-12-31, not for ${date}`,
        ),
      );
  });
});

describe('counting working days', () => {
  it('backwards over a bank holiday: a Direct Debit of Wednesday 6 May 2026 (vector 10.12)', () => {
    const collected = civilDate('2026-05-06');
    expect(addWorkingDays(collected, -1)).toBe('2026-05-05');
    expect(addWorkingDays(collected, -2)).toBe('2026-05-01');
    expect(addWorkingDays(collected, -10)).toBe('2026-04-21');
  });

  it('forwards over Easter and over Christmas', () => {
    expect(addWorkingDays(civilDate('2026-04-02'), 1)).toBe('2026-04-07');
    expect(addWorkingDays(civilDate('2027-12-24'), 1)).toBe('2027-12-29');
    expect(addWorkingDays(civilDate('2026-05-09'), 1)).toBe('2026-05-11');
  });

  it('no days from a date are that date, working or not', () => {
    expect(addWorkingDays(civilDate('2026-05-09'), 0)).toBe('2026-05-09');
  });

  it('past the data is refused, forwards and back', () => {
    expect(addWorkingDays(civilDate('2028-12-28'), 1)).toBe('2028-12-29');
    expect(() => addWorkingDays(civilDate('2028-12-29'), 1)).toThrow(RangeError);
    expect(() => addWorkingDays(civilDate('2024-01-02'), -1)).toThrow(RangeError);
    expect(() => addWorkingDays(civilDate('2026-05-06'), 1.5)).toThrow(RangeError);
  });

  it('lands on a working day with exactly so many in between', () => {
    const dates = fc.integer({ min: 200, max: 1500 }).map((days) => addDays(civilDate('2024-01-01'), days));
    const span = fc.integer({ min: -90, max: 90 }).filter((days) => days !== 0);
    fc.assert(
      fc.property(dates, span, (date, days) => {
        const end = addWorkingDays(date, days);
        expect(isWorkingDay(end)).toBe(true);
        expect(end > date).toBe(days > 0);
        expect(workingDaysWithin(days > 0 ? addDays(date, 1) : end, days > 0 ? end : addDays(date, -1))).toBe(
          Math.abs(days),
        );
      }),
    );
  });
});

function workingDaysWithin(from: CivilDate, to: CivilDate): number {
  let count = 0;
  for (let day = from; day <= to; day = addDays(day, 1)) if (isWorkingDay(day)) count += 1;
  return count;
}
