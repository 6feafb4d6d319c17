import type { CivilDate } from '#kernel';
import { homesById, type HomeView } from '#contexts/homes/contracts/index.js';
import type { Tx } from '#platform/database';
import type { TmoContext } from '#platform/identity';
import { namesFor, type ShownPerson } from '../directory/names-for.js';
import { tenanciesOfHome, tenanciesOfPersons, tenancyById, type TenancyView } from '../register/register.queries.js';

/** One household: a tenancy, its home and who holds it, and what else is theirs or was let there. */
export interface HouseholdView {
  readonly tenancy: TenancyView;
  /** Whether it covers the day asked about or begins after it. */
  readonly live: boolean;
  readonly home: HomeView;
  /** In the order of the tenancy, with contact details where the reader may see them. */
  readonly tenants: readonly ShownPerson[];
  /** What these people hold or held besides, the latest first: a garage, the flat before this one. */
  readonly also_held: readonly (TenancyView & { readonly home: HomeView | undefined })[];
  /** The other tenancies of the home, the latest first. */
  readonly same_home: readonly TenancyView[];
}

/** The household of a tenancy, or undefined where this TMO has none of that id. Reading its names is recorded. */
export async function household(
  tx: Tx,
  ctx: TmoContext,
  tenancy_id: string,
  on: CivilDate,
  purpose = 'household',
): Promise<HouseholdView | undefined> {
  const { tmo_id } = ctx;
  const tenancy = await tenancyById(tx, tmo_id, tenancy_id);
  if (!tenancy) return undefined;
  const [names, held, same_home] = await Promise.all([
    namesFor(tx, ctx, tenancy.person_ids, purpose, { contact: true }),
    tenanciesOfPersons(tx, tmo_id, tenancy.person_ids),
    tenanciesOfHome(tx, tmo_id, tenancy.home_id),
  ]);
  const homes = await homesById(tx, tmo_id, [tenancy.home_id, ...held.map((t) => t.home_id)]);
  const home = homes.get(tenancy.home_id);
  if (!home) throw new Error(`tenancy ${tenancy_id} is of a home that the register does not have`);
  const others = (list: readonly TenancyView[]) => list.filter((t) => t.tenancy_id !== tenancy_id);
  return {
    tenancy,
    live: tenancy.ends_on === null || tenancy.ends_on >= on,
    home,
    tenants: tenancy.person_ids.flatMap((id) => names.get(id) ?? []),
    also_held: others(held).map((t) => ({ ...t, home: homes.get(t.home_id) })),
    same_home: others(same_home),
  };
}
