import { isIPv4, isIPv6 } from 'node:net';

/**
 * The part of an address that is kept for people to read: enough to see "that was not our office", not enough to name
 * a household. IPv4 without its last number, IPv6 without all but its first three groups.
 */
export function networkOf(address: string): string {
  const plain = unmapped(address);
  if (isIPv4(plain)) return `${plain.split('.').slice(0, 3).join('.')}.0/24`;
  if (isIPv6(plain)) return `${groupsOf(plain).slice(0, 3).join(':')}::/48`;
  return 'unknown';
}

/** What counts as one address when attempts are counted: an IPv6 connection owns the whole of its /64. */
export function sourceOf(address: string): string {
  const plain = unmapped(address);
  return isIPv6(plain) ? groupsOf(plain).slice(0, 4).join(':') : plain;
}

function unmapped(address: string): string {
  const mapped = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/i.exec(address);
  return mapped?.[1] ?? address;
}

/** The eight groups of an IPv6 address, zeros written out, without zone or leading zeros. */
function groupsOf(address: string): string[] {
  const [head = '', tail] = (address.split('%')[0] ?? '').toLowerCase().split('::');
  const groups = (text: string) =>
    text
      .split(':')
      .filter((group) => group !== '')
      .map(plainGroup);
  const [before, after] = [groups(head), groups(tail ?? '')];
  return [...before, ...Array.from({ length: 8 - before.length - after.length }, () => '0'), ...after];
}

const plainGroup = (group: string) => group.replace(/^0+(?=.)/, '');
