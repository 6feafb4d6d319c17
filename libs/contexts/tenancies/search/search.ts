import type { CivilDate } from '#kernel';
import {
  homesById,
  homesMatching,
  type HomeView,
  parseUprn,
  prefixRanges,
  searchWords,
} from '#contexts/homes/contracts/index.js';
import type { Tx } from '#platform/database';
import { actorMay, type TmoContext } from '#platform/identity';
import { namesFor, type ShownPerson } from '../directory/names-for.js';
import { refKey } from '../register/register.projection.js';
import { tenanciesById, type TenancyView } from '../register/register.queries.js';

/** A household, live or former, that the words find. */
export interface FoundHousehold {
  readonly kind: 'household';
  readonly tenancy: TenancyView;
  readonly live: boolean;
  readonly home: HomeView;
  readonly tenants: readonly ShownPerson[];
}

/** A home that the words find and that nobody lives in. */
export interface FoundHome {
  readonly kind: 'home';
  readonly home: HomeView;
}

export interface SearchResults {
  /** Live households first, then empty homes, then former households; whole words before beginnings of words. */
  readonly results: readonly (FoundHousehold | FoundHome)[];
  /** How many there are in all; `results` holds the first of them. */
  readonly total: number;
}

/** More than this nobody reads; they type another word. */
export const MOST_RESULTS = 50;

const PREFIX = /^\s*(uprn|ref)\s*:\s*(.*)$/i;

/**
 * What was typed into the search box: a name, part of an address, postcode, telephone number, UPRN, property or tenancy
 * reference, in any mix; every word must match the beginning of something known of the household or its home.
 * `uprn:` and `ref:` look for exactly that. Whoever may not read names does not find by them.
 */
export async function search(
  tx: Tx,
  ctx: TmoContext,
  typed: string,
  on: CivilDate,
  limit: number = MOST_RESULTS,
): Promise<SearchResults> {
  const { tmo_id } = ctx;
  const hits = await findHouseholds(tx, tmo_id, typed, on, { byName: actorMay(ctx.actor, 'persons.read-names') });
  const shown = hits.slice(0, limit);
  const [homes, tenancies] = await Promise.all([
    homesById(
      tx,
      tmo_id,
      shown.map((h) => h.home_id),
    ),
    tenanciesById(
      tx,
      tmo_id,
      shown.flatMap((h) => h.tenancy_id ?? []),
    ),
  ]);
  const names = await namesFor(
    tx,
    ctx,
    [...tenancies.values()].flatMap((t) => t.person_ids),
    'search',
  );
  const results = shown.flatMap((hit): (FoundHousehold | FoundHome)[] => {
    const home = homes.get(hit.home_id);
    if (!home) return [];
    const tenancy = hit.tenancy_id === null ? undefined : tenancies.get(hit.tenancy_id);
    if (!tenancy) return [{ kind: 'home', home }];
    const tenants = tenancy.person_ids.flatMap((id) => names.get(id) ?? []);
    return [{ kind: 'household', tenancy, live: hit.rank === LIVE, home, tenants }];
  });
  return { results, total: hits.length };
}

/** A household or, where `tenancy_id` is null, an empty home that was found. */
export interface Hit {
  readonly home_id: string;
  readonly tenancy_id: string | null;
  readonly rank: number;
  /** How many of the words are whole terms. */
  readonly exact: number;
}

/** Everything that the words find, in the order in which it is shown. */
export async function findHouseholds(
  tx: Tx,
  tmo_id: number,
  typed: string,
  on: CivilDate,
  { byName }: { readonly byName: boolean },
): Promise<readonly Hit[]> {
  const exactly = PREFIX.exec(typed);
  const words = exactly ? exactWords(exactly[1] ?? '', exactly[2] ?? '') : searchWords(typed);
  if (words.length === 0) return [];
  let matched = await matching(tx, tmo_id, words, byName && !exactly, on);
  // "T-0006" is two words and one reference.
  if (matched.length === 0 && words.length > 1) matched = await matching(tx, tmo_id, [refKey(typed)], false, on);
  const hits = exactly ? matched.filter((hit) => hit.exact === words.length) : matched;
  const homes = await homesById(
    tx,
    tmo_id,
    hits.map((h) => h.home_id),
  );
  const address = (hit: Hit) => homes.get(hit.home_id)?.sort_key ?? '';
  return hits.toSorted((a, b) => a.rank - b.rank || b.exact - a.exact || inOrder(address(a), address(b)));
}

function inOrder(a: string, b: string): number {
  return a === b ? 0 : a < b ? -1 : 1;
}

function exactWords(prefix: string, value: string): string[] {
  const word = prefix.toLowerCase() === 'uprn' ? parseUprn(value) : refKey(value);
  return word === undefined || word === '' ? [] : [word];
}

/** Live households are shown first, then empty homes, then former households. */
const LIVE = 0;

/**
 * Candidates are tenancies, and homes that no tenancy covers. A word matches a tenancy by its home's terms, by its
 * reference or by a tenant's terms, and an empty home by the home's terms alone.
 */
async function matching(
  tx: Tx,
  tmo_id: number,
  words: string[],
  byName: boolean,
  on: CivilDate,
): Promise<readonly Hit[]> {
  const range = prefixRanges(words);
  const homeHits = await homesMatching(tx, tmo_id, words);
  return tx.query<Hit>(
    `with word as (
        select (n - 1)::int as n, word, below from unnest($2::text[], $3::text[]) with ordinality w(word, below, n)
      ), home_hit as (
        select * from unnest($4::int[], $5::uuid[], $6::boolean[]) h(n, home_id, exact)
      ), hit as (
        select h.n, t.tenancy_id, t.home_id, h.exact
          from home_hit h join tenancy t on t.tmo_id = $1 and t.home_id = h.home_id
        union all
        select w.n, t.tenancy_id, t.home_id, t.ref_key = w.word
          from word w join tenancy t on t.tmo_id = $1 and t.ref_key >= w.word and t.ref_key < w.below
        union all
        select w.n, t.tenancy_id, t.home_id, p.term = w.word
          from word w join person_term p on p.tmo_id = $1 and p.term >= w.word and p.term < w.below
            join tenancy_person tp on tp.tmo_id = $1 and tp.person_id = p.person_id
            join tenancy t on t.tmo_id = $1 and t.tenancy_id = tp.tenancy_id
          where $7
        union all
        select h.n, null, h.home_id, h.exact from home_hit h
          where not exists (select from tenancy t where t.tmo_id = $1 and t.home_id = h.home_id
            and t.starts_on <= $8 and (t.ends_on is null or t.ends_on >= $8))
      ), matched as (
        select home_id, tenancy_id, count(distinct n) filter (where exact)::int as exact
          from hit group by home_id, tenancy_id having count(distinct n) = cardinality($2::text[])
      )
      select m.home_id, m.tenancy_id, m.exact,
          case when m.tenancy_id is null then 1 when t.ends_on is null or t.ends_on >= $8 then 0 else 2 end as rank
        from matched m left join tenancy t on t.tmo_id = $1 and t.tenancy_id = m.tenancy_id
        order by m.home_id, t.starts_on desc, m.tenancy_id`,
    [
      tmo_id,
      range.words,
      range.below,
      homeHits.map((h) => h.word),
      homeHits.map((h) => h.home_id),
      homeHits.map((h) => h.exact),
      byName,
      on,
    ],
  );
}
