import fc from 'fast-check';
import { addDays, civilDate, pence, sumPence } from '#kernel';
import { COMPONENTS } from '../contracts/components.js';
import { chargedDays, chargeLines } from './charges.js';
import { chargesSet, lines, WEEKLY } from './rent-account.examples.js';
import type { ChargeSet } from './rent-account.js';

const monday = civilDate('2026-07-06');
const sets: ChargeSet[] = [chargesSet('2026-04-06').data];
const days = (from: string, to: string) => {
  const part = chargedDays(monday, civilDate(from), civilDate(to));
  if (!part) throw new Error('no day of the week');
  return part;
};
const total = (given: ReturnType<typeof chargeLines>) => sumPence((given ?? []).map((l) => l.amount_pence));

describe('a week charged in part', () => {
  it('is charged by sevenths, each component rounded, from a Thursday (example 10.1)', () => {
    const thursdayOn = chargeLines(sets, days('2026-07-09', '2026-07-12'));
    expect(thursdayOn).toEqual(lines({ rent: 5634, service: 819, water: 314 }));
    expect(total(thursdayOn)).toBe(6767);
  });

  it('costs a penny more for one day than the rounded total would, because the components are rounded (10.1)', () => {
    const oneDay = chargeLines(sets, days('2026-07-06', '2026-07-06'));
    expect(oneDay).toEqual(lines({ rent: 1409, service: 205, water: 79 }));
    expect(total(oneDay)).toBe(1693);
  });

  it('adds up to the week with the other days (10.1)', () => {
    expect(total(chargeLines(sets, days('2026-07-06', '2026-07-08')))).toBe(5076);
    expect(6767 + 5076).toBe(11843);
  });

  it('re-adds to the week, component by component, wherever any amounts are cut', () => {
    fc.assert(
      fc.property(
        fc.uniqueArray(fc.constantFrom(...COMPONENTS), { minLength: 1 }),
        fc.array(fc.integer({ min: 0, max: 99_999 }), { minLength: 4, maxLength: 4 }),
        fc.integer({ min: 0, max: 5 }),
        (components, amounts, cut) => {
          const charges = components.map((component, i) => ({ component, weekly_pence: pence(amounts[i] ?? 0) }));
          const set = [{ from: monday, charges }];
          const first = chargeLines(set, days('2026-07-06', addDays(monday, cut)));
          const rest = chargeLines(set, days(addDays(monday, cut + 1), '2026-07-12'));
          for (const { component, weekly_pence } of charges) {
            const both = [...(first ?? []), ...(rest ?? [])].filter((l) => l.component === component);
            expect(sumPence(both.map((l) => l.amount_pence))).toBe(weekly_pence);
          }
        },
      ),
    );
  });
});

describe('charges that change', () => {
  it('take over on their Monday', () => {
    const increase = [...sets, chargesSet('2026-07-13', { rent: 10333 }).data];
    expect(chargeLines(increase, days('2026-07-06', '2026-07-12'))).toEqual(lines(WEEKLY));
    const next = chargedDays(civilDate('2026-07-13'), civilDate('2026-04-06'), null);
    expect(next && chargeLines(increase, next)).toEqual(lines({ rent: 10333 }));
  });

  it('within a week are charged by the days of each', () => {
    const fromThursday = [...sets, chargesSet('2026-07-09', { rent: 10333 }).data];
    // 3 days of 98.60, 14.33 and 5.50, then 4 days of 103.33.
    expect(chargeLines(fromThursday, days('2026-07-06', '2026-07-12'))).toEqual(
      lines({ rent: 4226 + 5905, service: 614, water: 236 }),
    );
  });

  it('leave a day without any charges unpriced rather than free', () => {
    expect(chargeLines([chargesSet('2026-07-08').data], days('2026-07-06', '2026-07-12'))).toBeUndefined();
    expect(chargeLines([], days('2026-07-06', '2026-07-12'))).toBeUndefined();
  });

  it('have no line for a component that costs nothing', () => {
    const set = [chargesSet('2026-04-06', { rent: 9860, heating: 0 }).data];
    expect(chargeLines(set, days('2026-07-06', '2026-07-12'))).toEqual(lines({ rent: 9860 }));
  });
});

describe("the days of a week within an account's life", () => {
  it('are all seven in its middle, and none before or after', () => {
    expect(chargedDays(monday, civilDate('2020-01-01'), null)).toEqual({ from: monday, to: '2026-07-12', days: 7 });
    expect(chargedDays(monday, civilDate('2026-07-13'), null)).toBeUndefined();
    expect(chargedDays(monday, civilDate('2020-01-01'), civilDate('2026-07-05'))).toBeUndefined();
  });

  it('can be a single day', () => {
    expect(chargedDays(monday, civilDate('2026-07-12'), civilDate('2026-07-12'))).toEqual({
      from: '2026-07-12',
      to: '2026-07-12',
      days: 1,
    });
  });
});
