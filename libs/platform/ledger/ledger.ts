import { pgArray, type Tx } from '#platform/database';
import {
  type ContextDefinition,
  defineContext,
  defineProjection,
  type Posting,
  type PostingRule,
  type Projection,
  type StoredEvent,
} from '#platform/event-store';
import { Ledger1763800100000 } from './migrations/ledger.js';
import { closePeriod, reopenPeriod } from './period.js';

/** The event's postings do not sum to zero: a fault in a posting rule, never something a person did. */
export class Unbalanced extends Error {
  constructor(type: string, position: number, sum_pence: number) {
    super(`the postings of ${type} at ${position} sum to ${sum_pence} pence instead of zero`);
  }
}

/**
 * Double entry for everything that moves money: the contexts' posting rules, written inline as postings and as the
 * running balance of each account. Debits are positive. Accounts are text ('debtor/<id>', 'bank/<id>', 'suspense').
 */
export function ledgerContext(rules: readonly PostingRule[]): ContextDefinition {
  const byType = new Map(rules.map((r) => [r.type, r.postings]));
  const ledger: Projection = defineProjection({
    name: 'ledger.postings',
    mode: 'inline',
    // The lock comes last, so that a batch (or a rebuild) which closes a period after posting to it is let through.
    tables: ['posting', 'account_balance', 'ledger_lock'],
    events: [...byType.keys(), ...LOCK_EVENTS],
    apply: async (tx, tmo_id, events) => {
      await post(tx, tmo_id, events, byType);
      await applyLock(tx, tmo_id, events);
    },
  });
  return defineContext({
    name: 'ledger',
    events: LOCK_EVENTS,
    commands: [closePeriod, reopenPeriod],
    projections: [ledger],
    migrations: [Ledger1763800100000],
  });
}

const LOCK_EVENTS = ['ledger.period-closed.v1', 'ledger.period-reopened.v1'];

const POST_SQL = `insert into posting (tmo_id, account, position, line, fund, period, effective_on, amount_pence)
  select $1, * from unnest($2::text[], $3::bigint[], $4::smallint[], $5::text[], $6::text[], $7::date[], $8::bigint[])`;

// "on conflict" always goes by the key, whatever the planner believes of the table's size.
const BALANCE_SQL = `insert into account_balance as b (tmo_id, account, balance_pence)
  select $1, * from unnest($2::text[], $3::bigint[])
  on conflict (tmo_id, account) do update set balance_pence = b.balance_pence + excluded.balance_pence`;

async function post(
  tx: Tx,
  tmo_id: number,
  events: readonly StoredEvent[],
  rules: ReadonlyMap<string, (event: StoredEvent) => readonly Posting[]>,
): Promise<void> {
  const columns: [string[], number[], number[], string[], string[], string[], number[]] = [[], [], [], [], [], [], []];
  const changes = new Map<string, number>();
  for (const e of events) {
    let sum = 0;
    let line = 0;
    for (const p of rules.get(e.type)?.(e) ?? []) {
      if (p.amount_pence === 0) continue;
      if (!Number.isSafeInteger(p.amount_pence)) throw new Unbalanced(e.type, e.position, p.amount_pence);
      sum += p.amount_pence;
      columns[0].push(p.account);
      columns[1].push(e.position);
      columns[2].push((line += 1));
      columns[3].push(p.fund);
      columns[4].push(p.period);
      columns[5].push(p.effective_on ?? e.effective_on);
      columns[6].push(p.amount_pence);
      changes.set(p.account, (changes.get(p.account) ?? 0) + p.amount_pence);
    }
    if (sum !== 0) throw new Unbalanced(e.type, e.position, sum);
  }
  if (changes.size === 0) return;
  const { text, int2, int8, date } = pgArray;
  const [accounts, positions, lines, funds, periods, dates, amounts] = columns;
  const postings = [
    text(accounts),
    int8(positions),
    int2(lines),
    text(funds),
    text(periods),
    date(dates),
    int8(amounts),
  ];
  await Promise.all([
    tx.query(POST_SQL, [tmo_id, ...postings], 'ledger-post'),
    tx.query(BALANCE_SQL, [tmo_id, text([...changes.keys()]), int8([...changes.values()])], 'ledger-balance'),
  ]);
}

async function applyLock(tx: Tx, tmo_id: number, events: readonly StoredEvent[]): Promise<void> {
  for (const e of events.filter(({ type }) => LOCK_EVENTS.includes(type))) {
    const { period } = e.data as { period: string };
    if (e.type === 'ledger.period-closed.v1') {
      await tx.query(
        `insert into ledger_lock (tmo_id, closed_through) values ($1, $2)
          on conflict (tmo_id) do update set closed_through = excluded.closed_through`,
        [tmo_id, period],
      );
    } else {
      // Reopening the latest closes through the one before it: the greatest period text below it.
      await tx.query(`update ledger_lock set closed_through = $2 where tmo_id = $1`, [tmo_id, periodBefore(period)]);
    }
  }
}

/** '2026/27-01' is preceded by '2025/26-12'. */
function periodBefore(period: string): string {
  const year = Number(period.slice(0, 4));
  const month = Number(period.slice(8));
  const two = (n: number) => String(n).padStart(2, '0');
  return month > 1 ? `${period.slice(0, 8)}${two(month - 1)}` : `${year - 1}/${two(year % 100)}-12`;
}
