import { type CivilDate, pence, type Pence } from '#kernel';
import type { Tx } from '#platform/database';
import { loadStates, type StoredEvent, type StoredEventOf } from '#platform/event-store';
import { balancesOf, type LedgerView } from '#platform/ledger';
import type { BankLineEvent } from '../bank-line/bank-line.events.js';
import { bankLineDecider, type BankLineState } from '../bank-line/bank-line.js';
import type { AccountKind } from '../contracts/components.js';
import { accountIdOf, debtor, voidLoss } from '../contracts/ledger-accounts.js';
import type { RentAccountEvent } from '../rent-account/rent-account.events.js';
import { rentAccountDecider } from '../rent-account/rent-account.js';

/**
 * What each account owes, in pence, by id; negative is in credit. As at a day and as known at a log position where these
 * are given. A void account's is what the empty home has lost. An account on which nothing was ever posted is left out.
 */
export async function balances(
  tx: Tx,
  tmo_id: number,
  account_ids: readonly string[],
  view: LedgerView = {},
): Promise<ReadonlyMap<string, Pence>> {
  const accounts = account_ids.flatMap((id) => [debtor(id), voidLoss(id)]);
  const found = await balancesOf(tx, tmo_id, accounts, view);
  return new Map(
    [...found].flatMap(([account, amount]) => {
      const id = accountIdOf(account);
      return id === undefined ? [] : [[id, pence(amount)] as const];
    }),
  );
}

/** One account's balance in pence; nothing posted is nothing owed. */
export async function balance(tx: Tx, tmo_id: number, account_id: string, view: LedgerView = {}): Promise<Pence> {
  return (await balances(tx, tmo_id, [account_id], view)).get(account_id) ?? pence(0);
}

export interface AccountInArrears {
  readonly account_id: string;
  readonly kind: AccountKind;
  readonly reference: string;
  readonly tenancy_id: string | null;
  readonly home_id: string | null;
  readonly closed_on: CivilDate | null;
  /** Always more than nothing. */
  readonly balance_pence: Pence;
}

export interface ArrearsFilter extends LedgerView {
  /** Left out: every kind that somebody owes on. */
  readonly kinds?: readonly AccountKind[] | undefined;
  /** Accounts of former tenants (closed by the day), of current ones, or both. */
  readonly tenants?: 'current' | 'former' | undefined;
  readonly sort?: 'balance' | 'reference' | undefined;
  readonly descending?: boolean | undefined;
  readonly limit?: number | undefined;
  readonly offset?: number | undefined;
}

/** The accounts that owe anything as at a day and as known at a position; by default the largest debt first. */
export function accountsInArrears(tx: Tx, tmo_id: number, filter: ArrearsFilter = {}): Promise<AccountInArrears[]> {
  const order = filter.sort === 'reference' ? 'a.reference' : 'o.balance_pence';
  const direction = (filter.descending ?? filter.sort !== 'reference') ? 'desc' : 'asc';
  const slice =
    filter.limit === undefined ? '' : `limit ${Math.trunc(filter.limit)} offset ${Math.trunc(filter.offset ?? 0)}`;
  return tx.query<AccountInArrears>(
    `with owed as (${OWED}) select a.account_id, a.kind, a.reference, a.tenancy_id, a.home_id, a.closed_on, o.balance_pence
      from owed o join rent_account a on a.tmo_id = $1 and a.account_id = o.account_id
      where ${ARREARS} order by ${order} ${direction}, a.reference ${slice}`,
    params(tmo_id, filter),
  );
}

/** How many accounts are in arrears, and what they owe together. */
export async function arrearsTotal(
  tx: Tx,
  tmo_id: number,
  filter: ArrearsFilter = {},
): Promise<{ readonly accounts: number; readonly total_pence: Pence }> {
  const [row] = await tx.query<{ accounts: number; total_pence: Pence }>(
    `with owed as (${OWED}) select count(*) as accounts, coalesce(sum(o.balance_pence), 0)::bigint as total_pence
      from owed o join rent_account a on a.tmo_id = $1 and a.account_id = o.account_id where ${ARREARS}`,
    params(tmo_id, filter),
  );
  return row ?? { accounts: 0, total_pence: pence(0) };
}

const VIEWED = `effective_on <= coalesce($2::date, 'infinity') and position <= coalesce($3::bigint, 9007199254740991)`;
const OWED = `select substr(account, 8)::uuid as account_id, sum(amount_pence)::bigint as balance_pence from posting
  where tmo_id = $1 and account >= 'debtor/' and account < 'debtor0' and ${VIEWED} group by account`;
