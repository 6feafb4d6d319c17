import { identitySettings, trustProxy } from './settings.js';

describe('what the sign-in is told from outside', () => {
  it('has no default secret', () => {
    expect(() => identitySettings({})).toThrow('COURTYARD_SESSION_SECRET must be set');
    expect(() => identitySettings({ COURTYARD_SESSION_SECRET: 'short' })).toThrow('at least 32 random characters');
    expect(identitySettings({ COURTYARD_SESSION_SECRET: 'x'.repeat(32) })).toMatchObject({ secure_cookies: false });
  });

  it('believes no proxy unless it is named', () => {
    expect(trustProxy({})).toBe(false);
    expect(trustProxy({ COURTYARD_TRUST_PROXY: '10.0.0.1, 192.168.0.0/16' })).toEqual(['10.0.0.1', '192.168.0.0/16']);
  });
});
