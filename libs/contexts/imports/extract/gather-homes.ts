import { isDwelling } from '#contexts/homes/contracts/index.js';
import type { ExtractHome } from './extract.types.js';
import type { HomePart } from './read-home.js';
import type { Occupation } from './read-tenancy.js';
import type { RecordCells } from './record-cells.js';
import { NOT_RECORDED } from './vocabulary.js';

export interface HomeRow {
  readonly cells: RecordCells;
  readonly home: HomePart;
  readonly occupation: Occupation;
}

/** The council's systems do not mind the case of a reference. */
export function refKey(ref: string): string {
  return ref.trim().toUpperCase();
}

/**
 * Says which records claim a UPRN or a property reference that an earlier record has for another home. The same reference
 * again is the same home (a joint tenant, a former tenant) when the UPRN is the same too or, without one, the address.
 */
export function checkIdentities(rows: readonly HomeRow[]): void {
  const byRef = new Map<string, HomeRow>();
  const byUprn = new Map<string, HomeRow>();
  for (const row of rows) {
    const { property_ref, uprn } = row.home;
    const owner = property_ref === undefined ? undefined : byRef.get(refKey(property_ref));
    if (owner) {
      if (isSameHome(owner.home, row.home)) warnOfDifferences(owner, row);
      else row.cells.fail('property_ref', 'property reference already used by another home', usedBy(owner));
      continue;
    }
    const holder = uprn ? byUprn.get(uprn) : undefined;
    if (holder) {
      row.cells.fail('uprn', 'UPRN already used by another home', usedBy(holder));
      continue;
    }
    if (uprn) byUprn.set(uprn, row);
    if (property_ref !== undefined) byRef.set(refKey(property_ref), row);
  }
}

function usedBy({ cells, home }: HomeRow): string {
  const named = [home.property_ref, home.address_lines?.join(', ')].filter((part) => part !== undefined).join(', ');
  return `Record ${cells.record} has it (${named}). Find out which is right and correct the other.`;
}

function isSameHome(a: HomePart, b: HomePart): boolean {
  if (a.uprn && b.uprn) return a.uprn === b.uprn;
  return addressKey(a) === addressKey(b);
}

function addressKey({ address_lines, postcode }: HomePart): string {
  return [...(address_lines ?? []), postcode ?? '']
    .join(' ')
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{N}]/gu, '');
}

function warnOfDifferences(first: HomeRow, row: HomeRow): void {
  const differs = (['type', 'bedrooms', 'block'] as const).find((field) => first.home[field] !== row.home[field]);
  const field = addressKey(first.home) === addressKey(row.home) ? differs : 'address';
  if (field === undefined || !row.cells.isMapped(field)) return;
  const message = `Record ${first.cells.record} describes this home otherwise (“${first.cells.written(field)}”). The earlier record is used.`;
  row.cells.warn(field, 'home-described-differently', message);
}

/** The homes of the records that go in, each once. */
export function gatherHomes(rows: readonly HomeRow[]): ExtractHome[] {
  const homes = new Map<string, ExtractHome>();
  for (const { cells, home, occupation } of rows) {
    const { property_ref, uprn, address_lines, postcode, type, bedrooms, block } = home;
    if (cells.refused || !property_ref || uprn === undefined || !address_lines || !postcode || !type) continue;
    const key = refKey(property_ref);
    const void_charges = occupation.kind === 'void' ? occupation.charges : [];
    const known = homes.get(key);
    if (known && void_charges.length === 0) continue;
    if (known) homes.set(key, { ...known, void_charges });
    else
      homes.set(key, {
        record: cells.record,
        property_ref,
        uprn,
        block,
        address_lines,
        postcode,
        type,
        bedrooms: bedrooms ?? null,
        void_charges,
      });
  }
  return [...homes.values()];
}

/** A tenure that belongs to another kind of home. */
export function warnOfTenure(row: HomeRow): void {
  const { home, occupation, cells } = row;
  if (occupation.kind !== 'tenancy' || home.type === undefined) return;
  const { tenure } = occupation.tenancy;
  if (tenure === NOT_RECORDED || isDwelling(home.type) === (tenure !== 'garage-licence')) return;
  const message = `“${cells.written('tenure')}” is not what one expects of “${cells.written('type')}”.`;
  cells.warn('tenure', 'tenure-does-not-fit', message);
}
