import { addDays } from '#kernel';
import type { CsvFile } from '#platform/files';
import type { ExtractMapping } from '../batch/extract-mapping.js';
import type { CheckedExtract, ExtractOptions } from './extract.types.js';
import { checkAgainstRecords } from './check-records.js';
import { Findings } from './findings.js';
import { checkIdentities, gatherHomes, type HomeRow, warnOfTenure } from './gather-homes.js';
import { balanceOf, checkCurrent, gatherHouseholds, type TenantRow, toTenancy } from './gather-tenancies.js';
import { headerErrors } from './mapping-errors.js';
import { warnOfOverlaps, warnOfSamePersons, warnOfTenancy } from './odd-tenancies.js';
import { readHome } from './read-home.js';
import { readPerson, warnOfAge } from './read-person.js';
import { FURTHEST_AHEAD_DAYS, readOccupation } from './read-tenancy.js';
import { RecordCells } from './record-cells.js';

/** The most records of one extract: the largest TMO has some thousands of homes. */
export const MAX_EXTRACT_RECORDS = 20_000;

/**
 * Checks a council's extract of homes, tenancies, people and balances before anything is taken in. A record is a home
 * with, usually, one tenant; a joint tenant is a second record with the same home and tenancy; a home with nobody in it is
 * void; a tenancy whose end has passed is a former one. A record with an error stays out whole and no other does: what is
 * returned is what would go in. The bounds are those of the commands' own rules, so that what passes here is not
 * refused there for anything the file alone can show.
 */
export function checkExtract(csv: CsvFile, mapping: ExtractMapping, options: ExtractOptions): CheckedExtract {
  const unusable = headerErrors(csv, mapping);
  if (unusable.length > 0) {
    return {
      records: csv.records.length,
      homes: [],
      tenancies: [],
      persons: [],
      opening_balances: [],
      errors: unusable,
      warnings: [],
    };
  }
  const findings = new Findings();
  const index = new Map(csv.header.map((name, at) => [name, at]));
  const bounded = { ...options, latest: addDays(options.today, FURTHEST_AHEAD_DAYS) };
  const rows: HomeRow[] = [];
  const tenants: TenantRow[] = [];
  for (const record of csv.records) {
    const cells = new RecordCells(record, index, mapping, findings);
    const row: HomeRow = { cells, home: readHome(cells), occupation: readOccupation(cells, bounded) };
    rows.push(row);
    const tenant = readTenant(row, options);
    if (tenant) tenants.push(tenant);
  }

  if (options.known) checkAgainstRecords(rows, tenants, options.known);
  checkIdentities(rows);
  const gathered = gatherHouseholds(tenants);
  const voids = rows.filter((row) => row.occupation.kind === 'void' && !row.cells.refused);
  checkCurrent(gathered, voids);
  const households = gathered.filter(({ first }) => !first.cells.refused);
  for (const row of rows) warnOfTenure(row);
  for (const household of households) warnOfTenancy(household);
  warnOfOverlaps(households);
  const members = households.flatMap((household) => household.rows);
  warnOfSamePersons(members);

  return {
    records: csv.records.length,
    homes: gatherHomes(rows),
    tenancies: households.map(toTenancy),
    persons: members
      .map(({ cells, tenancy, person }) => ({ record: cells.record, tenancy_ref: tenancy.tenancy_ref, ...person }))
      .toSorted((a, b) => a.record - b.record),
    opening_balances: households.flatMap(({ tenancy_ref, rows: members_ }) => {
      const balance = balanceOf(members_);
      return balance ? [{ record: balance.cells.record, tenancy_ref, amount_pence: balance.amount_pence }] : [];
    }),
    errors: findings.allErrors(),
    warnings: findings.liveWarnings(),
  };
}

function readTenant(row: HomeRow, options: ExtractOptions): TenantRow | undefined {
  const { cells, home, occupation } = row;
  // Without a readable tenancy there may still be a tenant whose own cells are wrong; all of a record is said at once.
  const person =
    occupation.kind === 'void' || (occupation.kind === 'unknown' && occupation.of === 'void')
      ? undefined
      : readPerson(cells, options.today);
  if (occupation.kind !== 'tenancy' || !person || home.property_ref === undefined) return undefined;
  if (person.dob) warnOfAge(cells, person.dob, occupation.tenancy.starts_on);
  return { ...row, tenancy: occupation.tenancy, property_ref: home.property_ref, person };
}
