import { pence, type Pence } from '#kernel';
import type { Tx } from '#platform/database';
import type { AccountKind } from '../contracts/components.js';
import type { AccountView } from './accounts.queries.js';

export interface AccountListFilter {
  readonly kind?: AccountKind | undefined;
  readonly status?: 'open' | 'closed' | undefined;
  /** The first digits of the reference. */
  readonly reference?: string | undefined;
  readonly sort: 'reference' | 'balance' | 'opened';
  readonly descending: boolean;
  readonly limit: number;
  readonly offset: number;
}

export interface ListedAccount extends AccountView {
  readonly balance_pence: Pence;
}

const SORTS = { reference: 'a.reference', balance: 'balance_pence', opened: 'a.opened_on' } as const;

/** A page of the accounts with what each owes now (a void account: has lost), and how many there are. */
export async function listAccounts(
  tx: Tx,
  tmo_id: number,
  filter: AccountListFilter,
): Promise<{ readonly accounts: readonly ListedAccount[]; readonly total: number }> {
  const rows = await tx.query<ListedAccount & { readonly total: number }>(
    `select a.account_id, a.kind, a.account_number, a.reference, a.tenancy_id, a.home_id, a.opened_on, a.charged_from,
        a.closed_on, coalesce(b.balance_pence, 0) as balance_pence, count(*) over () as total
      from rent_account a left join account_balance b on b.tmo_id = $1
        and b.account = case a.kind when 'void' then 'void-loss/' else 'debtor/' end || a.account_id
      where a.tmo_id = $1 and ($2::text is null or a.kind = $2) and ($3::text is null or ($3 = 'closed') = (a.closed_on is not null))
        and ($4::text is null or starts_with(a.reference, $4))
      order by ${SORTS[filter.sort]} ${filter.descending ? 'desc' : 'asc'}, a.reference
      limit ${Math.trunc(filter.limit)} offset ${Math.trunc(filter.offset)}`,
    [tmo_id, filter.kind ?? null, filter.status ?? null, filter.reference ?? null],
  );
  return { accounts: rows.map((r) => ({ ...r, balance_pence: pence(r.balance_pence) })), total: rows[0]?.total ?? 0 };
}
