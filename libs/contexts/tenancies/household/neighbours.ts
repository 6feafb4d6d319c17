import { type CivilDate, londonDateOf } from '#kernel';
import { homesById } from '#contexts/homes/contracts/index.js';
import type { Tx } from '#platform/database';
import type { StoreClock } from '#platform/event-store';
import type { FoundHousehold, Household, HouseholdFinder, HouseholdResolver } from '#platform/identity';
import { tenanciesById } from '../register/register.queries.js';
import { findHouseholds } from '../search/search.js';

/** How a tenancy, a home or a person leads to a household, for the rule that nobody acts on their own or a relative's. */
export function householdResolvers(clock: StoreClock): readonly HouseholdResolver[] {
  return [
    {
      key: 'tenancy_id',
      resolve: async (tx, tmo_id, ids) => ({
        tenancy_ids: [],
        home_ids: await column(
          tx,
          `select home_id as id from tenancy where tmo_id = $1 and tenancy_id = any($2::uuid[])`,
          [tmo_id, ids],
        ),
      }),
    },
    {
      // Who lives there today: a home's former tenancies are other families.
      key: 'home_id',
      resolve: async (tx, tmo_id, ids): Promise<Household> => ({
        home_ids: [],
        tenancy_ids: await column(
          tx,
          `select tenancy_id as id from tenancy where tmo_id = $1 and home_id = any($2::uuid[])
            and not former and (ends_on is null or ends_on >= $3)`,
          [tmo_id, ids, londonDateOf(clock.now())],
        ),
      }),
    },
    {
      key: 'person_id',
      resolve: async (tx, tmo_id, ids): Promise<Household> => ({
        home_ids: [],
        tenancy_ids: await column(
          tx,
          `select distinct tenancy_id as id from tenancy_person where tmo_id = $1 and person_id = any($2::uuid[])`,
          [tmo_id, ids],
        ),
      }),
    },
  ];
}

async function column(tx: Tx, sql: string, params: readonly unknown[]): Promise<string[]> {
  return (await tx.query<{ id: string }>(sql, params)).map((row) => row.id);
}

const MOST_FOUND = 20;

/** Households for whoever declares one as theirs: by address or reference, never by name, and never with one. */
export function householdFinder(clock: StoreClock): HouseholdFinder {
  return {
    async find(tx, tmo_id, text): Promise<FoundHousehold[]> {
      const on: CivilDate = londonDateOf(clock.now());
      const hits = (await findHouseholds(tx, tmo_id, text, on, { byName: false })).slice(0, MOST_FOUND);
      const labels = await labelsOf(
        tx,
        tmo_id,
        hits.map((hit) => hit.tenancy_id ?? hit.home_id),
      );
      return hits.map(({ tenancy_id, home_id }) => ({
        ...(tenancy_id === null ? { home_id } : { tenancy_id }),
        label: labels.get(tenancy_id ?? home_id) ?? '',
      }));
    },
    labels: labelsOf,
  };
}

/** "1 Alder House, Brookmead Estate, tenancy T200002", or the address alone for a home. */
async function labelsOf(tx: Tx, tmo_id: number, ids: readonly string[]): Promise<ReadonlyMap<string, string>> {
  const tenancies = await tenanciesById(tx, tmo_id, ids);
  const homes = await homesById(tx, tmo_id, [...ids, ...[...tenancies.values()].map((t) => t.home_id)]);
  const labels = new Map<string, string>();
  for (const id of ids) {
    const tenancy = tenancies.get(id);
    const home = homes.get(tenancy?.home_id ?? id);
    if (home) labels.set(id, tenancy ? `${home.address}, tenancy ${tenancy.tenancy_ref}` : home.address);
  }
  return labels;
}
