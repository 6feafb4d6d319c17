import type { Tx } from '#platform/database';
import type { HouseholdLink, Households, TmoContext } from '#platform/identity';

/** Links with the address each is about. */
export async function labelled(
  tx: Tx,
  ctx: TmoContext,
  households: Households,
  links: readonly HouseholdLink[],
): Promise<(HouseholdLink & { readonly label: string })[]> {
  if (links.length === 0) return [];
  const ids = links.map(({ tenancy_id, home_id }) => tenancy_id ?? home_id ?? '');
  const labels = await households.finder.labels(tx, ctx.tmo_id, ids);
  return links.map((link, i) => ({
    ...link,
    label: labels.get(ids[i] ?? '') ?? 'A household that is no longer known',
  }));
}
