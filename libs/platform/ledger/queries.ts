import type { CivilDate } from '#kernel';
import type { Tx } from '#platform/database';

/** Which part of the ledger: up to a civil date (effective on) and up to a log position (known). Both optional. */
export interface LedgerView {
  readonly as_at?: CivilDate;
  readonly known_position?: number;
}

/** One account's balance in pence; debits positive. */
export async function balanceOf(tx: Tx, tmo_id: number, account: string, view: LedgerView = {}): Promise<number> {
  return (await balancesOf(tx, tmo_id, [account], view)).get(account) ?? 0;
}

/** Several accounts' balances in pence; an account with no postings is left out. */
export async function balancesOf(
  tx: Tx,
  tmo_id: number,
  accounts: readonly string[],
  view: LedgerView = {},
): Promise<ReadonlyMap<string, number>> {
  const rows =
    view.as_at === undefined && view.known_position === undefined
      ? await tx.query<{ account: string; balance_pence: number }>(
          `select account, balance_pence from account_balance where tmo_id = $1 and account = any($2)`,
          [tmo_id, accounts],
        )
      : await tx.query<{ account: string; balance_pence: number }>(
          `select account, sum(amount_pence)::bigint as balance_pence from posting
            where tmo_id = $1 and account = any($2) and effective_on <= coalesce($3::date, 'infinity')
              and position <= coalesce($4::bigint, 9007199254740991)
            group by account`,
          [tmo_id, accounts, view.as_at ?? null, view.known_position ?? null],
        );
  return new Map(rows.map((r) => [r.account, r.balance_pence]));
}
