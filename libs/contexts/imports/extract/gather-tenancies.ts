import type { Pence } from '#kernel';
import type { ExtractTenancy, WeeklyAmount } from './extract.types.js';
import { type HomeRow, refKey } from './gather-homes.js';
import type { PersonPart } from './read-person.js';
import type { TenancyPart } from './read-tenancy.js';
import type { RecordCells } from './record-cells.js';

export interface TenantRow extends HomeRow {
  readonly tenancy: TenancyPart;
  readonly property_ref: string;
  readonly person: PersonPart;
}

export interface Household {
  readonly tenancy_ref: string;
  /** Speaks for the tenancy. */
  readonly first: TenantRow;
  /** The first record, then joint tenants'. */
  readonly rows: readonly TenantRow[];
}

/** The same bound as tenancies' own rule. */
const MOST_JOINT_TENANTS = 20;

/**
 * Brings the records of one tenancy together: the same reference and home is a joint tenant. What they say of the tenancy
 * must agree, a blank agreeing with anything; a balance repeated on each is one balance.
 */
export function gatherHouseholds(rows: readonly TenantRow[]): Household[] {
  const groups = new Map<string, { tenancy_ref: string; first: TenantRow; rows: TenantRow[] }>();
  for (const row of rows) {
    if (row.cells.refused) continue;
    const key = refKey(row.tenancy.tenancy_ref);
    const group = groups.get(key);
    if (!group) groups.set(key, { tenancy_ref: row.tenancy.tenancy_ref, first: row, rows: [row] });
    else if (agrees(row, group)) group.rows.push(row);
  }
  return [...groups.values()];
}

function agrees(row: TenantRow, { first, rows: others }: Household): boolean {
  const { cells, tenancy } = row;
  const earlier = `Record ${first.cells.record}`;
  if (refKey(first.property_ref) !== refKey(row.property_ref)) {
    cells.fail(
      'tenancy_ref',
      'tenancy reference already used by another tenancy',
      `${earlier} has it for home ${first.property_ref}. Correct one of them.`,
    );
    return false;
  }
  const differ = (
    field: 'tenure' | 'starts_on' | 'ends_on' | 'rent' | 'service' | 'heating' | 'water' | 'balance',
    other: RecordCells,
  ) =>
    cells.fail(
      field,
      'differs from the other record of the same tenancy',
      `Record ${other.record} has “${other.written(field)}”. Joint tenants share it: correct one of them, or give one record a tenancy reference of its own.`,
    );
  if (first.tenancy.tenure !== tenancy.tenure) differ('tenure', first.cells);
  if (first.tenancy.starts_on !== tenancy.starts_on) differ('starts_on', first.cells);
  if (first.tenancy.ends_on !== tenancy.ends_on) differ('ends_on', first.cells);
  for (const other of others) {
    for (const { component, weekly_pence } of tenancy.charges) {
      const theirs = other.tenancy.charges.find((c) => c.component === component);
      if (theirs && theirs.weekly_pence !== weekly_pence && !cells.refused) differ(component, other.cells);
    }
    const [a, b] = [other.tenancy.balance_pence, tenancy.balance_pence];
    if (a !== null && b !== null && a !== b && !cells.refused) differ('balance', other.cells);
  }
  const twin = others.find((other) => samePerson(other.person, row.person));
  if (twin) {
    cells.fail(
      nameField(cells),
      'person already on this tenancy',
      `Record ${twin.cells.record} is the same person. Take one of them out.`,
    );
  }
  if (others.length >= MOST_JOINT_TENANTS) {
    cells.fail('tenancy_ref', `more than ${MOST_JOINT_TENANTS} joint tenants`, 'Check the tenancy reference.');
  }
  return !cells.refused;
}

/** A home has one current tenancy at a time; the next may follow on the day after the last day of one under notice. */
export function checkCurrent(households: readonly Household[], voids: readonly HomeRow[]): void {
  const current = new Map<string, Household[]>();
  for (const household of households) {
    const { first } = household;
    if (first.tenancy.former) continue;
    const there = current.get(refKey(first.property_ref)) ?? [];
    const clash = there.find((other) => overlap(other, household));
    if (clash) {
      const { record } = clash.first.cells;
      for (const { cells } of household.rows) {
        cells.fail(
          'tenancy_ref',
          'home already has a current tenancy',
          `Record ${record} is the current tenancy ${clash.tenancy_ref} of the same home. Give one of them its last day, or correct the home.`,
        );
      }
    } else current.set(refKey(first.property_ref), [...there, household]);
  }
  for (const { cells, home } of voids) {
    const [tenancy] = current.get(refKey(home.property_ref ?? '')) ?? [];
    if (tenancy)
      cells.fail(
        'tenure',
        'void, but the home has a current tenancy',
        `Record ${tenancy.first.cells.record} is tenancy ${tenancy.tenancy_ref}. Take out whichever is wrong.`,
      );
  }
}

export function overlap(a: Household, b: Household): boolean {
  const [x, y] = [a.first.tenancy, b.first.tenancy];
  return lastDay(x) >= y.starts_on && lastDay(y) >= x.starts_on;
}

function lastDay(tenancy: TenancyPart): string {
  return tenancy.ends_on ?? '9999-12-31';
}

export function toTenancy({ tenancy_ref, first, rows }: Household): ExtractTenancy {
  const { tenure, starts_on, ends_on, former } = first.tenancy;
  const charges = former || tenure === 'leaseholder' ? [] : chargesOf(rows);
  return {
    record: first.cells.record,
    tenancy_ref,
    property_ref: first.property_ref,
    tenure,
    starts_on,
    ends_on,
    former,
    charges,
    balance_pence: balanceOf(rows)?.amount_pence ?? null,
  };
}

export function chargesOf(rows: readonly TenantRow[]): WeeklyAmount[] {
  const all = rows.flatMap((row) => row.tenancy.charges);
  return all.filter((charge, index) => all.findIndex((c) => c.component === charge.component) === index);
}

/** The first record of the tenancy that gives a balance. */
export function balanceOf(
  rows: readonly TenantRow[],
): { readonly cells: RecordCells; readonly amount_pence: Pence } | undefined {
  for (const { cells, tenancy } of rows) {
    if (tenancy.balance_pence !== null) return { cells, amount_pence: tenancy.balance_pence };
  }
  return undefined;
}

export function nameField(cells: RecordCells): 'surname' | 'full_name' {
  return cells.isMapped('surname') ? 'surname' : 'full_name';
}

function samePerson(a: PersonPart, b: PersonPart): boolean {
  return nameKey(a) === nameKey(b) && a.dob === b.dob;
}

export function nameKey({ forename, surname }: PersonPart): string {
  return `${forename ?? ''}/${surname ?? ''}`.normalize('NFKC').toLowerCase();
}
