import * as fc from 'fast-check';
import { formatPounds, negatePence, parsePounds, pence, scalePence, sumPence } from './index.js';

const amounts = fc.maxSafeInteger().map(pence);

describe('an amount in pence', () => {
  it('is a whole number that is exact', () => {
    expect(pence(11843)).toBe(11843);
    expect(Object.is(pence(-0), 0)).toBe(true);
    for (const wrong of [0.5, 118.43, Number.NaN, Infinity, 2 ** 53]) expect(() => pence(wrong)).toThrow(RangeError);
  });

  it('turns round, and nothing stays nothing', () => {
    expect(negatePence(pence(12843))).toBe(-12843);
    expect(negatePence(pence(-12843))).toBe(12843);
    expect(Object.is(negatePence(pence(0)), 0)).toBe(true);
  });

  it('adds up exactly, and refuses to go beyond what is exact', () => {
    expect(sumPence([])).toBe(0);
    expect(sumPence([9860, 1433, 550])).toBe(11843);
    expect(() => sumPence([Number.MAX_SAFE_INTEGER, 1])).toThrow(RangeError);
    expect(() => sumPence([Number.MAX_SAFE_INTEGER, 1, -1])).toThrow(RangeError);
    expect(() => sumPence([0.5, 0.5])).toThrow(RangeError);
  });

  it('scales to the nearest penny, half a penny away from zero', () => {
    expect(scalePence(pence(5), 1, 2)).toBe(3);
    expect(scalePence(pence(-5), 1, 2)).toBe(-3);
    expect(scalePence(pence(9860), 1048, 1000)).toBe(10333); // 10.10: £98.60 × 1.048
    expect(Object.is(scalePence(pence(-1), 1, 7), 0)).toBe(true);
    expect(() => scalePence(pence(5), 1.048, 1)).toThrow(RangeError);
    expect(() => scalePence(pence(5), 1, 0)).toThrow(RangeError);
    expect(() => scalePence(pence(5), 1, -1)).toThrow(RangeError);
  });

  it('scales exactly where a double would not', () => {
    expect(scalePence(pence(Number.MAX_SAFE_INTEGER), 7, 7)).toBe(Number.MAX_SAFE_INTEGER);
    expect(() => scalePence(pence(Number.MAX_SAFE_INTEGER), 2, 1)).toThrow(RangeError);
  });
});

describe('reading pounds', () => {
  it.each([
    ['1,204.50', 120450],
    ['1204.50', 120450],
    ['£12', 1200],
    ['£ 12.00', 1200],
    ['12.5', 1250],
    ['.50', 50],
    ['0', 0],
    ['007.10', 710],
    [' 5.00 ', 500],
    ['-5.00', -500],
    ['−5.00', -500],
    ['-£5.00', -500],
    ['£-5.00', -500],
    ['−£1,250.01', -125001],
    ['(5.00)', -500],
    ['(£1,204.50)', -120450],
    ['5.00CR', -500],
    ['5.00 cr', -500],
    ['5.00-', -500],
    ['5.00DR', 500],
    ['£5 dr', 500],
    ['12,345,678.90', 1234567890],
  ])('%j is %d pence', (text, expected) => expect(parsePounds(text)).toBe(expected));

  it.each([
    ['a fraction of a penny', ['1.005', '12.500', '0.001']],
    ['thousands in the wrong place', ['1,20', '12,34.50', '1,2045', ',500', '1,,000', '0,500.00', '1234,567']],
    ['two signs at once', ['-5.00CR', '(5.00)CR', '(-5.00)', '--5', '-5-', '-5.00DR', '+-5']],
    ['no amount', ['', ' ', '£', '.', '-', '()', 'CR', 'n/a', '12.', '1.2.3', '£12£']],
    ['another notation', ['1e3', '0x10', 'Infinity', 'NaN', '1 204.50', '1.204,50', '$5', '5p', '€5', '=5', '+5']],
    ['an unclosed bracket', ['(5.00', '5.00)']],
    ['more than is exact', ['90071992547409.92', '99999999999999999999']],
  ])('refuses %s', (_what, texts) => {
    for (const text of texts) expect([text, parsePounds(text)]).toEqual([text, undefined]);
  });

  it('nothing in credit is nothing', () => {
    for (const text of ['-0.00', '0.00CR', '(0)']) expect(Object.is(parsePounds(text), 0)).toBe(true);
  });
});

describe('showing pounds', () => {
  it.each([
    [120450, '£1,204.50'],
    [-5001, '−£50.01'],
    [0, '£0.00'],
    [7, '£0.07'],
    [-30, '−£0.30'],
    [100000, '£1,000.00'],
    [123456789012, '£1,234,567,890.12'],
  ])('%d pence is %s', (amount, expected) => expect(formatPounds(pence(amount))).toBe(expected));

  it('is read back as the same amount, whatever it is', () => {
    fc.assert(
      fc.property(amounts, (amount) => {
        expect(parsePounds(formatPounds(amount))).toBe(amount);
      }),
    );
  });
});
