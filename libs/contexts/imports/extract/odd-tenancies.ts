import { formatDate, formatPounds, pence, sumPence } from '#kernel';
import { refKey } from './gather-homes.js';
import {
  balanceOf,
  chargesOf,
  type Household,
  nameField,
  nameKey,
  overlap,
  type TenantRow,
} from './gather-tenancies.js';
import type { PersonPart } from './read-person.js';

/** More a week than any social home costs; a month's or a year's rent is above it. */
const HIGH_WEEKLY_PENCE = pence(35_000);
const CREDIT_WEEKS = 13;
const ARREARS_WEEKS = 52;

/** Oddities of a tenancy's money and days. */
export function warnOfTenancy({ first, rows }: Household): void {
  const { cells, tenancy } = first;
  const weekly = sumPence(chargesOf(rows).map((c) => c.weekly_pence));
  const balance = balanceOf(rows);
  if (tenancy.tenure === 'leaseholder' && balance?.amount_pence)
    balance.cells.warn(
      'balance',
      'balance-of-a-leaseholder',
      `The balance of ${formatPounds(balance.amount_pence)} goes onto a recharge account of its own: what a leaseholder owes is not rent.`,
    );
  if (tenancy.former) {
    if (!balance?.amount_pence)
      cells.warn(
        'balance',
        'former-without-balance',
        'A former tenancy that owes nothing. It is kept for its history.',
      );
    return;
  }
  const charges = chargesOf(rows);
  if (tenancy.tenure === 'leaseholder') {
    if (weekly > 0)
      cells.warn('rent', 'charges-on-a-leaseholder', 'Leaseholders pay no weekly charges here: these are left out.');
    return;
  }
  const rent = charges.find((c) => c.component === 'rent')?.weekly_pence;
  if (!rent && cells.isMapped('rent'))
    cells.warn('rent', 'no-rent', 'No weekly rent: nothing will be charged for it until one is set.');
  const high = charges.find((c) => c.weekly_pence > HIGH_WEEKLY_PENCE);
  if (high)
    cells.warn(
      high.component,
      'charge-very-high',
      `${formatPounds(high.weekly_pence)} is very high for one week. Is it a month’s?`,
    );
  if (!balance || weekly === 0) return;
  if (balance.amount_pence < -CREDIT_WEEKS * weekly)
    balance.cells.warn(
      'balance',
      'credit-very-high',
      `The credit of ${formatPounds(pence(-balance.amount_pence))} is more than ${CREDIT_WEEKS} weeks’ charges.`,
    );
  if (balance.amount_pence > ARREARS_WEEKS * weekly)
    balance.cells.warn(
      'balance',
      'arrears-very-high',
      `The arrears of ${formatPounds(balance.amount_pence)} are more than ${ARREARS_WEEKS} weeks’ charges.`,
    );
}

/** A former tenancy that had not ended when another of its home began, as the extract has it. */
export function warnOfOverlaps(households: readonly Household[]): void {
  const byHome = new Map<string, Household[]>();
  for (const household of households) {
    const key = refKey(household.first.property_ref);
    const there = byHome.get(key) ?? [];
    byHome.set(key, there);
    const other = there.find((candidate) => overlap(candidate, household));
    there.push(household);
    if (!other) continue;
    const [former, next] = household.first.tenancy.former ? [household, other] : [other, household];
    const { cells, tenancy } = former.first;
    const ended = tenancy.ends_on ? `It ended on ${formatDate(tenancy.ends_on)}, after` : 'It runs on after';
    cells.warn('ends_on', 'tenancies-overlap', `${ended} tenancy ${next.tenancy_ref} of the same home had begun.`);
  }
}

/** The same person on two tenancies is likely (a flat and a garage) and is not made one person by guessing. */
export function warnOfSamePersons(rows: readonly TenantRow[]): void {
  const known = new Map<string, TenantRow>();
  for (const row of rows) {
    const key = personKey(row.person);
    if (key === undefined) continue;
    const other = known.get(key);
    if (!other) known.set(key, row);
    else
      row.cells.warn(
        nameField(row.cells),
        'same-person-elsewhere',
        `Same name and date of birth as record ${other.cells.record}, tenancy ${other.tenancy.tenancy_ref}. Each becomes a record of its own.`,
      );
  }
}

function personKey(person: PersonPart): string | undefined {
  return person.dob === null ? undefined : `${nameKey(person)}/${person.dob}`;
}
