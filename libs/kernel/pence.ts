declare const penceBrand: unique symbol;

/** An amount of money in whole pence. On a rent account positive is owed by the tenant, negative is in credit. */
export type Pence = number & { readonly [penceBrand]: true };

/** @throws RangeError unless it is a whole number that a double holds exactly (about ±£90 trillion). */
export function pence(n: number): Pence {
  if (!Number.isSafeInteger(n)) throw new RangeError(`not a whole number of pence: ${n}`);
  return (n + 0) as Pence; // −0 + 0 is 0: a balance is never "minus nothing"
}

/** @throws RangeError when an amount is no whole number of pence or the total leaves the safe range. */
export function sumPence(amounts: Iterable<number>): Pence {
  let total = pence(0);
  for (const amount of amounts) total = pence(total + pence(amount));
  return total;
}

/** The same amount the other way round: what a reversal posts. Never −0. */
export function negatePence(amount: Pence): Pence {
  return pence(0 - amount);
}

/**
 * `amount × numerator ÷ denominator`, to the nearest penny, half a penny away from zero; exact whatever the size.
 * @throws RangeError when the factors are not whole numbers, or the denominator is not positive.
 */
export function scalePence(amount: Pence, numerator: number, denominator: number): Pence {
  if (!Number.isSafeInteger(numerator) || !Number.isSafeInteger(denominator) || denominator <= 0)
    throw new RangeError(`not a ratio of whole numbers: ${numerator}/${denominator}`);
  const product = BigInt(amount) * BigInt(numerator);
  const size = product < 0n ? -product : product;
  const rounded = Number((2n * size + BigInt(denominator)) / (2n * BigInt(denominator)));
  return pence(product < 0n ? -rounded : rounded);
}

/**
 * Reads pounds as people and council extracts write them: '1,204.50', '£12', '12.5', '-5.00'. Credit, which is negative,
 * is also '(5.00)', '5.00-' or '5.00CR'; '5.00DR' is a debit. Undefined when it is not an amount, has a fraction of a
 * penny, misplaced thousands commas or two signs at once.
 */
export function parsePounds(text: string): Pence | undefined {
  for (const [form, sign] of FORMS) {
    const amount = form.exec(text.trim())?.groups;
    if (amount) return fromDigits(sign, amount['pounds'] ?? '', amount['pence'] ?? '');
  }
  return undefined;
}

const AMOUNT = String.raw`(?<pounds>\d+|[1-9]\d{0,2}(?:,\d{3})+|(?=\.))(?:\.(?<pence>\d{1,2}))?`;
const FORMS: readonly [RegExp, 1 | -1][] = [
  [new RegExp(String.raw`^£?\s?${AMOUNT}(?:\s?DR)?$`, 'i'), 1],
  [new RegExp(String.raw`^(?:[-−]\s?£?|£[-−])${AMOUNT}$`), -1],
  [new RegExp(String.raw`^£?\s?${AMOUNT}(?:-|\s?CR)$`, 'i'), -1],
  [new RegExp(String.raw`^\(£?${AMOUNT}\)$`), -1],
];

function fromDigits(sign: 1 | -1, pounds: string, pennies: string): Pence | undefined {
  const amount = sign * Number(pounds.replaceAll(',', '') + pennies.padEnd(2, '0'));
  return Number.isSafeInteger(amount) ? pence(amount) : undefined;
}

/** '£1,204.50'; an amount in credit with a true minus sign, '−£50.01'. */
export function formatPounds(amount: Pence): string {
  const digits = String(Math.abs(amount)).padStart(3, '0');
  const pounds = digits.slice(0, -2).replace(/\B(?=(?:\d{3})+$)/g, ',');
  return `${amount < 0 ? '−' : ''}£${pounds}.${digits.slice(-2)}`;
}
