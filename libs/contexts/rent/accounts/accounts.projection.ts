import { addDays, type CivilDate } from '#kernel';
import type { Tx } from '#platform/database';
import { defineProjection, type StoredEventOf } from '#platform/event-store';
import type {
  AccountClosed,
  AccountOpened,
  ChargesSet,
  OpeningBalanceBroughtIn,
} from '../rent-account/rent-account.events.js';
import type { RentRunCompleted } from '../rent-run/rent-run.events.js';
import type { RentYearEvent } from '../rent-year/rent-year.events.js';

type AccountFact = AccountOpened | ChargesSet | OpeningBalanceBroughtIn | AccountClosed;

/** The accounts there are and what they are charged. Balances and lines are the ledger's. */
export const accountsProjection = defineProjection({
  name: 'rent.accounts',
  mode: 'inline',
  tables: ['rent_account', 'rent_charge_set'],
  events: [
    'rent.account-opened.v1',
    'rent.charges-set.v1',
    'rent.opening-balance-brought-in.v1',
    'rent.account-closed.v1',
  ],
  async apply(tx, tmo_id, stored) {
    const events = stored as readonly StoredEventOf<AccountFact>[];
    const opened: AccountOpened['data'][] = [];
    const chargedFrom = new Map<string, CivilDate>();
    const closedOn = new Map<string, CivilDate>();
    // The last word of the batch on each account and day is what holds.
    const sets = new Map<string, ChargesSet['data']>();
    for (const { type, data } of events) {
      if (type === 'rent.account-opened.v1') opened.push(data);
      else if (type === 'rent.charges-set.v1') sets.set(`${data.account_id} ${data.from}`, data);
      else if (type === 'rent.account-closed.v1') closedOn.set(data.account_id, data.closed_on);
      else chargedFrom.set(data.account_id, addDays(data.as_at, 1));
    }
    await insertAccounts(tx, tmo_id, opened);
    await Promise.all([
      updateDate(tx, tmo_id, 'charged_from = greatest(a.charged_from, n.day)', chargedFrom),
      updateDate(tx, tmo_id, 'closed_on = n.day', closedOn),
      putSets(tx, tmo_id, [...sets.values()]),
    ]);
  },
});

async function insertAccounts(tx: Tx, tmo_id: number, opened: readonly AccountOpened['data'][]): Promise<void> {
  if (opened.length === 0) return;
  await tx.query(
    `insert into rent_account (tmo_id, account_id, kind, account_number, reference, tenancy_id, home_id, opened_on, charged_from)
      select $1, account_id, kind, account_number, reference, tenancy_id, home_id, opened_on, charged_from
      from jsonb_to_recordset($2::jsonb) as r(account_id uuid, kind text, account_number text, reference text,
        tenancy_id uuid, home_id uuid, opened_on date, charged_from date)`,
    [tmo_id, JSON.stringify(opened)],
  );
}

async function updateDate(tx: Tx, tmo_id: number, set: string, days: ReadonlyMap<string, CivilDate>): Promise<void> {
  if (days.size === 0) return;
  await tx.query(
    `update rent_account a set ${set} from unnest($2::uuid[], $3::date[]) n(account_id, day)
      where a.tmo_id = $1 and a.account_id = n.account_id`,
    [tmo_id, [...days.keys()], [...days.values()]],
  );
}

async function putSets(tx: Tx, tmo_id: number, sets: readonly ChargesSet['data'][]): Promise<void> {
  if (sets.length === 0) return;
  await tx.query(
    `insert into rent_charge_set (tmo_id, account_id, from_on, charges)
      select $1, * from unnest($2::uuid[], $3::date[], $4::jsonb[])
      on conflict (tmo_id, account_id, from_on) do update set charges = excluded.charges`,
    [tmo_id, sets.map((s) => s.account_id), sets.map((s) => s.from), sets.map((s) => JSON.stringify(s.charges))],
  );
}

/** The rent years as they are set now. A council has some dozens. */
export const yearsProjection = defineProjection({
  name: 'rent.years',
  mode: 'inline',
  tables: ['rent_year'],
  events: ['rent.rent-year-set.v1', 'rent.free-weeks-changed.v1'],
  async apply(tx, tmo_id, stored) {
    for (const { type, data } of stored as readonly StoredEventOf<RentYearEvent>[]) {
      if (type === 'rent.rent-year-set.v1') {
        await tx.query(
          `insert into rent_year (tmo_id, year, starts_on, weeks, free_weeks) values ($1, $2, $3, $4, $5)`,
          [tmo_id, data.year, data.starts_on, data.weeks, data.free_weeks],
        );
      } else {
        await tx.query(`update rent_year set free_weeks = $3 where tmo_id = $1 and year = $2`, [
          tmo_id,
          data.year,
          data.free_weeks,
        ]);
      }
    }
  },
});

/** The last record of each week's run. */
export const runsProjection = defineProjection({
  name: 'rent.runs',
  mode: 'inline',
  tables: ['rent_run'],
  events: ['rent.run-completed.v1'],
  async apply(tx, tmo_id, stored) {
    for (const { position, recorded_at, data } of stored as readonly StoredEventOf<RentRunCompleted>[]) {
      await tx.query(
        `insert into rent_run (tmo_id, week_of, position, free, accounts, charged, charged_pence, already, refused, recorded_at)
          values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)
          on conflict (tmo_id, week_of) do update set position = excluded.position, free = excluded.free,
            accounts = excluded.accounts, charged = excluded.charged, charged_pence = excluded.charged_pence,
            already = excluded.already, refused = excluded.refused, recorded_at = excluded.recorded_at`,
        [
          tmo_id,
          data.week_of,
          position,
          data.free,
          data.accounts,
          data.charged,
          data.charged_pence,
          data.already,
          JSON.stringify(data.refused),
          recorded_at,
        ],
      );
    }
  },
});
