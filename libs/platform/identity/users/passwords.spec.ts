import { hashPassword, isPassword } from './passwords.js';

describe('a password', () => {
  it('is kept as Argon2id with 19 MiB and two passes, salted anew each time', async () => {
    const first = await hashPassword('three wet umbrellas');
    expect(first).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$/);
    expect(await hashPassword('three wet umbrellas')).not.toBe(first);
  });

  it('opens with what was set and with nothing else', async () => {
    const kept = await hashPassword('three wet umbrellas');
    expect(await isPassword('three wet umbrellas', kept)).toBe(true);
    expect(await isPassword('Three wet umbrellas', kept)).toBe(false);
  });

  it('is the same password on a keyboard that writes é as two signs', async () => {
    const kept = await hashPassword('caf\u00e9 au lait, twice');
    expect(await isPassword('cafe\u0301 au lait, twice', kept)).toBe(true);
  });

  it('takes as long to refuse for a name nobody has as for one somebody has', async () => {
    const kept = await hashPassword('three wet umbrellas');
    const time = async (hash: string | null) => {
      await isPassword('warm up', hash);
      const started = performance.now();
      for (let i = 0; i < 10; i++) expect(await isPassword('a wrong guess', hash)).toBe(false);
      return performance.now() - started;
    };
    const [known, unknown] = [await time(kept), await time(null)];
    expect(unknown).toBeGreaterThan(known / 3);
  });

  it('that nobody has opens nothing', async () => {
    expect(await isPassword('nobody has this password', null)).toBe(false);
  });
});
