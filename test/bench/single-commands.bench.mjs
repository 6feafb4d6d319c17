// One payment at a time from eight clients, everything included (sealed narrative, claims, receipt, state, ledger, balances,
// hash chain), against bare one-row commits from as many.
import pg from 'pg';
import { londonDateOf } from '#kernel';
import { each, mondayBefore, openBank, openEstate, openProduct, pay, percentile } from './estate.mjs';

export const name = 'Single commands';

const CLIENTS = 8;
const TMOS = 210;
const SECONDS = 4;
const RUNS = 5;

/** Eight clients that do one thing after the other for some seconds: how many a second, and how long each took in ms. */
async function rateOf(work) {
  const took = [];
  const end = performance.now() + SECONDS * 1_000;
  const startedAt = performance.now();
  await Promise.all(
    Array.from({ length: CLIENTS }, async (_, client) => {
      for (let turn = 0; performance.now() < end; turn += 1) {
        const at = performance.now();
        await work(client, turn);
        took.push(performance.now() - at);
      }
    }),
  );
  return { rate: (took.length * 1_000) / (performance.now() - startedAt), took };
}

/** The least that a durable row can cost here: a table of three columns and its key, one insert a transaction. */
async function bareCommits(adminUrl) {
  const clients = Array.from({ length: CLIENTS }, () => new pg.Client({ connectionString: adminUrl }));
  await Promise.all(clients.map((c) => c.connect()));
  await clients[0].query('drop table if exists bare');
  await clients[0].query('create table bare (client integer, turn integer, note text, primary key (client, turn))');
  const insert = { name: 'insert', text: 'insert into bare values ($1, $2, $3)' };
  const { rate } = await rateOf((client, turn) =>
    clients[client].query({ ...insert, values: [client, turn, 'a note'] }),
  );
  await Promise.all(clients.map((c) => c.end()));
  return rate;
}

export async function run({ freshDatabase, median, log }) {
  const urls = await freshDatabase();
  const product = await openProduct(urls, CLIENTS + 2);
  try {
    const first = mondayBefore(londonDateOf(new Date()), 1);
    const estates = [];
    await each(
      Array.from({ length: TMOS }, (_, i) => i),
      2,
      async (i) => {
        const estate = await openEstate(product, `tmo-${i}`, 20, first);
        estates.push({ ...estate, bank: await openBank(product, estate.ctx, first) });
      },
    );
    const payInto = (estate, client, turn) =>
      pay(product, estate, estate.ids[(client + turn) % estate.ids.length], first);
    const shapes = {
      [`over ${TMOS} TMOs`]: { least: 0.15, work: (c, t) => payInto(estates[(c * 26 + t) % TMOS], c, t) },
      'in one TMO': { least: 0.1, work: (c, t) => payInto(estates[0], c, t) },
    };
    const rows = [];
    for (const [where, { least, work }] of Object.entries(shapes)) {
      const runs = [];
      for (let i = 0; i <= RUNS; i += 1) {
        const ours = await rateOf(work);
        const bare = await bareCommits(urls.adminUrl);
        const p95 = percentile(ours.took, 95);
        log(
          `${where}: ${Math.round(ours.rate)} a second, bare ${Math.round(bare)}, ratio ${(ours.rate / bare).toFixed(3)}, ` +
            `95 % within ${p95.toFixed(1)} ms${i === 0 ? ' (not counted)' : ''}`,
        );
        if (i > 0) runs.push({ rate: ours.rate, ratio: ours.rate / bare, p95 });
      }
      const ratio = median(runs.map((r) => r.ratio));
      const p95 = median(runs.map((r) => r.p95));
      rows.push(
        {
          what: `${CLIENTS} clients ${where}: payments a second, of bare one-row commits a second`,
          value: `${ratio.toFixed(2)} (${Math.round(median(runs.map((r) => r.rate)))} a second)`,
          target: `at least ${least}`,
          ok: ratio >= least,
        },
        {
          what: `${CLIENTS} clients ${where}: 95th percentile of a payment`,
          value: `${p95.toFixed(1)} ms`,
          target: 'under 25 ms',
          ok: p95 < 25,
        },
      );
    }
    return rows;
  } finally {
    await product.close();
  }
}
