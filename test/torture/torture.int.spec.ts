import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { makeDataSource } from '#platform/database';
import type { EventMetadata } from '#platform/event-store';
import { Consumers, verify } from '#platform/projections';
import { Child } from './children.js';
import { type Answer, type Intent, type Journal, read } from './journal.js';
import { openProduct, type Product, tortureRegistry } from './product.js';
import { ECHOED, SMALL_PURSE, SMALL_PURSE_HOLDS, UNLUCKY } from './purse.js';
import { seeded } from './random.js';
import { Server } from './server.js';
import type { WriterOrders } from './writer.js';

/** TORTURE_SECONDS=3600 is a soak; TORTURE_SEED repeats which kills came in which order (not at which instruction). */
const SECONDS = Number(process.env.TORTURE_SECONDS ?? 20);
const SEED = Number(process.env.TORTURE_SEED ?? 20_261_122);
const PROCESSES = 4;
const WRITERS_EACH = 4;
const TMOS = 4;
const VICTIMS = ['writer', 'server', 'reader', 'writer', 'backend', 'writer'] as const;

interface Row {
  readonly position: number;
  readonly stream_id: string;
  readonly type: string;
  readonly data: { readonly amount_pence?: number; readonly purse_id?: string; readonly token?: string };
  readonly metadata: EventMetadata;
}

/** Positions at which a token was taken while another held it, or given up by somebody who did not. */
function wronglyHeld(events: readonly Row[]): number[] {
  const holders = new Map<string, string>();
  return events.flatMap(({ position, type, data, stream_id }) => {
    const token = data.token ?? '';
    const holder = holders.get(token);
    if (type === 'torture.token-taken.v1') {
      holders.set(token, stream_id);
      return holder === undefined ? [] : [position];
    }
    if (type !== 'torture.token-given-up.v1') return [];
    holders.delete(token);
    return holder === stream_id ? [] : [position];
  });
}

