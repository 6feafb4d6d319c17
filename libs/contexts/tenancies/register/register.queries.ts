import { addDays, type CivilDate } from '#kernel';
import { homes, type HomeView } from '#contexts/homes/contracts/index.js';
import type { Tx } from '#platform/database';
import type { EndReason, Tenure } from '../tenancy/tenures.js';

/** A tenancy as other contexts and pages see it: ids, dates and codes, never a name. */
export interface TenancyView {
  readonly tenancy_id: string;
  readonly home_id: string;
  readonly tenancy_ref: string;
  readonly tenure: Tenure;
  readonly starts_on: CivilDate;
  /** Its last day, once its end is recorded; it may lie ahead. */
  readonly ends_on: CivilDate | null;
  readonly end_reason: EndReason | null;
  /** Taken over after it had ended: it never held the home in these records. */
  readonly former: boolean;
  /** Joint tenants, the first named first. */
  readonly person_ids: readonly string[];
}

/** A home with nobody in it. */
export interface VoidView {
  readonly home: HomeView;
  /** The first day it stood empty; undefined where no tenancy of it was ever recorded. */
  readonly void_since: CivilDate | undefined;
}

/** Both at once: `on` is the day asked about, `known_to` the log position up to which was known. */
export interface AsAt {
  readonly on: CivilDate;
  readonly known_to?: number;
}

const SELECT = `select t.tenancy_id, t.home_id, t.tenancy_ref, t.tenure, t.starts_on, t.ends_on, t.end_reason, t.former,
    (select coalesce(array_agg(tp.person_id order by tp.place), '{}') from tenancy_person tp
      where tp.tmo_id = t.tmo_id and tp.tenancy_id = t.tenancy_id) as person_ids
  from tenancy t`;

const EVERYTHING = Number.MAX_SAFE_INTEGER;

/** Whether the tenancy covers day $2 as known at position $3; an end recorded after it was not known. */
const COVERS = `t.started_at <= $3 and t.starts_on <= $2
  and (t.ends_on is null or t.ended_at > $3 or t.ends_on >= $2)`;

/** Tenancies by id; an id that is not one of this TMO's is not in the map. */
export async function tenanciesById(
  tx: Tx,
  tmo_id: number,
  ids: readonly string[],
): Promise<ReadonlyMap<string, TenancyView>> {
  const rows = await tx.query<TenancyView>(`${SELECT} where t.tmo_id = $1 and t.tenancy_id = any($2::uuid[])`, [
    tmo_id,
    ids,
  ]);
  return new Map(rows.map((row) => [row.tenancy_id, row]));
}

/** One tenancy, or undefined where this TMO has none of that id. */
export async function tenancyById(tx: Tx, tmo_id: number, tenancy_id: string): Promise<TenancyView | undefined> {
  return (await tenanciesById(tx, tmo_id, [tenancy_id])).get(tenancy_id);
}

/** Every tenancy of a home, the latest first. */
export function tenanciesOfHome(tx: Tx, tmo_id: number, home_id: string): Promise<TenancyView[]> {
  return tx.query<TenancyView>(
    `${SELECT} where t.tmo_id = $1 and t.home_id = $2 order by t.starts_on desc, t.tenancy_id`,
    [tmo_id, home_id],
  );
}

/** Every tenancy a person holds or held, the latest first. */
export function tenanciesOfPersons(tx: Tx, tmo_id: number, person_ids: readonly string[]): Promise<TenancyView[]> {
  return tx.query<TenancyView>(
    `${SELECT} where t.tmo_id = $1 and t.tenancy_id in (
        select tenancy_id from tenancy_person where tmo_id = $1 and person_id = any($2::uuid[]))
      order by t.starts_on desc, t.tenancy_id`,
    [tmo_id, person_ids],
  );
}

/** The tenancies that cover a day: begun by it, and not ended before it. */
export function tenanciesOn(tx: Tx, tmo_id: number, at: AsAt): Promise<TenancyView[]> {
  return tx.query<TenancyView>(`${SELECT} where t.tmo_id = $1 and ${COVERS} order by t.tenancy_id`, [
    tmo_id,
    at.on,
    at.known_to ?? EVERYTHING,
  ]);
}

/** Every tenancy, or those that cover a day, or those that were over before it. For lists. */
export function tenancies(
  tx: Tx,
  tmo_id: number,
  status: 'live' | 'former' | 'all',
  on: CivilDate,
): Promise<TenancyView[]> {
  const which = {
    all: '$2::date is not null',
    live: '(t.ends_on is null or t.ends_on >= $2)',
    former: 't.ends_on < $2',
  }[status];
  return tx.query<TenancyView>(`${SELECT} where t.tmo_id = $1 and ${which} order by t.starts_on desc, t.tenancy_id`, [
    tmo_id,
    on,
  ]);
}

/** The homes that no tenancy covers on a day, in the order of addresses, and since when each stands empty. */
export async function voidsOn(tx: Tx, tmo_id: number, at: AsAt): Promise<VoidView[]> {
  const known_to = at.known_to ?? EVERYTHING;
  const [register, lets] = await Promise.all([
    homes(tx, tmo_id),
    tx.query<{ home_id: string; covered: boolean; last_day: CivilDate | null }>(
      `select t.home_id, bool_or(${COVERS}) as covered,
          max(t.ends_on) filter (where t.ended_at <= $3 and t.ends_on < $2) as last_day
        from tenancy t where t.tmo_id = $1 and t.started_at <= $3 group by t.home_id`,
      [tmo_id, at.on, known_to],
    ),
  ]);
  const let_ = new Map(lets.map((row) => [row.home_id, row]));
  return register
    .filter((home) => home.registered_at <= known_to && let_.get(home.home_id)?.covered !== true)
    .map((home) => {
      const last = let_.get(home.home_id)?.last_day;
      return { home, void_since: last == null ? undefined : addDays(last, 1) };
    });
}
