// The weekly rent run of every TMO in England: 210 of them, 80,000 accounts, everything included.
import { addDays, civilDate, deterministicUuid } from '#kernel';
import { benchLog, median } from './bench-log.mjs';
import { chargeWeek, openAccount, standInRent } from './stand-in.mjs';

const TMOS = Number(process.env.BENCH_TMOS ?? 210);
const ACCOUNTS = Number(process.env.BENCH_ACCOUNTS ?? 381); // × 210 = 80,010
const RUNS = Number(process.env.BENCH_RUNS ?? 5);
const FIRST_WEEK = civilDate('2026-04-06');
const AT_ONCE = Number(process.env.BENCH_AT_ONCE ?? 2);

const accountId = (tmo_id, n) => deterministicUuid('account', String(tmo_id), String(n));

/** Does `work` for every item, at most `width` at a time. */
async function each(items, width, work) {
  const rest = items.values();
  await Promise.all(
    Array.from({ length: width }, async () => {
      for (const item of rest) await work(item);
    }),
  );
}

async function openEstate(log, ctx) {
  const items = Array.from({ length: ACCOUNTS }, (_, n) => ({
    command: openAccount,
    command_id: deterministicUuid('open', String(ctx.tmo_id), String(n)),
    payload: {
      account_id: accountId(ctx.tmo_id, n),
      account_number: String(1_000_000 + n),
      tenancy_id: deterministicUuid('tenancy', String(ctx.tmo_id), String(n)),
      home_id: deterministicUuid('home', String(ctx.tmo_id), String(n)),
      opened_on: FIRST_WEEK,
      charges: [
        { component: 'rent', weekly_pence: 11_000 + n },
        { component: 'service', weekly_pence: 900 + (n % 50) },
      ],
    },
  }));
  await log.executor.executeMany(ctx, items, { onRefusal: 'abort' });
}

async function rentRun(log, tmos, week_of) {
  const at = performance.now();
  let charged = 0;
  await each(tmos, AT_ONCE, async (ctx) => {
    const items = Array.from({ length: ACCOUNTS }, (_, n) => ({
      command: chargeWeek,
      command_id: deterministicUuid('rent-run', String(ctx.tmo_id), week_of, accountId(ctx.tmo_id, n)),
      payload: { account_id: accountId(ctx.tmo_id, n), week_of },
      source: { kind: 'job', name: 'rent-run', due_on: week_of },
    }));
    const { outcomes } = await log.executor.executeMany(ctx, items, { onRefusal: 'report' });
    charged += outcomes.filter((o) => o.status === 'accepted').length;
  });
  if (charged !== TMOS * ACCOUNTS) throw new Error(`${charged} charged instead of ${TMOS * ACCOUNTS}`);
  return (performance.now() - at) / 1000;
}

/** The same rows by COPY from a file on the server's own disk into a table with the same columns and keys. */
async function bulkCopy(log, week_of) {
  const { rows } = await log.admin.query('show data_directory');
  const file = `${rows[0].data_directory}/bench-rows`;
  await log.admin.query(
    `copy (select * from event where type = 'rent.week-charged.v1' and effective_on = '${week_of}' order by tmo_id, position) to '${file}'`,
  );
  await log.admin.query(`drop table if exists bare_event`);
  await log.admin
    .query(`create table bare_event (tmo_id integer not null, position bigint not null, stream_id text not null,
    version integer not null, type text not null, data json not null, metadata json not null, effective_on date not null,
    recorded_at timestamptz not null, hash bytea not null,
    primary key (tmo_id, position), unique (tmo_id, stream_id, version))`);
  await log.admin.query('checkpoint');
  const at = performance.now();
  const { rowCount } = await log.admin.query(`copy bare_event from '${file}'`);
  if (rowCount !== TMOS * ACCOUNTS) throw new Error(`${rowCount} copied`);
  return (performance.now() - at) / 1000;
}

export async function rentRunBench() {
  const log = await benchLog([standInRent]);
  try {
    const tmos = [];
    for (let i = 0; i < TMOS; i += 1) tmos.push(await log.openTmo(`tmo-${i}`));
    const opening = performance.now();
    await each(tmos, AT_ONCE, (ctx) => openEstate(log, ctx));
    console.log(`opened ${TMOS * ACCOUNTS} accounts in ${((performance.now() - opening) / 1000).toFixed(1)} s`);
    const runs = [];
    if (process.env.BENCH_PG?.includes('stat_statements'))
      await log.admin.query('create extension pg_stat_statements; select pg_stat_statements_reset()');
    for (let i = 0; i < RUNS; i += 1) {
      const week_of = addDays(FIRST_WEEK, 7 * i);
      await log.admin.query('checkpoint');
      const pg0 = log.serverCpu();
      const cpu = process.cpuUsage();
      const run_s = await rentRun(log, tmos, week_of);
      const used = process.cpuUsage(cpu);
      const pg1 = log.serverCpu();
      const copy_s = await bulkCopy(log, week_of);
      runs.push({
        run_s,
        copy_s,
        ratio: copy_s / run_s,
        rss: process.memoryUsage().rss,
        node: (used.user + used.system) / 1e6,
      });
      console.log(
        `run ${run_s.toFixed(2)} s (node cpu ${runs.at(-1).node.toFixed(2)}, pg cpu ${(pg1 - pg0).toFixed(2)}), copy ${copy_s.toFixed(2)} s, ratio ${(copy_s / run_s).toFixed(3)}, rss ${Math.round(process.memoryUsage().rss / 1e6)} MB`,
      );
    }
    if (process.env.BENCH_PG?.includes('stat_statements'))
      console.table(
        (
          await log.admin.query(
            `select calls, round(total_exec_time) ms, rows, wal_records, round(wal_bytes/1e6) wal_mb, wal_fpi, left(regexp_replace(query, '\\s+', ' ', 'g'), 90) q from pg_stat_statements order by total_exec_time desc limit 16`,
          )
        ).rows,
      );
    return {
      rows_per_s: (TMOS * ACCOUNTS) / median(runs.map((r) => r.run_s)),
      copy_rows_per_s: (TMOS * ACCOUNTS) / median(runs.map((r) => r.copy_s)),
      ratio: median(runs.map((r) => r.ratio)),
      rss_mb: Math.max(...runs.map((r) => r.rss)) / 1e6,
    };
  } finally {
    await log.close();
  }
}

if (import.meta.main ?? process.argv[1] === import.meta.filename) console.log(await rentRunBench());
