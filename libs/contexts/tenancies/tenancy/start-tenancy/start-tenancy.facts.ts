import type { CivilDate } from '#kernel';
import { homesById } from '#contexts/homes/contracts/index.js';
import type { Tx } from '#platform/database';
import type { StartTenancy, StartTenancyFacts } from './start-tenancy.js';

/** Whether homes and people are this TMO's, and until when the homes are let. */
export async function startTenancyFacts(
  tx: Tx,
  tmo_id: number,
  payloads: readonly StartTenancy[],
): Promise<readonly StartTenancyFacts[]> {
  const home_ids = [...new Set(payloads.map((p) => p.home_id))];
  const person_ids = [...new Set(payloads.flatMap((p) => p.person_ids))];
  const [homes, persons, lets] = await Promise.all([
    homesById(tx, tmo_id, home_ids),
    tx.query<{ person_id: string }>(
      `select person_id from person_directory where tmo_id = $1 and person_id = any($2::uuid[])`,
      [tmo_id, person_ids],
    ),
    tx.query<{ home_id: string; let_until: CivilDate }>(
      `select home_id, max(ends_on) as let_until from tenancy
        where tmo_id = $1 and home_id = any($2::uuid[]) and not former and ends_on is not null group by home_id`,
      [tmo_id, home_ids],
    ),
  ]);
  const known = new Set(persons.map((p) => p.person_id));
  const letUntil = new Map(lets.map((l) => [l.home_id, l.let_until]));
  return payloads.map(({ home_id, person_ids: ids }) => ({
    home_known: homes.has(home_id),
    persons_known: ids.every((id) => known.has(id)),
    let_until: letUntil.get(home_id) ?? null,
  }));
}
