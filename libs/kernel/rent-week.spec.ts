import * as fc from 'fast-check';
import {
  addDays,
  chargedWeeks,
  civilDate,
  isFreeWeek,
  isMonday,
  negatePence,
  partWeek,
  pence,
  perChargedWeek,
  rentYearProblem,
  rentYearStart,
  rentYearWeeks,
  scalePence,
  sumPence,
  weeksOf,
  type RentYear,
} from './index.js';

const rent = pence(9860);
const service = pence(1433);
const water = pence(550);
const weekly = sumPence([rent, service, water]);

function usualYear(calendarYear: number, ...freeWeeks: string[]): RentYear {
  return {
    starts_on: rentYearStart(calendarYear),
    weeks: rentYearWeeks(calendarYear),
    free_weeks: freeWeeks.map(civilDate),
  };
}
/** Stoke's published non-collection weeks of 2024/25 (rent-and-money.md 1.1). */
const stoke2024 = usualYear(2024, '2024-04-01', '2024-12-23', '2024-12-30', '2025-03-31');

describe('a part week is charged by sevenths, component by component (vector 10.1)', () => {
  const charge = (days: number) => [rent, service, water].map((component) => partWeek(component, days));

  it('a tenancy that starts on a Thursday is charged four days', () => {
    expect(charge(4)).toEqual([5634, 819, 314]);
    expect(sumPence(charge(4))).toBe(6767);
    expect(partWeek(weekly, 4)).toBe(6767);
  });

  it('four days and the other three are the week', () => {
    expect(sumPence(charge(3))).toBe(5076);
    expect(sumPence([...charge(4), ...charge(3)])).toBe(11843);
  });

  it('one day is £16.93, the sum of its components, though the rounded total would be £16.92', () => {
    expect(charge(1)).toEqual([1409, 205, 79]);
    expect(sumPence(charge(1))).toBe(1693);
    expect(partWeek(weekly, 1)).toBe(1692);
  });

  it('any days and the other days add up to the weekly amount, for every component, a credit too', () => {
    fc.assert(
      fc.property(fc.maxSafeInteger().map(pence), fc.integer({ min: 0, max: 7 }), (component, days) => {
        expect(partWeek(component, days) + partWeek(component, 7 - days)).toBe(component);
        expect(partWeek(negatePence(component), days)).toBe(negatePence(partWeek(component, days)));
      }),
    );
    for (let p = 1; p <= 99_999; p += 1)
      for (let days = 1; days <= 3; days += 1)
        if (partWeek(pence(p), days) + partWeek(pence(p), 7 - days) !== p) throw new Error(`${p}p, ${days} days`);
  });

  it('refuses what are no days of a week', () => {
    for (const days of [-1, 8, 0.5, Number.NaN])
      expect(() => partWeek(rent, days)).toThrow(new RangeError(`not days of a week: ${days}`));
  });
});

describe('the rent year', () => {
  it.each([
    [2019, '2019-04-01', 53],
    [2024, '2024-04-01', 53],
    [2025, '2025-04-07', 52],
    [2026, '2026-04-06', 52],
    [2027, '2027-04-05', 52],
    [2029, '2029-04-02', 52],
    [2030, '2030-04-01', 53],
    [2031, '2031-04-07', 52],
    [2035, '2035-04-02', 53],
  ] as const)('from April %d starts on %s and has %d weeks', (calendarYear, startsOn, weeks) => {
    expect(rentYearStart(calendarYear)).toBe(startsOn);
    expect(rentYearWeeks(calendarYear)).toBe(weeks);
  });

  it('has only these years of 53 weeks between 2019 and 2040', () => {
    const years = Array.from({ length: 22 }, (_, i) => 2019 + i);
    expect(years.filter((year) => rentYearWeeks(year) === 53)).toEqual([2019, 2024, 2030, 2035]);
  });

  it('follows on the year before without a gap for a century', () => {
    for (let year = 1990; year < 2090; year += 1)
      expect(rentYearProblem(usualYear(year), [usualYear(year - 1), usualYear(year + 1)])).toBeUndefined();
  });

  it('2024/25 runs to the week of Monday 31 March 2025', () => {
    const mondays = weeksOf(usualYear(2024));
    expect(mondays).toHaveLength(53);
    expect(mondays[0]).toBe('2024-04-01');
    expect(mondays[1]).toBe('2024-04-08');
    expect(mondays.at(-1)).toBe('2025-03-31');
    expect(mondays.every(isMonday)).toBe(true);
  });

  it('charges every week but the free ones', () => {
    expect(isFreeWeek(stoke2024, civilDate('2024-12-23'))).toBe(true);
    expect(isFreeWeek(stoke2024, civilDate('2024-12-16'))).toBe(false);
    expect(chargedWeeks(stoke2024)).toHaveLength(49);
    expect(chargedWeeks(stoke2024)[0]).toBe('2024-04-08');
    expect(chargedWeeks(stoke2024).at(-1)).toBe('2025-03-24');
  });
});