describe(`sixteen writers, consumers and a database that are killed at random for ${SECONDS} seconds (seed ${SEED})`, () => {
  const random = seeded(SEED);
  const folder = mkdtempSync(join(tmpdir(), 'courtyard-torture-'));
  const journals = Array.from({ length: PROCESSES }, (_, i) => join(folder, `writer-${i}.jsonl`));
  const tmos: number[] = [];
  let server: Server;
  let writers: Child[] = [];
  let reader: Child | undefined;
  let product: Product;
  let answered: { intent: Intent; answer: Answer }[];
  const events = new Map<number, Row[]>();

  beforeAll(
    async () => {
      server = await Server.start();
      await migrateAndOpen();
      writers = journals.map((journal, i) => {
        const { appUrl } = server.urls;
        const orders: WriterOrders = { appUrl, journal, writers: WRITERS_EACH, seed: SEED + i, tmos };
        return new Child('writer.ts', { TORTURE_ORDERS: JSON.stringify(orders) });
      });
      reader = new Child('reader.ts', { TORTURE_APP_URL: server.urls.appUrl });
      await torture(reader);
      await Promise.all(writers.map((w) => w.finish()));
      await reader.finish();
      product = await openProduct(server.urls.appUrl, 4);
      await new Consumers(product.db, product.registry, product.executor).drain();
      await readAll();
    },
    60_000 + SECONDS * 2_000,
  );

  afterAll(async () => {
    await Promise.all([...writers, ...(reader ? [reader] : [])].map((c) => c.kill()));
    await product?.close();
    await server?.stop();
    rmSync(folder, { recursive: true, force: true });
  }, 60_000);

  async function migrateAndOpen(): Promise<void> {
    const { migrations } = tortureRegistry();
    const settings = { url: server.urls.ownerUrl, applicationName: 'migrate', max: 2, migrations };
    const owner = await makeDataSource(settings).initialize();
    await owner.runMigrations();
    await owner.destroy();
    const opening = await openProduct(server.urls.appUrl, 1);
    for (let i = 0; i < TMOS; i += 1) {
      const [row] = await opening.db.withoutTmo((tx) =>
        tx.query<{ tmo_id: number }>(`select open_log($1, $1, 'A council', false, 'store', null) as tmo_id`, [
          `t${i}x`,
        ]),
      );
      tmos.push(row?.tmo_id ?? 0);
    }
    await opening.close();
  }

  async function torture(consumers: Child): Promise<void> {
    // Everybody gets to work first; then somebody is killed every second or so.
    while (journals.some((j) => read(j).answers.size < 20)) await sleep(100);
    for (let kills = 0, end = Date.now() + SECONDS * 1_000; Date.now() < end; kills += 1) {
      await sleep(200 + random() * 1_000);
      const victim = VICTIMS[kills % VICTIMS.length];
      if (victim === 'server') await server.killAndRestart();
      else if (victim === 'backend') await server.killBackend();
      else if (victim === 'reader') await consumers.killAndRestart();
      else await writers[Math.floor(random() * writers.length)]?.killAndRestart();
    }
  }

  const all = (): Journal[] => journals.map(read);

  async function readAll(): Promise<void> {
    answered = all().flatMap(({ intents, answers }) =>
      [...intents.values()].flatMap((intent) => {
        const answer = answers.get(intent.id);
        return answer ? [{ intent, answer }] : [];
      }),
    );
    for (const tmo_id of tmos) {
      const rows = await product.db.inTmo({ tmo_id }, (tx) =>
        tx.query<Row>('select position, stream_id, type, data, metadata from event order by position'),
      );
      events.set(tmo_id, rows);
    }
  }

  const eventsOf = (tmo_id: number) => events.get(tmo_id) ?? [];
  /** What the writers' commands left: all but the log's own events and the echoes. */
  const written = () =>
    [...events].flatMap(([tmo_id, rows]) =>
      rows
        .filter((e) => !e.stream_id.startsWith('log/') && e.metadata.source?.kind !== 'event')
        .map((e) => ({ tmo_id, ...e })),
    );

  it('really were killed, and went on', () => {
    expect(server.kills).toBeGreaterThan(0);
    expect(server.backendKills).toBeGreaterThan(0);
    expect(reader?.kills).toBeGreaterThan(0);
    expect(writers.reduce((sum, w) => sum + w.kills, 0)).toBeGreaterThan(2);
    const accepted = answered.filter((a) => a.answer.status === 'accepted');
    const repeated = accepted.filter((a) => a.answer.repeated);
    expect(accepted.length).toBeGreaterThan(200);
    if (process.env.TORTURE_SECONDS) {
      const kills = { server: server.kills, backends: server.backendKills, reader: reader?.kills };
      console.info({ ...kills, answered: answered.length, accepted: accepted.length, repeated: repeated.length });
    }
  });

  it('met nothing but what a kill explains, and every command was answered in the end', () => {
    expect(all().flatMap((j) => j.faults)).toEqual([]);
    expect(answered).toHaveLength(all().reduce((sum, j) => sum + j.intents.size, 0));
  });

  it('gave each command that came again the same answer', () => {
    const agains = all().flatMap((j) => j.agains);
    expect(agains.length).toBeGreaterThan(10);
    expect(agains.filter((a) => a.again !== 'same')).toEqual([]);
  });

  it('lost nothing: each accepted command has its receipt and its one event where it was told', async () => {
    const at = new Map(written().map((e) => [`${e.tmo_id}/${e.position}`, e]));
    const lost = answered.filter(({ intent, answer }) => {
      if (answer.status !== 'accepted') return false;
      const e = at.get(`${intent.tmo_id}/${answer.position}`);
      const same =
        intent.kind === 'pay-in' ? e?.data.amount_pence === intent.amount_pence : e?.data.token === intent.token;
      return !same || e?.metadata.command_id !== intent.id || e.stream_id !== `purse/${intent.purse_id}`;
    });
    expect(lost).toEqual([]);
    for (const tmo_id of tmos) {
      const ids = answered
        .filter(({ intent, answer }) => answer.status === 'accepted' && intent.tmo_id === tmo_id)
        .map(({ intent }) => intent.id);
      const receipts = await product.db.inTmo({ tmo_id }, (tx) =>
        tx.query<{ command_id: string }>('select command_id from receipt where command_id = any($1)', [ids]),
      );
      expect(new Set(receipts.map((r) => r.command_id))).toEqual(new Set(ids));
    }
  });

  it('doubled nothing: no command has two effects, and none that was refused has any but its proof', () => {
    const ids = written().map((e) => e.metadata.command_id);
    expect(ids.filter((id, i) => ids.indexOf(id) !== i)).toEqual([]);
    const want = answered.filter(
      ({ intent, answer }) =>
        answer.status === 'accepted' || (answer.code === 'unlucky-amount' && intent.amount_pence % (2 * UNLUCKY) === 0),
    );
    expect(ids.toSorted()).toEqual(want.map((a) => a.intent.id).toSorted());
    expect(written().filter((e) => e.type === 'torture.turned-away.v1' && !e.stream_id.startsWith('refusal/'))).toEqual(
      [],
    );
  });

  it('reordered nothing, and every sum, state, claim, hash and read model holds', async () => {
    for (const tmo_id of tmos) {
      expect((await verify(product.db, product.registry, tmo_id)).faults).toEqual([]);
      expect(eventsOf(tmo_id).map((e) => e.position)).toEqual(eventsOf(tmo_id).map((_, i) => i + 1));
      expect(wronglyHeld(eventsOf(tmo_id))).toEqual([]);
      expect(
        eventsOf(tmo_id).filter((e) => e.stream_id === `purse/${SMALL_PURSE}` && e.data.amount_pence).length,
      ).toBeLessThanOrEqual(SMALL_PURSE_HOLDS);
    }
  });

  it('kept the books: each purse holds what the writers were told went in', async () => {
    for (const tmo_id of tmos) {
      const told = new Map<string, number>();
      for (const { intent, answer } of answered) {
        if (intent.tmo_id !== tmo_id || intent.kind !== 'pay-in' || answer.status !== 'accepted') continue;
        const account = `purse/${intent.purse_id}`;
        told.set(account, (told.get(account) ?? 0) + intent.amount_pence);
      }
      const balances = await product.db.inTmo({ tmo_id }, (tx) =>
        tx.query<{ account: string; balance_pence: number }>(
          `select account, balance_pence from account_balance where account like 'purse/%' and account <> 'purse/echo'`,
        ),
      );
      expect(new Map(balances.map((b) => [b.account, b.balance_pence]))).toEqual(told);
    }
  });

  it('showed its consumers each event once and in order, and had each echoed once', async () => {
    for (const tmo_id of tmos) {
      const seen = await product.db.inTmo({ tmo_id }, (tx) =>
        tx.query('select position, place from torture_seen order by place'),
      );
      expect(seen).toEqual(eventsOf(tmo_id).map((e) => ({ position: e.position, place: e.position })));
      const loud = eventsOf(tmo_id).filter(
        (e) => e.type === 'torture.paid-in.v1' && (e.data.amount_pence ?? 0) >= ECHOED,
      );
      const echoed = eventsOf(tmo_id).flatMap(({ metadata: { source } }) =>
        source?.kind === 'event' ? [source.position] : [],
      );
      expect(echoed).toEqual(loud.map((e) => e.position));
    }
    expect(await new Consumers(product.db, product.registry, product.executor).lags()).toEqual([]);
  });
});
