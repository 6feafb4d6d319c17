import fc from 'fast-check';
import { pence, sumPence } from '#kernel';
import { allocateByPriority, allocateInProportion, type Debt } from './allocation.js';
import { flatId, garageId, rechargeId } from './bank-line.examples.js';

const debts: Debt[] = [
  { account_id: rechargeId, kind: 'recharge', balance_pence: pence(3333) },
  { account_id: garageId, kind: 'garage', balance_pence: pence(4505) },
  { account_id: flatId, kind: 'rent', balance_pence: pence(30010) },
];

describe('splitting a payment over several accounts (example 10.7)', () => {
  it('pays the rent first', () => {
    expect(allocateByPriority(pence(25000), debts)).toEqual([{ account_id: flatId, amount_pence: 25000 }]);
  });

  it('then the garage, then the recharge, and leaves what is over as credit on the rent', () => {
    expect(allocateByPriority(pence(40000), debts)).toEqual([
      { account_id: flatId, amount_pence: 30010 + 2152 },
      { account_id: garageId, amount_pence: 4505 },
      { account_id: rechargeId, amount_pence: 3333 },
    ]);
  });

  it('in proportion gives £198.23, £29.76 and £22.01, not a penny more', () => {
    const shares = new Map(allocateInProportion(pence(25000), debts).map((a) => [a.account_id, a.amount_pence]));
    expect([shares.get(flatId), shares.get(garageId), shares.get(rechargeId)]).toEqual([19823, 2976, 2201]);
  });

  it('goes to the rent account whole when nothing is owed', () => {
    const inCredit = debts.map((d) => ({ ...d, balance_pence: pence(-100) }));
    expect(allocateInProportion(pence(25000), inCredit)).toEqual([{ account_id: flatId, amount_pence: 25000 }]);
  });

  it('never goes to an empty home', () => {
    const empty: Debt = { account_id: flatId, kind: 'void', balance_pence: pence(100) };
    expect(allocateByPriority(pence(100), [empty])).toEqual([]);
    expect(allocateInProportion(pence(100), [empty])).toEqual([]);
  });

  it('re-adds to the payment whatever is owed', () => {
    const owed = fc.array(fc.integer({ min: -50_000, max: 500_000 }), { minLength: 1, maxLength: 6 });
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 1_000_000 }), owed, (amount, balances) => {
        const given = balances.map((b, i): Debt => ({
          account_id: `account-${i}`,
          kind: i === 0 ? 'rent' : 'garage',
          balance_pence: pence(b),
        }));
        for (const split of [allocateByPriority, allocateInProportion]) {
          const parts = split(pence(amount), given);
          expect(sumPence(parts.map((p) => p.amount_pence))).toBe(amount);
          expect(Math.min(...parts.map((p) => p.amount_pence))).toBeGreaterThan(0);
        }
      }),
    );
  });
});
