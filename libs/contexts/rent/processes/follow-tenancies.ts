import { addDays, type CivilDate, deterministicUuid } from '#kernel';
import { tenanciesOfHome, type TenancyEnded, type TenancyStarted } from '#contexts/tenancies/contracts/index.js';
import type { Tx } from '#platform/database';
import { type CommandCall, defineProcess, type StoredEventOf } from '#platform/event-store';
import {
  accountsOfTenancies,
  chargeSets,
  nextAccountNumber,
  voidAccountsOfHome,
} from '../accounts/accounts.queries.js';
import { closeAccount } from '../rent-account/close-account/close-account.command.js';
import { openAccount } from '../rent-account/open-account/open-account.command.js';
import { setCharges } from '../rent-account/set-charges/set-charges.command.js';

/**
 * Accounts follow tenancies: when one ends, its accounts close on its last day and the empty home's charge goes to void loss
 * from the day after; when the home is let again, the void account closes. An account that is closed already, by an import
 * or by hand, is left alone, so the log can be read from its beginning at any time. What it has done itself it asks for
 * again, so that a reading that broke off sends the same commands under the same ids.
 */
export const followTenancies = defineProcess({
  name: 'rent.follow-tenancies',
  actor: 'rent-run',
  events: ['tenancies.tenancy-ended.v1', 'tenancies.tenancy-started.v1'],
  react(stored, tx) {
    const event = stored as StoredEventOf<TenancyEnded | TenancyStarted>;
    // A former tenancy never held the home here; its account is brought in closed.
    if (event.data.former) return Promise.resolve([]);
    return event.type === 'tenancies.tenancy-ended.v1'
      ? afterEnd(tx, event.tmo_id, event.data)
      : afterStart(tx, event.tmo_id, event.data);
  },
});

async function afterEnd(tx: Tx, tmo_id: number, ended: TenancyEnded['data']): Promise<readonly CommandCall[]> {
  const { tenancy_id, ends_on } = ended;
  const accounts = await accountsOfTenancies(tx, tmo_id, [tenancy_id]);
  const closing = accounts
    .filter((a) => a.closed_on === null || a.closed_on === ends_on)
    .map(({ account_id }) => ({ command: closeAccount, payload: { account_id, closed_on: ends_on } }));
  const weekly = accounts.find((a) => a.kind === 'rent' || a.kind === 'garage');
  return weekly ? [...closing, ...(await openVoid(tx, tmo_id, ended, weekly.account_id))] : closing;
}

/** The void account of a home that is empty from the day after, charged as the tenant was; none where it is let again. */
async function openVoid(
  tx: Tx,
  tmo_id: number,
  { tenancy_id, home_id, ends_on }: TenancyEnded['data'],
  last_account: string,
): Promise<readonly CommandCall[]> {
  const opened_on = addDays(ends_on, 1);
  const [tenancies, voids, sets] = await Promise.all([
    tenanciesOfHome(tx, tmo_id, home_id),
    voidAccountsOfHome(tx, tmo_id, home_id),
    chargeSets(tx, tmo_id, last_account),
  ]);
  const isLetAgain = tenancies.some((t) => !t.former && t.starts_on >= opened_on);
  const account_id = deterministicUuid('void-account', tenancy_id, ends_on);
  const [own, others] = [
    voids.find((v) => v.account_id === account_id),
    voids.filter((v) => v.account_id !== account_id),
  ];
  const isCovered = others.some((v) => v.closed_on === null || v.closed_on >= opened_on);
  if (isLetAgain || isCovered) return [];
  const account_number = own?.account_number ?? (await nextAccountNumber(tx, tmo_id));
  const charges = sets.findLast((s) => s.from <= opened_on)?.charges;
  return [
    { command: openAccount, payload: { account_id, kind: 'void', account_number, home_id, opened_on } },
    ...(charges ? [{ command: setCharges, payload: { account_id, from: opened_on, charges } }] : []),
  ];
}

async function afterStart(tx: Tx, tmo_id: number, started: TenancyStarted['data']): Promise<readonly CommandCall[]> {
  const closed_on: CivilDate = addDays(started.starts_on, -1);
  const voids = await voidAccountsOfHome(tx, tmo_id, started.home_id);
  return voids
    .filter((v) => (v.closed_on === null || v.closed_on === closed_on) && v.charged_from <= started.starts_on)
    .map(({ account_id }) => ({ command: closeAccount, payload: { account_id, closed_on } }));
}
