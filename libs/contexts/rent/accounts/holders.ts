import { homesById } from '#contexts/homes/contracts/index.js';
import { joinNames, namesFor, tenanciesById } from '#contexts/tenancies/contracts/index.js';
import type { Tx } from '#platform/database';
import { type TmoContext } from '#platform/identity';
import { tmoPath } from '#platform/web';
import type { AccountView } from './accounts.queries.js';

/** Whose account it is, as this reader may see it. */
export interface Holder {
  /** The tenants' names, masked by the reader's role; 'Empty home' for a void account. */
  readonly name: string;
  /** The home's address. */
  readonly address: string;
  /** Their household page; the home's for a void account. */
  readonly href: string | undefined;
}

/**
 * Whose accounts these are, by account id, in one go for a whole page. Reading names is recorded under `purpose` ('rent
 * account', 'arrears list').
 */
export async function holdersOf(
  tx: Tx,
  ctx: TmoContext,
  accounts: readonly Pick<AccountView, 'account_id' | 'tenancy_id' | 'home_id'>[],
  purpose: string,
): Promise<ReadonlyMap<string, Holder>> {
  const { tmo_id } = ctx;
  const tenancies = await tenanciesById(
    tx,
    tmo_id,
    accounts.flatMap((a) => a.tenancy_id ?? []),
  );
  const homeOf = (a: (typeof accounts)[number]) => tenancies.get(a.tenancy_id ?? '')?.home_id ?? a.home_id;
  const [names, homes] = await Promise.all([
    namesFor(
      tx,
      ctx,
      [...tenancies.values()].flatMap((t) => t.person_ids),
      purpose,
    ),
    homesById(
      tx,
      tmo_id,
      accounts.flatMap((a) => homeOf(a) ?? []),
    ),
  ]);
  return new Map(
    accounts.map((account): [string, Holder] => {
      const tenancy = tenancies.get(account.tenancy_id ?? '');
      const home = homes.get(homeOf(account) ?? '');
      return [
        account.account_id,
        {
          name:
            account.tenancy_id === null
              ? 'Empty home'
              : tenancy
                ? joinNames(names, tenancy.person_ids)
                : 'Not recorded',
          address: home?.address ?? '',
          href: tenancy ? tmoPath(ctx, 'households', tenancy.tenancy_id) : home && tmoPath(ctx, 'homes', home.home_id),
        },
      ];
    }),
  );
}
