import type { Tx } from '#platform/database';
import { defineProjection, type StoredEventOf } from '#platform/event-store';
import type { BlockRegistered } from '../block/block.js';
import { postcodeTerms, searchTerms } from '../contracts/search-terms.js';
import { addressSortKey, oneLine } from '../home/address.js';
import type { HomeEvent, HomeFacts } from '../home/home.events.js';

export const HOMES_EVENTS = [
  'homes.block-registered.v1',
  'homes.home-registered.v1',
  'homes.home-corrected.v1',
] as const satisfies readonly (HomeEvent | BlockRegistered)['type'][];

/** Every block and home as they are known now, and the terms that find a home. */
export const registerProjection = defineProjection({
  name: 'homes.register',
  mode: 'inline',
  tables: ['home_block', 'home', 'home_term'],
  events: HOMES_EVENTS,
  async apply(tx, tmo_id, stored) {
    const events = stored as readonly StoredEventOf<HomeEvent | BlockRegistered>[];
    const blocks: BlockRegistered['data'][] = [];
    // The last word of the batch on each home is what it is; what came before stays in the log.
    const homes = new Map<string, Registered>();
    for (const { type, data, position } of events) {
      if (type === 'homes.block-registered.v1') blocks.push(data);
      else if (type === 'homes.home-registered.v1') homes.set(data.home_id, { ...data, registered_at: position });
      else homes.set(data.home_id, { ...data.is, registered_at: homes.get(data.home_id)?.registered_at ?? 0 });
    }
    await Promise.all([putBlocks(tx, tmo_id, blocks), putHomes(tx, tmo_id, homes), putTerms(tx, tmo_id, homes)]);
  },
});

/** A home's facts and the position of the event that registered it; 0 in a batch that only corrects it. */
type Registered = HomeFacts & { readonly registered_at: number };

async function putBlocks(tx: Tx, tmo_id: number, blocks: readonly BlockRegistered['data'][]): Promise<void> {
  if (blocks.length === 0) return;
  await tx.query(`insert into home_block (tmo_id, block_id, name) select $1, * from unnest($2::uuid[], $3::text[])`, [
    tmo_id,
    blocks.map((b) => b.block_id),
    blocks.map((b) => b.name),
  ]);
}

async function putHomes(tx: Tx, tmo_id: number, homes: ReadonlyMap<string, Registered>): Promise<void> {
  if (homes.size === 0) return;
  const rows = [...homes].map(([home_id, facts]) => ({
    ...facts,
    home_id,
    sort_key: addressSortKey(oneLine(facts.address_lines)),
  }));
  await tx.query(
    `insert into home (tmo_id, home_id, property_ref, uprn, block_id, address_lines, postcode, type, bedrooms, sort_key,
        registered_at)
      select $1, home_id, property_ref, uprn, block_id, address_lines, postcode, type, bedrooms, sort_key, registered_at
      from jsonb_to_recordset($2::jsonb) as r(home_id uuid, property_ref text, uprn text, block_id uuid,
        address_lines text[], postcode text, type text, bedrooms smallint, sort_key text, registered_at bigint)
      on conflict (tmo_id, home_id) do update set property_ref = excluded.property_ref, uprn = excluded.uprn,
        block_id = excluded.block_id, address_lines = excluded.address_lines, postcode = excluded.postcode,
        type = excluded.type, bedrooms = excluded.bedrooms, sort_key = excluded.sort_key`,
    [tmo_id, JSON.stringify(rows)],
  );
}

async function putTerms(tx: Tx, tmo_id: number, homes: ReadonlyMap<string, HomeFacts>): Promise<void> {
  if (homes.size === 0) return;
  const terms = [...homes].flatMap(([home_id, facts]) => termsOf(facts).map((term) => ({ home_id, term })));
  await tx.query(`delete from home_term where tmo_id = $1 and home_id = any($2::uuid[])`, [tmo_id, [...homes.keys()]]);
  await tx.query(`insert into home_term (tmo_id, term, home_id) select $1, * from unnest($2::text[], $3::uuid[])`, [
    tmo_id,
    terms.map((t) => t.term),
    terms.map((t) => t.home_id),
  ]);
}

function termsOf(facts: HomeFacts): string[] {
  const terms = [
    ...facts.address_lines.flatMap(searchTerms),
    ...postcodeTerms(facts.postcode),
    ...searchTerms(facts.property_ref),
    ...(facts.uprn === null ? [] : [facts.uprn]),
  ];
  return [...new Set(terms)];
}
