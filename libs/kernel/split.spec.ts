import * as fc from 'fast-check';
import { instalments, pence, splitPence, sumPence } from './index.js';

describe('splitting an amount in proportion', () => {
  it('gives the odd penny to the largest remainder: £250.00 over a flat, a garage and a recharge (vector 10.7)', () => {
    expect(splitPence(pence(25000), [30010, 4505, 3333])).toEqual([19823, 2976, 2201]);
    expect(splitPence(pence(-25000), [30010, 4505, 3333])).toEqual([-19823, -2976, -2201]);
  });

  it('gives the odd penny to the earlier of equals, and nothing to a weight of nothing', () => {
    expect(splitPence(pence(100), [1, 1, 1])).toEqual([34, 33, 33]);
    expect(splitPence(pence(101), [0, 1, 1, 0])).toEqual([0, 51, 50, 0]);
    expect(splitPence(pence(0), [1, 2])).toEqual([0, 0]);
    expect(splitPence(pence(7), [3])).toEqual([7]);
  });

  it('refuses weights it cannot split by', () => {
    for (const weights of [[], [0], [0, 0], [2, -1], [0.5, 0.5], [Number.NaN]])
      expect(() => splitPence(pence(100), weights)).toThrow(RangeError);
  });

  const weightsOfSome = fc
    .array(fc.oneof(fc.nat(100_000), fc.maxSafeNat()), { minLength: 1, maxLength: 12 })
    .filter((weights) => weights.some((w) => w > 0));

  it('always adds up to the amount, each share within a penny of its exact part', () => {
    fc.assert(
      fc.property(fc.maxSafeInteger().map(pence), weightsOfSome, (total, weights) => {
        const shares = splitPence(total, weights);
        expect(sumPence(shares)).toBe(total);
        const all = weights.reduce((sum, w) => sum + BigInt(w), 0n);
        shares.forEach((share, i) => {
          const off = BigInt(share) * all - BigInt(total) * BigInt(weights[i] ?? 0);
          expect(off < all && -off < all).toBe(true);
          expect(Object.is(share, -0)).toBe(false);
        });
      }),
    );
  });
});

describe('equal instalments', () => {
  it('a 53-week year of £118.43 is eleven Direct Debits of £523.07 and a last of £523.02 (vector 10.2)', () => {
    expect(instalments(pence(627679), 12)).toEqual([...Array<number>(11).fill(52307), 52302]);
  });

  it('always add up to the amount', () => {
    fc.assert(
      fc.property(fc.integer({ min: -1e12, max: 1e12 }).map(pence), fc.integer({ min: 1, max: 60 }), (total, count) => {
        const parts = instalments(total, count);
        expect(parts).toHaveLength(count);
        expect(sumPence(parts)).toBe(total);
      }),
    );
  });

  it('refuses no instalments', () => {
    for (const count of [0, -1, 1.5]) expect(() => instalments(pence(100), count)).toThrow(RangeError);
  });
});
