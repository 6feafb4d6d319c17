import { newUuid } from '#kernel';
import type { Outcome, StoredEvent, TmoContext } from '#platform/event-store';
import { Checkpoint1763800200000, verify } from '#platform/projections';
import { type TestLog, testLog } from '#platform/testing-database';
import { openProduct } from './product.js';
import { payIn, SMALL_PURSE, SMALL_PURSE_HOLDS, tortureContext, UNLUCKY } from './purse.js';

const ATTEMPTS = 1_000;

/** What one client came back with for one attempt. */
interface Attempt {
  readonly amount_pence: number;
  readonly outcome: Outcome;
}

describe('a thousand attempts on one stream', () => {
  let log: TestLog;

  beforeAll(async () => {
    log = await testLog([tortureContext, { name: 'projections', migrations: [Checkpoint1763800200000] }]);
  });
  afterAll(() => log.close());

  /** `clients` people, each on a connection of their own, who send one command after the other until all attempts are made. */
  async function attempts(ctx: TmoContext, clients: number, purse_id: string): Promise<Attempt[]> {
    const product = await openProduct(log.urls.appUrl, clients);
    const made: Attempt[] = [];
    let next = 0;
    const client = async () => {
      while (next < ATTEMPTS) {
        const amount_pence = (next += 1);
        const options = { command_id: newUuid() };
        made.push({
          amount_pence,
          outcome: await product.executor.execute(ctx, payIn, { purse_id, amount_pence }, options),
        });
      }
    };
    await Promise.all(Array.from({ length: clients }, client));
    await product.close();
    return made;
  }

  const read = (ctx: TmoContext, stream_id: string) =>
    log.db.inTmo(ctx, async (tx) => ({
      events: await tx.query<StoredEvent>(
        'select position, version, data from event where stream_id = $1 order by position',
        [stream_id],
      ),
      // Streams and accounts of purses go by the same name.
      balance: await tx.query('select balance_pence from account_balance where account = $1', [stream_id]),
    }));

  it.each([8, 32])(
    'by %i clients are each accepted or refused, none is lost, and order and totals are right',
    async (clients) => {
      const ctx = await log.openTmo(`hot-${clients}`);
      const made = await attempts(ctx, clients, 'hot');
      expect(made).toHaveLength(ATTEMPTS);
      const lucky = made.filter((a) => a.amount_pence % UNLUCKY !== 0);
      expect(made.filter((a) => a.outcome.status === 'accepted')).toEqual(made.filter((a) => lucky.includes(a)));

      const { events, balance } = await read(ctx, 'purse/hot');
      expect(events.map((e) => e.version)).toEqual(lucky.map((_, i) => i + 1));
      expect(events.map((e) => (e.data as { n: number }).n)).toEqual(lucky.map((_, i) => i + 1));
      const total = lucky.reduce((sum, a) => sum + a.amount_pence, 0);
      expect(balance).toEqual([{ balance_pence: total }]);
      // Everybody was told the position at which their own amount stands.
      const amountAt = new Map(events.map((e) => [e.position, (e.data as { amount_pence: number }).amount_pence]));
      const told = lucky.map(({ amount_pence, outcome }) => [
        outcome.status === 'accepted' ? amountAt.get(outcome.position) : undefined,
        amount_pence,
      ]);
      expect(told.filter(([stands, sent]) => stands !== sent)).toEqual([]);
      expect((await verify(log.db, log.registry, ctx.tmo_id)).faults).toEqual([]);
    },
    120_000,
  );

  it('fill a purse that holds a hundred with exactly a hundred', async () => {
    const ctx = await log.openTmo('hot-small');
    const made = await attempts(ctx, 32, SMALL_PURSE);
    expect(made.filter((a) => a.outcome.status === 'accepted')).toHaveLength(SMALL_PURSE_HOLDS);
    expect(made.filter((a) => a.outcome.status === 'refused')).toHaveLength(ATTEMPTS - SMALL_PURSE_HOLDS);
    expect((await read(ctx, `purse/${SMALL_PURSE}`)).events).toHaveLength(SMALL_PURSE_HOLDS);
  }, 120_000);
});
