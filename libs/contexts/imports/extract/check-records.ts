import type { KnownRecords } from './extract.types.js';
import { type HomeRow, refKey } from './gather-homes.js';
import type { TenantRow } from './gather-tenancies.js';

/** What the records hold already is neither taken in a second time nor changed by an extract. */
export function checkAgainstRecords(
  rows: readonly HomeRow[],
  tenants: readonly TenantRow[],
  known: KnownRecords,
): void {
  const isKnown = ({ property_ref, uprn }: HomeRow['home']) => {
    if (property_ref !== undefined && known.property_refs.has(refKey(property_ref))) return 'property_ref';
    return uprn && known.uprns.has(uprn) ? 'uprn' : undefined;
  };
  for (const { cells, home } of rows) {
    const field = isKnown(home);
    if (field === 'property_ref')
      cells.fail(
        field,
        'home already in the records',
        'Leave it out here; what is new about it is entered on its page.',
      );
    else if (field === 'uprn')
      cells.fail(
        field,
        'UPRN of a home already in the records',
        'It has another property reference there. Find out which is right.',
      );
  }
  for (const { cells, tenancy, home } of tenants) {
    if (!isKnown(home) && known.tenancy_refs.has(refKey(tenancy.tenancy_ref)))
      cells.fail(
        'tenancy_ref',
        'tenancy reference already in the records',
        'It is another home’s there. Find out which is right.',
      );
  }
}
