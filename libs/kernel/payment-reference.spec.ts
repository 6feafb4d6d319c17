import * as fc from 'fast-check';
import { findReferences, isValidReference, makeReference, repairCandidates } from './index.js';

const accountNumbers = fc.integer({ min: 0, max: 9_999_999 }).map((n) => String(n).padStart(7, '0'));
const references = accountNumbers.map(makeReference);

describe('a payment reference', () => {
  it('is the account number and two check digits: 1002384 is 100238443 (vector 10.9)', () => {
    expect(makeReference('1002384')).toBe('100238443');
    expect(100238443 % 97).toBe(1);
    expect(isValidReference('100238443')).toBe(true);
    expect(isValidReference('100328443')).toBe(false);
    expect(100328443 % 97).toBe(82);
  });

  it('needs an account number of seven digits', () => {
    for (const wrong of ['', '100238', '10023844', '1002 84', '100238x', '-100238', '1002384\n'])
      expect(() => makeReference(wrong)).toThrow(RangeError);
  });

  it.each(['', '10023844', '1002384430', ' 100238443', '100238443\n', '100 238 443', '1002384４3'])(
    '%j is none, whatever it adds up to',
    (text) => expect(isValidReference(text)).toBe(false),
  );

  it('has one pair of check digits for each account number', () => {
    fc.assert(
      fc.property(accountNumbers, (account) => {
        const pairs = Array.from({ length: 100 }, (_, n) => String(n).padStart(2, '0'));
        expect(pairs.filter((pair) => isValidReference(account + pair))).toEqual([makeReference(account).slice(7)]);
      }),
    );
  });

  it('with one wrong digit is never valid', () => {
    fc.assert(
      fc.property(references, fc.nat(8), fc.integer({ min: 1, max: 9 }), (reference, at, shift) => {
        const wrong = (Number(reference.charAt(at)) + shift) % 10;
        expect(isValidReference(reference.slice(0, at) + String(wrong) + reference.slice(at + 1))).toBe(false);
      }),
    );
  });

  it('with two neighbours swapped is never valid, 09 for 90 either', () => {
    fc.assert(
      fc.property(references, fc.nat(7), (reference, at) => {
        const [one, two] = [reference.charAt(at), reference.charAt(at + 1)];
        fc.pre(one !== two);
        expect(isValidReference(reference.slice(0, at) + two + one + reference.slice(at + 2))).toBe(false);
      }),
    );
    const reference = makeReference('5090123');
    expect(isValidReference(`5900123${reference.slice(7)}`)).toBe(false);
  });
});

describe('finding references in a bank line', () => {
  it.each([
    ['STO MS J SMITH 100238443 118.43', ['100238443']],
    ['REF100238443SMITH', ['100238443']],
    ['rent 100 238 443', ['100238443']],
    ['rent 1002384-43 thanks', ['100238443']],
    ['100238443, 100238443', ['100238443']],
    [`${makeReference('0000001')} and 100238443`, [makeReference('0000001'), '100238443']],
    ['STO MISS J SMTH 100328443 118.43', []],
    ['CARD 5100238443', []],
    ['1002384430', []],
    ['100 238 443 118', []],
    ['77 100 238 443', []],
    ['10023844 3', []],
    ['100  238  443', []],
    ['', []],
  ])('%j holds %j', (narrative, expected) => expect(findReferences(narrative)).toEqual(expected));

  it('finds a reference wherever it stands among words', () => {
    const words = fc.stringMatching(/^[A-Za-z .,'/]{0,20}$/);
    fc.assert(
      fc.property(words, references, words, (before, reference, after) => {
        expect(findReferences(before + reference + after)).toEqual([reference]);
      }),
    );
  });
});

describe('repairing a mistyped reference', () => {
  it('of all swaps and single wrong digits of 100328443 only two are valid, the swap first (vector 10.9)', () => {
    expect(repairCandidates('100328443')).toEqual(['100238443', '000328443']);
    expect(repairCandidates('STO MISS J SMTH 100328443 118.43')).toEqual(['100238443', '000328443']);
  });

  it('leaves alone what is valid, or is no number of nine digits', () => {
    for (const text of ['100238443', '10032844', '1003284430', 'RENT', '']) expect(repairCandidates(text)).toEqual([]);
  });

  it('always proposes what was meant', () => {
    fc.assert(
      fc.property(references, fc.nat(7), fc.nat(8), fc.nat(9), (reference, swapAt, at, digit) => {
        const swapped =
          reference.slice(0, swapAt) +
          reference.charAt(swapAt + 1) +
          reference.charAt(swapAt) +
          reference.slice(swapAt + 2);
        const mistyped = reference.slice(0, at) + String(digit) + reference.slice(at + 1);
        const wrongs = [swapped, mistyped].filter((number) => number !== reference);
        expect(wrongs.filter((number) => !repairCandidates(number).includes(reference))).toEqual([]);
      }),
    );
  });
});
