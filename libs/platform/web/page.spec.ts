import { isLocalPath, redirect, tmoPath } from './page.js';

describe('a redirect', () => {
  it.each([
    '//evil.example',
    '/\\evil.example',
    'https://evil.example',
    'javascript:alert(1)',
    '',
    '/a\nb',
    '/\t/evil.example',
  ])('never leaves this site: %j', (to) => {
    expect(isLocalPath(to)).toBe(false);
    expect(() => redirect(to)).toThrow(RangeError);
  });

  it.each(['/', '/t/1/rent?as_at=2026-04-06', '/t/1/search?q=O%27Neill'])('goes on to %s', (to) => {
    expect(redirect(to).to).toBe(to);
  });

  it('to a page of a TMO carries the TMO in its path', () => {
    expect(tmoPath({ tmo_id: 3 }, 'rent/accounts', '', 'abc')).toBe('/t/3/rent/accounts/abc');
  });
});
