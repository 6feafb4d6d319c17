import { networkOf, sourceOf } from './networks.js';

describe('the address that a sign-in came from', () => {
  it.each([
    ['203.0.113.77', '203.0.113.0/24'],
    ['::ffff:203.0.113.77', '203.0.113.0/24'],
    ['2001:db8:0012:3::9', '2001:db8:12::/48'],
    ['fe80::1%eth0', 'fe80:0:0::/48'],
    ['::1', '0:0:0::/48'],
    ['nonsense', 'unknown'],
  ])('is kept only as its network: %s is %s', (address, network) => expect(networkOf(address)).toBe(network));

  it('counts an IPv6 connection as one source, whichever of its addresses it uses', () => {
    expect(sourceOf('2001:db8:1:2:aaaa::1')).toBe(sourceOf('2001:0db8:0001:0002:bbbb:0:0:2'));
    expect(sourceOf('2001:db8:1:3::1')).not.toBe(sourceOf('2001:db8:1:2::1'));
  });

  it('counts every IPv4 address by itself', () => {
    expect(sourceOf('203.0.113.77')).not.toBe(sourceOf('203.0.113.78'));
    expect(sourceOf('::ffff:203.0.113.77')).toBe('203.0.113.77');
  });
});
