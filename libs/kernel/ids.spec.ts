import * as fc from 'fast-check';
import { Temporal } from 'temporal-polyfill';
import { deterministicUuid, isUuid, newUuid } from './index.js';

describe('a fresh id', () => {
  it('is a UUID of version 7 that nobody else has', () => {
    const ids = Array.from({ length: 1000 }, newUuid);
    expect(ids.every(isUuid)).toBe(true);
    expect(ids.every((id) => id.charAt(14) === '7')).toBe(true);
    expect(new Set(ids).size).toBe(1000);
  });

  it('begins with the time it was made, so that later ids sort later', () => {
    const before = Temporal.Now.instant().epochMilliseconds;
    const made = Number.parseInt(newUuid().replace('-', '').slice(0, 12), 16);
    expect(made).toBeGreaterThanOrEqual(before);
    expect(made).toBeLessThanOrEqual(Temporal.Now.instant().epochMilliseconds);
  });
});

describe('an id made from what it stands for', () => {
  // Worked out with Python's hashlib, not with this code.
  it('is the same for ever, for it is stored', () => {
    expect(deterministicUuid('rent-run', '1', '2026-04-06')).toBe('5363f7bc-ae0c-8bd6-b522-fd1a7ce12ef7');
    expect(deterministicUuid('é')).toBe('2f23c718-5658-8c2a-affd-b64f0e11e994');
  });

  it('is a UUID of version 8, another for other parts, however they are cut', () => {
    expect(deterministicUuid('ab', 'c')).not.toBe(deterministicUuid('a', 'bc'));
    expect(deterministicUuid('a')).not.toBe(deterministicUuid('a', ''));
    expect(deterministicUuid('1:a')).not.toBe(deterministicUuid('a'));
    fc.assert(
      fc.property(fc.array(fc.string(), { maxLength: 4 }), fc.array(fc.string(), { maxLength: 4 }), (a, b) => {
        const same = JSON.stringify(a) === JSON.stringify(b);
        expect(isUuid(deterministicUuid(...a))).toBe(true);
        expect(deterministicUuid(...a).charAt(14)).toBe('8');
        expect(deterministicUuid(...a) === deterministicUuid(...b)).toBe(same);
      }),
    );
  });
});

describe('a UUID', () => {
  it('is known by its form, in lower case', () => {
    expect(isUuid('0190163d-8694-739b-aea5-966c26f8ad91')).toBe(true);
    for (const text of [
      '',
      '0190163D-8694-739B-AEA5-966C26F8AD91',
      '0190163d8694739baea5966c26f8ad91',
      '0190163d-8694-739b-aea5-966c26f8ad9',
      '0190163d-8694-739b-7ea5-966c26f8ad91',
      '0190163d-8694-039b-aea5-966c26f8ad91',
      '0190163d-8694-739b-aea5-966c26f8ad91\n',
      'account/0190163d-8694-739b-aea5-966c26f8ad91',
    ])
      expect([text, isUuid(text)]).toEqual([text, false]);
  });
});
