import type { Tx } from '#platform/database';
import { oneLine } from '../home/address.js';
import { HOME_TYPES, type HomeType, isDwelling } from '../home/home-types.js';
import { prefixRanges } from '../contracts/search-terms.js';

/** A home as other contexts and pages see it. */
export interface HomeView {
  readonly home_id: string;
  readonly property_ref: string;
  readonly uprn: string | null;
  readonly block_id: string | null;
  readonly block_name: string | null;
  readonly address_lines: readonly string[];
  /** "1 Alder House, Brookmead Estate" */
  readonly address: string;
  readonly postcode: string;
  readonly type: HomeType;
  /** "Flat" */
  readonly type_name: string;
  /** False for garages, parking spaces and stores. */
  readonly is_dwelling: boolean;
  readonly bedrooms: number | null;
  /** The log position at which it was registered: before it, nobody knew of the home. */
  readonly registered_at: number;
  /** Puts homes in the order in which people read addresses; only for sorting. */
  readonly sort_key: string;
}

export interface BlockView {
  readonly block_id: string;
  readonly name: string;
  readonly homes: number;
}

export interface HomeFilter {
  readonly block_id?: string;
  readonly type?: string;
}

export type HomeSort = 'address' | 'property_ref' | 'type' | 'bedrooms';

/** The whole register, or the part asked for, in the order of addresses. */
export function homes(tx: Tx, tmo_id: number, filter: HomeFilter = {}): Promise<HomeView[]> {
  return select(tx, tmo_id, filter, ORDER.address, '');
}

/** One page of the register, and how many homes there are on all of them. */
export async function homesPage(
  tx: Tx,
  tmo_id: number,
  asked: HomeFilter & {
    readonly sort: HomeSort;
    readonly descending: boolean;
    readonly limit: number;
    readonly offset: number;
  },
): Promise<{ readonly homes: readonly HomeView[]; readonly total: number }> {
  const order = `${ORDER[asked.sort]}${asked.descending ? ' desc' : ''}, h.sort_key`;
  const slice = `limit ${Math.trunc(asked.limit)} offset ${Math.trunc(asked.offset)}`;
  const [found, [count]] = await Promise.all([
    select(tx, tmo_id, asked, order, slice),
    tx.query<{ total: number }>(`select count(*) as total from home h where ${WHERE}`, params(tmo_id, asked)),
  ]);
  return { homes: found, total: count?.total ?? 0 };
}

/** How many homes are registered. */
export async function homeCount(tx: Tx, tmo_id: number): Promise<number> {
  const [row] = await tx.query<{ total: number }>(`select count(*) as total from home where tmo_id = $1`, [tmo_id]);
  return row?.total ?? 0;
}

/** Homes by id; an id that is not one of this TMO's homes is not in the map. */
export async function homesById(
  tx: Tx,
  tmo_id: number,
  ids: readonly string[],
): Promise<ReadonlyMap<string, HomeView>> {
  const rows = await tx.query<HomeRow>(`${SELECT} where h.tmo_id = $1 and h.home_id = any($2::uuid[])`, [tmo_id, ids]);
  return new Map(rows.map((row) => [row.home_id, view(row)]));
}

/** One home, or undefined where this TMO has none of that id. */
export async function homeById(tx: Tx, tmo_id: number, home_id: string): Promise<HomeView | undefined> {
  return (await homesById(tx, tmo_id, [home_id])).get(home_id);
}

export function blocks(tx: Tx, tmo_id: number): Promise<BlockView[]> {
  return tx.query<BlockView>(
    `select b.block_id, b.name,
        (select count(*) from home h where h.tmo_id = $1 and h.block_id = b.block_id) as homes
      from home_block b where b.tmo_id = $1 order by lower(b.name), b.block_id`,
    [tmo_id],
  );
}

/** The homes that a search word finds; `exact` where the word is a whole term and not only its beginning. */
export interface HomeHit {
  /** Which of the words, from 0. */
  readonly word: number;
  readonly home_id: string;
  readonly exact: boolean;
}

/** For each word on its own the homes with a term that begins with it: address, postcode, UPRN, property reference. */
export function homesMatching(tx: Tx, tmo_id: number, words: readonly string[]): Promise<HomeHit[]> {
  const range = prefixRanges(words);
  return tx.query<HomeHit>(
    `select (w.n - 1)::int as word, t.home_id, bool_or(t.term = w.word) as exact
      from unnest($2::text[], $3::text[]) with ordinality w(word, below, n)
      join home_term t on t.tmo_id = $1 and t.term >= w.word and t.term < w.below
      group by 1, 2`,
    [tmo_id, range.words, range.below],
  );
}

type HomeRow = Omit<HomeView, 'address' | 'type_name' | 'is_dwelling'>;

const SELECT = `select h.home_id, h.property_ref, h.uprn, h.block_id, b.name as block_name, h.address_lines, h.postcode,
    h.type, h.bedrooms, h.registered_at, h.sort_key
  from home h left join home_block b on b.tmo_id = h.tmo_id and b.block_id = h.block_id`;

const WHERE = `h.tmo_id = $1 and ($2::uuid is null or h.block_id = $2) and ($3::text is null or h.type = $3)`;

const ORDER: Readonly<Record<HomeSort, string>> = {
  address: 'h.sort_key',
  property_ref: 'h.property_ref',
  type: 'h.type',
  bedrooms: 'h.bedrooms',
};

function params(tmo_id: number, filter: HomeFilter): unknown[] {
  return [tmo_id, filter.block_id ?? null, filter.type ?? null];
}

async function select(tx: Tx, tmo_id: number, filter: HomeFilter, order: string, slice: string): Promise<HomeView[]> {
  const sql = `${SELECT} where ${WHERE} order by ${order}, h.home_id ${slice}`;
  return (await tx.query<HomeRow>(sql, params(tmo_id, filter))).map(view);
}

function view(row: HomeRow): HomeView {
  return {
    ...row,
    address: oneLine(row.address_lines),
    type_name: HOME_TYPES[row.type].name,
    is_dwelling: isDwelling(row.type),
  };
}
