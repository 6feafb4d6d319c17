import { civilDate } from '#kernel';
import { makeRegistry } from '#composition';
import { verify } from '#platform/projections';
import { Vault } from '#platform/privacy';
import { testDatabase } from '#platform/testing-database';

describe('the demo', () => {
  it('is a year of two estates that holds together', async () => {
    const master = 'ab'.repeat(32);
    const registry = makeRegistry(new Vault(master));
    const t = await testDatabase(registry.migrations);
    Object.assign(process.env, {
      COURTYARD_APP_URL: t.urls.appUrl,
      COURTYARD_RECEIPT_KEY: 'cd'.repeat(32),
      COURTYARD_MASTER_KEY: master,
      COURTYARD_SESSION_SECRET: 'ef'.repeat(32),
    });
    const { seedDemo } = await import('./seed-demo.js');
    const lines = await seedDemo(civilDate('2026-11-22'));
    expect(lines.join('\n')).toContain('officer@larchmere.example');
    const tmos = await t.db.withoutTmo((tx) => tx.query<{ tmo_id: number }>('select tmo_id from tmo order by 1'));
    expect(tmos).toHaveLength(2);
    for (const { tmo_id } of tmos) {
      const { faults, events } = await verify(t.db, registry, tmo_id);
      expect(faults).toEqual([]);
      expect(events).toBeGreaterThan(3_000);
    }
    await t.close();
  }, 300_000);
});
