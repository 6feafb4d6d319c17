import { createHash, createHmac } from 'node:crypto';
import * as fc from 'fast-check';
import { hmacOf } from './hmac.js';

describe('the HMAC of a receipt', () => {
  it('is the one that every cryptographic library makes, under the secret hashed', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), fc.string({ unit: 'binary', maxLength: 500 }), (secret, text) => {
        const key = createHash('sha256').update(secret).digest('hex');
        expect(hmacOf(secret)(text)).toBe(createHmac('sha256', key).update(text).digest('hex'));
      }),
    );
  });
});
