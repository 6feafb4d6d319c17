// The weekly rent run of every TMO in England: 210 of them with 80,000 accounts, everything included, against the fastest way
// there is to get the same event rows into a table.
import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { addDays, londonDateOf } from '#kernel';
import { each, mondayBefore, openEstate, openProduct } from './estate.mjs';

export const name = 'The rent run of all England';

const TMOS = Number(process.env.BENCH_TMOS ?? 210);
const ACCOUNTS = 381; // × 210 = 80,010
const RUNS = Number(process.env.BENCH_RUNS ?? 5);
/** How many TMOs' runs a worker has under way at a time. */
const AT_ONCE = Number(process.env.BENCH_AT_ONCE ?? 2);
const COPY_ROWS = fileURLToPath(new URL('copy-rows.mjs', import.meta.url));

const rss = () => process.memoryUsage().rss / 2 ** 20;

async function runWeek(product, estates, week_of) {
  let highest = rss();
  const watch = setInterval(() => (highest = Math.max(highest, rss())), 20);
  const startedAt = performance.now();
  let charged = 0;
  await each(estates, AT_ONCE, async ({ ctx }) => {
    const answer = await product.rentRun.run(ctx, week_of);
    if (answer.status !== 'ready') throw new Error(`the run was refused: ${JSON.stringify(answer.refusal)}`);
    charged += answer.count.charged;
  });
  const seconds = (performance.now() - startedAt) / 1000;
  clearInterval(watch);
  if (charged !== TMOS * ACCOUNTS) throw new Error(`${charged} accounts were charged, not ${TMOS * ACCOUNTS}`);
  return { seconds, highest };
}

export async function run({ freshDatabase, median, log }) {
  const urls = await freshDatabase();
  const product = await openProduct(urls);
  try {
    const first = mondayBefore(londonDateOf(new Date()), RUNS);
    const estates = [];
    await each(
      Array.from({ length: TMOS }, (_, i) => i),
      AT_ONCE,
      async (i) => {
        estates.push(await openEstate(product, `tmo-${i}`, ACCOUNTS, first));
      },
    );
    const runs = [];
    for (let i = 0; i <= RUNS; i += 1) {
      const week_of = addDays(first, 7 * i);
      await product.admin.query('checkpoint'); // each run pays for its own pages, as a week later it must
      const { seconds, highest } = await runWeek(product, estates, week_of);
      const { stdout } = await promisify(execFile)(process.execPath, [COPY_ROWS, urls.adminUrl, week_of]);
      const copy = JSON.parse(stdout);
      log(
        `week of ${week_of}: ${seconds.toFixed(2)} s, by COPY ${copy.seconds.toFixed(2)} s, ` +
          `ratio ${(copy.seconds / seconds).toFixed(3)}, ${Math.round(highest)} MB${i === 0 ? ' (not counted)' : ''}`,
      );
      if (i > 0) runs.push({ rate: (TMOS * ACCOUNTS) / seconds, ratio: copy.seconds / seconds, highest });
    }
    const ratio = median(runs.map((r) => r.ratio));
    const rate = median(runs.map((r) => r.rate));
    const highest = Math.max(...runs.map((r) => r.highest));
    return [
      {
        what: `${TMOS} TMOs, ${(TMOS * ACCOUNTS).toLocaleString('en-GB')} accounts: charges a second, of the rows a second of COPY`,
        value: `${ratio.toFixed(2)} (${Math.round(rate).toLocaleString('en-GB')} a second)`,
        target: 'at least 0.25',
        ok: ratio >= 0.25,
      },
      {
        what: 'Node’s memory while it runs',
        value: `${Math.round(highest)} MB`,
        target: 'less than 512 MB',
        ok: highest < 512,
      },
    ];
  } finally {
    await product.close();
  }
}