const ARREARS = `o.balance_pence > 0 and ($4::text[] is null or a.kind = any($4))
  and ($5::text is null or ($5 = 'former') = (a.closed_on is not null and a.closed_on < coalesce($2::date, 'infinity')))`;

function params(tmo_id: number, f: ArrearsFilter): unknown[] {
  return [tmo_id, f.as_at ?? null, f.known_position ?? null, f.kinds ?? null, f.tenants ?? null];
}

/** One entry on an account: the event behind it, what it moved and the balance after it. */
export interface LedgerEntry {
  readonly position: number;
  readonly effective_on: CivilDate;
  readonly period: string;
  readonly amount_pence: Pence;
  /** What was owed once this entry had taken effect. */
  readonly balance_pence: Pence;
  /** The log position of the entry that reversed it, as far as known. */
  readonly reversed_by: number | null;
  readonly event: StoredEventOf<RentAccountEvent | BankLineEvent>;
}

/**
 * A page of an account's entries, the latest first: by the day they took effect, and on one day by when they were
 * recorded. The balance runs over all entries up to the day, whatever page is shown.
 */
export async function entries(
  tx: Tx,
  tmo_id: number,
  account: { readonly account_id: string; readonly kind: AccountKind },
  view: LedgerView & { readonly limit: number; readonly offset: number },
): Promise<{ readonly entries: readonly LedgerEntry[]; readonly total: number }> {
  const name = account.kind === 'void' ? voidLoss(account.account_id) : debtor(account.account_id);
  // An event posts to an account once, so a posting is an entry.
  const rows = await tx.query<EntryRow>(
    `with running as (
        select position, effective_on, period, amount_pence, count(*) over () as total,
          (sum(amount_pence) over (order by effective_on, position))::bigint as balance_pence
        from posting where tmo_id = $1 and account = $4 and ${VIEWED}
      ), page as (
        select * from running order by effective_on desc, position desc
        limit ${Math.trunc(view.limit)} offset ${Math.trunc(view.offset)}
      )
      select p.*, e.stream_id, e.version, e.type, e.data, e.metadata, e.recorded_at
      from page p join event e on e.tmo_id = $1 and e.position = p.position
      order by p.effective_on desc, p.position desc`,
    [tmo_id, view.as_at ?? null, view.known_position ?? null, name],
  );
  const reversals = await reversalsOf(tx, tmo_id, account.account_id, rows, view.known_position);
  return {
    entries: rows.map(({ period, amount_pence, balance_pence, ...event }) => ({
      position: event.position,
      effective_on: event.effective_on,
      period,
      amount_pence,
      balance_pence,
      reversed_by: reversals.get(event.position) ?? null,
      event: { ...event, tmo_id } as LedgerEntry['event'],
    })),
    total: rows[0]?.total ?? 0,
  };
}

type EntryRow = Omit<LedgerEntry, 'event' | 'reversed_by'> & Omit<StoredEvent, 'tmo_id'> & { readonly total: number };

/**
 * Which of these entries were reversed by `known_to`, and at which position. Whether any was is in the states of their
 * streams, a row each; the events are looked through only where one was.
 */
async function reversalsOf(
  tx: Tx,
  tmo_id: number,
  account_id: string,
  page: readonly EntryRow[],
  known_to: number = Number.MAX_SAFE_INTEGER,
): Promise<ReadonlyMap<number, number>> {
  const lines = page.flatMap(({ data }) => ('bank_line_id' in data ? String(data.bank_line_id) : []));
  const [accounts, bankLines] = await Promise.all([
    loadStates(tx, tmo_id, rentAccountDecider, [account_id]),
    lines.length === 0 ? new Map<string, BankLineState>() : loadStates(tx, tmo_id, bankLineDecider, lines),
  ]);
  const known = [...accounts.values(), ...bankLines.values()].filter((state) => state.status !== 'none');
  const ever = new Set(known.flatMap((state) => state.reversed));
  const reversed = page.filter((e) => ever.has(e.position));
  if (reversed.length === 0) return new Map();
  const rows = await tx.query<{ position: number; reverses: number }>(
    `select position, (data ->> 'reverses')::bigint as reverses from event
      where tmo_id = $1 and stream_id = any($2) and position <= $3 and (data ->> 'reverses')::bigint = any($4)`,
    [tmo_id, [...new Set(reversed.map((e) => e.stream_id))], known_to, reversed.map((e) => e.position)],
  );
  return new Map(rows.map((r) => [r.reverses, r.position]));
}
