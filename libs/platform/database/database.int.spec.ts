import { testDatabase, type TestDatabase } from '#platform/testing-database';

describe('a transaction', () => {
  let t: TestDatabase;
  beforeAll(async () => {
    t = await testDatabase([]);
  });
  afterAll(() => t.close());

  it('whose connection is lost fails by itself: the program lives and the next one is served', async () => {
    const lost = t.db.withoutTmo((tx) => tx.query('select pg_terminate_backend(pg_backend_pid())'));
    await expect(lost).rejects.toThrow();
    // The socket's end arrives after the query's error.
    const held = t.db.withoutTmo(async (tx) => {
      const [row] = await tx.query<{ pid: number }>('select pg_backend_pid() as pid');
      await t.db.withoutTmo((other) => other.query('select pg_terminate_backend($1)', [row?.pid]));
      await new Promise((resolve) => setTimeout(resolve, 100));
      return tx.query('select 1');
    });
    await expect(held).rejects.toThrow();
    expect(await t.db.withoutTmo((tx) => tx.query('select 1 as one'))).toEqual([{ one: 1 }]);
  });

  it('in which a statement failed never passes for done, even if whoever sent it took no notice', async () => {
    const unnoticed = t.db.withoutTmo(async (tx) => {
      await Promise.allSettled([tx.query('select 1 / 0')]);
      return 'done';
    });
    await expect(unnoticed).rejects.toThrow(/rolled back/);
  });
});
