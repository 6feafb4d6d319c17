// The product on an empty database, without Nest: what the benchmarks measure, and estates of accounts to measure it on.
import { createHash } from 'node:crypto';
import pg from 'pg';
import { makeRegistry, migrate } from '#composition';
import {
  openAccount,
  receiveLine,
  registerBankAccount,
  RentRun,
  setCharges,
  setRentYear,
} from '#contexts/rent/rent.module.js';
import { addDays, deterministicUuid, makeReference, mondayOf, newUuid, rentYearStart } from '#kernel';
import { Database, makeDataSource } from '#platform/database';
import { Executor, HouseholdGuard, StoreClock } from '#platform/event-store';
import { Vault } from '#platform/privacy';

/** The benchmarks' actor is the system, whom nobody is a neighbour of. */
class NoNeighbours extends HouseholdGuard {
  check() {
    return Promise.resolve(undefined);
  }
}

/** Everything Courtyard is made of on this database, as the app role; `admin` is the superuser's connection for bare tables. */
export async function openProduct({ ownerUrl, appUrl, adminUrl }, max = 12) {
  const vault = new Vault('ab'.repeat(32));
  const registry = makeRegistry(vault);
  await migrate(ownerUrl, registry.migrations);
  const dataSource = await makeDataSource({ url: appUrl, applicationName: 'courtyard-bench', max }).initialize();
  const db = new Database(dataSource);
  const clock = new StoreClock();
  const executor = new Executor(db, registry, clock, 'receipt-key-of-the-bench', new NoNeighbours(), vault);
  const admin = new pg.Client({ connectionString: adminUrl });
  await admin.connect();
  return {
    db,
    executor,
    admin,
    rentRun: new RentRun(db, executor, clock),
    async close() {
      await admin.end();
      await dataSource.destroy();
    },
  };
}

const as = (ctx, name) => ({ tmo_id: ctx.tmo_id, actor: { kind: 'system', name } });

/** Sends one command and insists that it is accepted. */
export async function sent(product, ctx, command, payload) {
  const outcome = await product.executor.execute(ctx, command, payload, { command_id: newUuid() });
  if (outcome.status !== 'accepted') throw new Error(`${command.type}: ${JSON.stringify(outcome.refusal)}`);
  return outcome;
}

/** As many commands as one likes in all-or-nothing batches. */
async function sentAll(product, ctx, command, payloads) {
  const items = payloads.map((payload) => ({ command, payload, command_id: newUuid() }));
  const { outcomes } = await product.executor.executeMany(ctx, items, { onRefusal: 'abort' });
  const refused = outcomes.find((o) => o.status === 'refused');
  if (refused) throw new Error(`${command.type}: ${JSON.stringify(refused.refusal)}`);
}

/**
 * A TMO with rent years that hold every Monday from `first_week` on for two years, and this many accounts that pay rent
 * and a service charge.
 */
export async function openEstate(product, slug, accounts, first_week) {
  const [row] = await product.db.withoutTmo((tx) =>
    tx.query(`select open_log($1, $1, 'A council', false, 'store', null) as tmo_id`, [slug]),
  );
  const ctx = as(row, 'seed');
  const year = Number(first_week.slice(0, 4)) - (first_week < rentYearStart(Number(first_week.slice(0, 4))) ? 1 : 0);
  for (const y of [year, year + 1]) {
    const starts_on = rentYearStart(y);
    const weeks = addDays(starts_on, 52 * 7) < rentYearStart(y + 1) ? 53 : 52;
    await sent(product, ctx, setRentYear, { year: String(y), starts_on, weeks, free_weeks: [] });
  }
  const ids = Array.from({ length: accounts }, (_, n) => deterministicUuid('account', slug, String(n)));
  const opened = ids.map((account_id, n) => ({
    account_id,
    kind: 'rent',
    account_number: String(1_000_000 + n),
    tenancy_id: deterministicUuid('tenancy', slug, String(n)),
    home_id: deterministicUuid('home', slug, String(n)),
    opened_on: first_week,
  }));
  const priced = ids.map((account_id, n) => ({
    account_id,
    from: first_week,
    charges: [
      { component: 'rent', weekly_pence: 10_000 + n },
      { component: 'service', weekly_pence: 900 + (n % 50) },
    ],
  }));
  await sentAll(product, ctx, openAccount, opened);
  await sentAll(product, ctx, setCharges, priced);
  return { ctx, ids };
}

/** The Monday `weeks` before this week's. */
export const mondayBefore = (today, weeks) => addDays(mondayOf(today), -7 * weeks);

/** Does `work` for every item, at most `width` at a time. */
export async function each(items, width, work) {
  const rest = items.values();
  await Promise.all(
    Array.from({ length: width }, async () => {
      for (const item of rest) await work(item);
    }),
  );
}

/** The nearest-rank percentile; `p` from 0 to 100. */
export const percentile = (numbers, p) =>
  numbers.toSorted((a, b) => a - b)[Math.max(0, Math.ceil((p / 100) * numbers.length) - 1)];

const sha256 = (text) => createHash('sha256').update(text).digest('hex');

/** The bank account that the tenants of a TMO pay into. */
export async function openBank(product, ctx, opened_on) {
  const bank_account_id = deterministicUuid('bank', String(ctx.tmo_id));
  await sent(product, ctx, registerBankAccount, {
    bank_account_id,
    name: 'Rents',
    sort_code: '20-00-00',
    account_number: String(10_000_000 + ctx.tmo_id),
    opening_balance_pence: 0,
    opened_on,
  });
  return bank_account_id;
}

/** A line of a bank statement that carries the account's reference and so is placed on it. */
function lineFor({ bank }, account_number, booked_on, amount_pence) {
  const bank_line_id = newUuid();
  return {
    bank_line_id,
    bank_account_id: bank,
    statement_id: deterministicUuid('statement', bank, booked_on),
    identity: sha256(bank_line_id),
    booked_on,
    amount_pence,
    payer: 'A TENANT',
    narrative: `RENT ${makeReference(account_number)}`,
  };
}

const numberOf = (estate, account_id) => String(1_000_000 + estate.ids.indexOf(account_id));

/** One payment into one account, by a single command. */
export async function pay(product, estate, account_id, booked_on) {
  const line = lineFor(estate, numberOf(estate, account_id), booked_on, 9_900);
  const outcome = await sent(product, estate.ctx, receiveLine, line);
  if (outcome.events[0]?.type !== 'rent.payment-received.v1') throw new Error('the payment was not placed');
}
