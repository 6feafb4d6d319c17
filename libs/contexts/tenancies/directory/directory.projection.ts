import type { Tx } from '#platform/database';
import { defineProjection, type Projection, type StoredEventOf } from '#platform/event-store';
import type { Vault } from '#platform/privacy';
import { PERSON_FIELDS, type PersonEvent, type PersonFacts } from '../person/person.events.js';
import { type Findable, personTerms } from './person-terms.js';

export const PERSON_EVENTS = [
  'tenancies.person-recorded.v1',
  'tenancies.person-corrected.v1',
] as const satisfies readonly PersonEvent['type'][];

/**
 * The people of the log in clear, for as long as their key exists, and the terms that find them. A person whose key is
 * gone keeps a row of nothing: known to have been, and erased.
 */
export function directoryProjection(vault: Vault): Projection {
  return defineProjection({
    name: 'tenancies.directory',
    mode: 'inline',
    tables: ['person_directory', 'person_term'],
    events: PERSON_EVENTS,
    async apply(tx, tmo_id, stored) {
      const patches = patchesOf(stored as readonly StoredEventOf<PersonEvent>[]);
      await putPersons(tx, tmo_id, await opened(tx, tmo_id, vault, patches));
      await putTerms(tx, tmo_id, [...patches.keys()]);
    },
  });
}

/** What the batch says of each person, the last word on each field; a field it does not speak of is left out. */
type Patches = ReadonlyMap<string, Partial<PersonFacts>>;

function patchesOf(events: readonly StoredEventOf<PersonEvent>[]): Patches {
  const patches = new Map<string, Partial<PersonFacts>>();
  for (const event of events) {
    const { person_id } = event.data;
    const said = event.type === 'tenancies.person-recorded.v1' ? event.data : event.data.is;
    patches.set(person_id, { ...patches.get(person_id), ...only(said) });
  }
  return patches;
}

function only(facts: Partial<PersonFacts>): Partial<PersonFacts> {
  return Object.fromEntries(PERSON_FIELDS.filter((f) => facts[f] !== undefined).map((f) => [f, facts[f]]));
}

/** The patches in clear; of a person whose key is gone nothing opens, and so every field is null. */
async function opened(tx: Tx, tmo_id: number, vault: Vault, patches: Patches): Promise<Patches> {
  const sealed = [...patches.values()].flatMap((patch) => Object.values(patch).filter((text) => text !== null));
  const texts = await vault.open(tx, tmo_id, sealed);
  const clear = new Map(sealed.map((text, i) => [text, texts[i] ?? null]));
  const open = (patch: Partial<PersonFacts>) =>
    Object.fromEntries(Object.entries(patch).map(([field, text]) => [field, text && (clear.get(text) ?? null)]));
  return new Map([...patches].map(([person_id, patch]) => [person_id, open(patch)]));
}

async function putPersons(tx: Tx, tmo_id: number, patches: Patches): Promise<void> {
  const columns = PERSON_FIELDS.join(', ');
  const values = PERSON_FIELDS.map((f) => `patch->>'${f}'`).join(', ');
  const set = PERSON_FIELDS.map((f) => `${f} = case when jsonb_exists(p.patch, '${f}') then n.${f} else d.${f} end`);
  const rows = JSON.stringify([...patches].map(([person_id, patch]) => ({ person_id, patch })));
  const given = `jsonb_to_recordset($2::jsonb) as p(person_id uuid, patch jsonb)`;
  await tx.query(
    `update person_directory d set ${set.join(', ')}
      from ${given}, lateral (select ${values}) as n(${columns})
      where d.tmo_id = $1 and d.person_id = p.person_id`,
    [tmo_id, rows],
  );
  await tx.query(
    `insert into person_directory (tmo_id, person_id, ${columns}) select $1, person_id, ${values} from ${given}
      on conflict do nothing`,
    [tmo_id, rows],
  );
}

async function putTerms(tx: Tx, tmo_id: number, person_ids: readonly string[]): Promise<void> {
  const people = await tx.query<Findable & { person_id: string }>(
    `select person_id, forename, surname, phone, email from person_directory
      where tmo_id = $1 and person_id = any($2::uuid[])`,
    [tmo_id, person_ids],
  );
  const terms = people.flatMap((person) => personTerms(person).map((term) => ({ term, person_id: person.person_id })));
  await tx.query(`delete from person_term where tmo_id = $1 and person_id = any($2::uuid[])`, [tmo_id, person_ids]);
  await tx.query(`insert into person_term (tmo_id, term, person_id) select $1, * from unnest($2::text[], $3::uuid[])`, [
    tmo_id,
    terms.map((t) => t.term),
    terms.map((t) => t.person_id),
  ]);
}
