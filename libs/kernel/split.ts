import { pence, scalePence, sumPence, type Pence } from './pence.js';

/**
 * Splits an amount in proportion to whole-number weights by the largest remainder: shares are rounded down and the
 * pennies left over go to the largest fractions, the earlier first when equal. The shares add up to the amount exactly.
 * @throws RangeError when a weight is negative or no whole number, or when no weight is positive.
 */
export function splitPence(total: Pence, weights: readonly number[]): Pence[] {
  for (const weight of weights)
    if (!Number.isSafeInteger(weight) || weight < 0) throw new RangeError(`not a whole weight: ${weight}`);
  const allWeights = weights.reduce((sum, weight) => sum + BigInt(weight), 0n);
  if (allWeights === 0n) throw new RangeError('nothing to split by: no weight is positive');

  const size = BigInt(Math.abs(total));
  const shares = weights.map((weight, index) => {
    const exact = size * BigInt(weight);
    return { index, floor: exact / allWeights, remainder: exact % allWeights };
  });
  const leftOver = size - shares.reduce((sum, share) => sum + share.floor, 0n);
  const first = shares.toSorted((a, b) => Number(b.remainder > a.remainder) - Number(b.remainder < a.remainder));
  const rounded = new Set(first.slice(0, Number(leftOver)).map((share) => share.index));
  return shares.map(({ index, floor }) => pence(Math.sign(total) * Number(floor + (rounded.has(index) ? 1n : 0n))));
}

/**
 * Equal instalments to the nearest penny, the last taking what is left (a year's rent by twelve monthly Direct Debits).
 * @throws RangeError unless `count` is a positive whole number.
 */
export function instalments(total: Pence, count: number): Pence[] {
  if (!Number.isSafeInteger(count) || count < 1) throw new RangeError(`not a number of instalments: ${count}`);
  const equal = Array.from({ length: count - 1 }, () => scalePence(total, 1, count));
  return [...equal, pence(total - sumPence(equal))];
}
