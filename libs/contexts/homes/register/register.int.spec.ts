import { newUuid } from '#kernel';
import type { AnyCommand, Outcome, TmoContext, Tx } from '#platform/event-store';
import { Checkpoint1763800200000, verify } from '#platform/projections';
import { type TestLog, testLog } from '#platform/testing-database';
import { blocks, homeById, homes, homesMatching, searchWords } from '../contracts/index.js';
import type { HomeFacts } from '../home/home.events.js';
import { garageOne, oneAlderHouse } from '../home/home.examples.js';
import { correctHome, homesContext, registerBlock, registerHome } from '../homes.module.js';
import { homesPage } from './register.queries.js';

describe('the register of homes', () => {
  let log: TestLog;
  let ctx: TmoContext;
  const alder = { block_id: newUuid(), name: 'Alder House' };
  const flat = (n: number, more: Partial<HomeFacts> = {}) => ({
    ...oneAlderHouse,
    home_id: newUuid(),
    block_id: alder.block_id,
    property_ref: `BM0000${n}`,
    uprn: `10002300000${n}`,
    address_lines: [`${n} Alder House`, 'Brookmead Estate'],
    ...more,
  });
  const one = flat(1);
  const two = flat(2, { bedrooms: 3 });
  const ten = flat(10, { property_ref: 'BM00010', uprn: '100023000063', postcode: 'SE15 1NP' });
  const garage = { ...garageOne, home_id: newUuid() };

  const send = (command: AnyCommand, payload: object): Promise<Outcome> =>
    log.executor.execute(ctx, command, payload, { command_id: newUuid() });
  const read = <T>(query: (tx: Tx) => Promise<T>) => log.db.inTmo(ctx, query);

  beforeAll(async () => {
    log = await testLog([homesContext, { name: 'projections', migrations: [Checkpoint1763800200000] }]);
    ctx = await log.openTmo('brookmead');
    const items = [
      { command: registerBlock, payload: alder },
      ...[ten, two, one, garage].map((payload) => ({ command: registerHome, payload })),
    ];
    await log.executor.executeMany(
      ctx,
      items.map((item) => ({ ...item, command_id: newUuid() })),
      { onRefusal: 'abort' },
    );
  });
  afterAll(() => log.close());

  it('lists homes in the order of their addresses, number 2 before 10', async () => {
    const addresses = (await read((tx) => homes(tx, ctx.tmo_id))).map((h) => h.address);
    expect(addresses).toEqual([
      '1 Alder House, Brookmead Estate',
      '2 Alder House, Brookmead Estate',
      '10 Alder House, Brookmead Estate',
      'Garage 1, Brookmead Estate',
    ]);
  });

  it('gives a page of them, filtered and sorted, and how many there are', async () => {
    const page = await read((tx) =>
      homesPage(tx, ctx.tmo_id, { type: 'flat', sort: 'bedrooms', descending: true, limit: 2, offset: 0 }),
    );
    expect(page.total).toBe(3);
    expect(page.homes.map((h) => [h.property_ref, h.bedrooms])).toEqual([
      ['BM00002', 3],
      ['BM00001', 2],
    ]);
  });

  it('counts the homes of a block', async () => {
    expect(await read((tx) => blocks(tx, ctx.tmo_id))).toEqual([{ ...alder, homes: 3 }]);
  });

  it.each([
    ['alder 10', ['BM00010']],
    ['se15 1np', ['BM00010']],
    ['SE151NP', ['BM00010']],
    ['100023000002', ['BM00002']],
    ['bm000', ['BM00001', 'BM00002', 'BM00010']],
    ['1', ['BM00001', 'BMG0001']],
    ['garage', ['BMG0001']],
    ['elm', []],
  ])('finds by %s', async (typed, refs) => {
    const words = searchWords(typed);
    const hits = await read((tx) => homesMatching(tx, ctx.tmo_id, words));
    const found = [one, two, ten, garage].filter((h) =>
      words.every((_, word) => hits.some((hit) => hit.word === word && hit.home_id === h.home_id)),
    );
    expect(found.map((h) => h.property_ref)).toEqual(refs);
  });

  it('tells a whole word from the beginning of one', async () => {
    const hits = await read((tx) => homesMatching(tx, ctx.tmo_id, ['alder', 'ald', '1']));
    const exact = (word: number, home_id: string) => hits.find((h) => h.word === word && h.home_id === home_id)?.exact;
    expect([exact(0, one.home_id), exact(1, one.home_id), exact(2, ten.home_id)]).toEqual([true, false, undefined]);
  });

  it('refuses a UPRN or a property reference that another home has, and frees it when that home is corrected', async () => {
    const eleven = flat(2, { property_ref: 'BM00011' });
    expect(await send(registerHome, eleven)).toMatchObject({
      status: 'refused',
      refusal: { code: 'uprn-already-taken', facts: { uprn: '100023000002' } },
    });
    expect(await send(registerHome, flat(3, { property_ref: 'bm00002' }))).toMatchObject({
      refusal: { code: 'property-ref-already-taken', facts: { property_ref: 'BM00002' } },
    });
    await send(correctHome, { ...two, uprn: '100023000777', reason: 'recorded-wrongly' });
    expect(await send(registerHome, eleven)).toMatchObject({ status: 'accepted' });
  });

  it('refuses a block that is another TMO’s, or nobody’s', async () => {
    expect(await send(registerHome, flat(4, { block_id: newUuid() }))).toMatchObject({
      refusal: { code: 'no-such-block' },
    });
  });

  it('refuses a second block of the same name', async () => {
    expect(await send(registerBlock, { block_id: newUuid(), name: 'alder  HOUSE' })).toMatchObject({
      refusal: { code: 'block-name-already-taken' },
    });
  });

  it('is found by what is right after a correction, and no longer by what was wrong', async () => {
    await send(correctHome, { ...garage, address_lines: ['Lock-up 7', 'Brookmead Estate'], reason: 'changed-since' });
    const finds = async (word: string) =>
      (await read((tx) => homesMatching(tx, ctx.tmo_id, [word]))).some((h) => h.home_id === garage.home_id);
    expect([await finds('lockup'), await finds('garage')]).toEqual([true, false]);
    expect(await read((tx) => homeById(tx, ctx.tmo_id, garage.home_id))).toMatchObject({
      address: 'Lock-up 7, Brookmead Estate',
      type_name: 'Garage',
      is_dwelling: false,
      block_name: null,
    });
  });

  it('shows another TMO nothing', async () => {
    const other = await log.openTmo('elsewhere');
    expect(await log.db.inTmo(other, (tx) => homeById(tx, other.tmo_id, one.home_id))).toBeUndefined();
    expect(await log.db.inTmo(other, (tx) => homes(tx, ctx.tmo_id))).toEqual([]);
  });

  it('is the same when rebuilt from the log', async () => {
    expect((await verify(log.db, log.registry, ctx.tmo_id)).faults).toEqual([]);
  });
});
