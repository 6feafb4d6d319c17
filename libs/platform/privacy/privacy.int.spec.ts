import { Log1763800000000 } from '#platform/event-store';
import { testDatabase, type TestDatabase } from '#platform/testing-database';
import { KeptFiles, Privacy1763800300000, Vault } from './index.js';

describe('personal text', () => {
  let t: TestDatabase;
  const vault = new Vault('ab'.repeat(32));
  const files = new KeptFiles(vault);
  const tmo_id = 1;
  beforeAll(async () => {
    t = await testDatabase([Log1763800000000, Privacy1763800300000]);
  });
  afterAll(() => t.close());

  it('is opaque where it is kept, opens for its TMO, and is gone with its key', async () => {
    const sealed = await t.db.inTmo({ tmo_id }, (tx) => vault.seal(tx, tmo_id, 'person/1', 'Zoë O’Neill'));
    expect(sealed).toMatch(/^sealed:v1:person\/1:/);
    expect(sealed).not.toContain('Zo');
    const open = () => t.db.inTmo({ tmo_id }, (tx) => vault.open(tx, tmo_id, [sealed]));
    expect(await open()).toEqual(['Zoë O’Neill']);
    await t.db.inTmo({ tmo_id }, (tx) => vault.destroy(tx, tmo_id, 'person/1'));
    expect(await open()).toEqual([undefined]);
    const again = t.db.inTmo({ tmo_id }, (tx) => vault.seal(tx, tmo_id, 'person/1', 'Zoë once more'));
    await expect(again).rejects.toThrow(/has been erased/);
    expect(await open()).toEqual([undefined]);
  });

  it('does not open for another TMO, under another subject or with another master key', async () => {
    const sealed = await t.db.inTmo({ tmo_id }, (tx) => vault.seal(tx, tmo_id, 'person/2', 'Ann'));
    await t.db.inTmo({ tmo_id }, (tx) => vault.seal(tx, tmo_id, 'person/3', 'Bob'));
    expect(await t.db.inTmo({ tmo_id: 2 }, (tx) => vault.open(tx, 2, [sealed]))).toEqual([undefined]);
    const moved = sealed.replace('person/2', 'person/3');
    await expect(t.db.inTmo({ tmo_id }, (tx) => vault.open(tx, tmo_id, [moved]))).rejects.toThrow();
    const stranger = new Vault('cd'.repeat(32));
    await expect(t.db.inTmo({ tmo_id }, (tx) => stranger.open(tx, tmo_id, [sealed]))).rejects.toThrow();
  });

  it('an uploaded file is kept whole and sealed', async () => {
    const bytes = Buffer.from('UPRN,Surname\n1,Smith\n');
    await t.db.inTmo({ tmo_id }, (tx) => files.keep(tx, tmo_id, 'import-batch/1', { name: 'stock.csv', bytes }));
    expect(await t.db.inTmo({ tmo_id }, (tx) => files.read(tx, tmo_id, 'import-batch/1'))).toMatchObject({
      name: 'stock.csv',
      bytes,
    });
    const [row] = await t.db.inTmo({ tmo_id }, (tx) =>
      tx.query<{ text: string }>(`select kept_file::text as text from kept_file`),
    );
    expect(row?.text).not.toContain('stock.csv');
    expect(row?.text).not.toContain(bytes.toString('hex'));
  });
});