describe('a year of 53 weeks (vector 10.2)', () => {
  it('charges £118.43 for 53 weeks, £6,276.79', () => {
    expect(chargedWeeks(usualYear(2024)).length * weekly).toBe(627679);
    expect(chargedWeeks(usualYear(2030)).length * weekly).toBe(627679);
  });

  it('leaves Universal Credit, which pays 52 weeks by twelve, £118.39 short', () => {
    const monthly = scalePence(weekly, 52, 12);
    expect(monthly).toBe(51320);
    expect(12 * monthly).toBe(615840);
    expect(627679 - 12 * monthly).toBe(11839);
    expect(12 * monthly - chargedWeeks(usualYear(2025)).length * weekly).toBe(4);
  });

  it('a landlord of 48 charged weeks charges £128.30, and for 49 weeks in a long year', () => {
    const charged = perChargedWeek(weekly, 48);
    expect(charged).toBe(12830);
    expect(scalePence(charged, 48, 52)).toBe(11843);
    expect(chargedWeeks(stoke2024).length * charged).toBe(628670);
    const stoke2025 = usualYear(2025, '2025-12-22', '2025-12-29', '2026-03-23', '2026-03-30');
    expect(chargedWeeks(stoke2025)).toHaveLength(48);
  });

  it('a landlord of 50 charged weeks charges 51 in a long year', () => {
    expect(chargedWeeks(usualYear(2030, '2030-12-23', '2030-12-30'))).toHaveLength(51);
    expect(chargedWeeks(usualYear(2031, '2031-12-22', '2031-12-29'))).toHaveLength(50);
  });

  it('a convergence pound a week is £1.08 over 48 charged weeks and £1.04 over 50 (vector 10.10)', () => {
    expect(perChargedWeek(pence(100), 48)).toBe(108);
    expect(perChargedWeek(pence(100), 50)).toBe(104);
  });
});

describe('a rent year is refused', () => {
  const year2026 = usualYear(2026);
  const codeOf = (year: RentYear, others: RentYear[] = []) => rentYearProblem(year, others)?.code;

  it('not when it is in order', () => {
    expect(rentYearProblem(stoke2024)).toBeUndefined();
    expect(rentYearProblem(year2026, [usualYear(2024), usualYear(2025), usualYear(2027)])).toBeUndefined();
  });

  it('when it does not start on a Monday', () => {
    const starts_on = civilDate('2026-04-07');
    expect(rentYearProblem({ ...year2026, starts_on })).toEqual({
      code: 'rent-year-not-from-a-monday',
      facts: { starts_on },
    });
  });

  it('when it has other than 52 or 53 weeks', () => {
    expect(rentYearProblem({ ...year2026, weeks: 51 })).toEqual({
      code: 'rent-year-weeks-not-52-or-53',
      facts: { weeks: 51 },
    });
  });

  it('when a free week is no Monday, outside the year or given twice', () => {
    expect(codeOf(usualYear(2026, '2026-12-22'))).toBe('free-week-not-a-monday');
    expect(codeOf(usualYear(2026, '2026-03-30'))).toBe('free-week-outside-rent-year');
    expect(codeOf(usualYear(2026, '2027-04-05'))).toBe('free-week-outside-rent-year');
    expect(codeOf(usualYear(2026, '2027-03-29'))).toBeUndefined();
    expect(codeOf(usualYear(2026, '2026-12-21', '2026-12-21'))).toBe('free-week-given-twice');
  });

  it('when no week of it is charged', () => {
    expect(codeOf({ ...year2026, free_weeks: weeksOf(year2026) })).toBe('rent-year-has-no-charged-week');
  });

  it('when it overlaps another year', () => {
    expect(rentYearProblem(year2026, [year2026])).toEqual({
      code: 'rent-years-overlap',
      facts: { other_starts_on: '2026-04-06' },
    });
    expect(codeOf({ ...year2026, weeks: 53 }, [usualYear(2027)])).toBe('rent-years-overlap');
    expect(codeOf({ ...year2026, starts_on: addDays(year2026.starts_on, -7) }, [usualYear(2025)])).toBe(
      'rent-years-overlap',
    );
  });

  it('when it leaves a gap to the year before or after', () => {
    expect(rentYearProblem(usualYear(2026), [usualYear(2024), usualYear(2023)])).toEqual({
      code: 'gap-between-rent-years',
      facts: { from: '2025-04-07', to: '2026-04-06' },
    });
    expect(rentYearProblem(usualYear(2026), [usualYear(2029), usualYear(2028)])).toEqual({
      code: 'gap-between-rent-years',
      facts: { from: '2027-04-05', to: '2028-04-03' },
    });
  });
});
