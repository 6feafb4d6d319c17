import { words } from '#contexts/homes/contracts/index.js';
import type { Tx } from '#platform/database';
import { defineProjection, type StoredEventOf } from '#platform/event-store';
import type { AlertAdded, AlertEnded, TenancyEnded, TenancyEvent, TenancyStarted } from '../tenancy/tenancy.events.js';

export const TENANCY_EVENTS = [
  'tenancies.tenancy-started.v1',
  'tenancies.tenancy-ended.v1',
  'tenancies.alert-added.v1',
  'tenancies.alert-ended.v1',
] as const satisfies readonly TenancyEvent['type'][];

/** Who holds and held which home, from when to when, and the alerts on their households. */
export const registerProjection = defineProjection({
  name: 'tenancies.register',
  mode: 'inline',
  tables: ['tenancy', 'tenancy_person', 'household_alert'],
  events: TENANCY_EVENTS,
  async apply(tx, tmo_id, stored) {
    const events = stored as readonly StoredEventOf<TenancyEvent>[];
    // A tenancy starts before it ends and an alert is added before it is ended, so the order of kinds is enough.
    await Promise.all([
      putStarted(
        tx,
        tmo_id,
        events.filter((e) => e.type === 'tenancies.tenancy-started.v1'),
      ),
      putEnded(
        tx,
        tmo_id,
        events.filter((e) => e.type === 'tenancies.tenancy-ended.v1'),
      ),
      putAlerts(
        tx,
        tmo_id,
        events.filter((e) => e.type === 'tenancies.alert-added.v1'),
      ),
      endAlerts(
        tx,
        tmo_id,
        events.filter((e) => e.type === 'tenancies.alert-ended.v1'),
      ),
    ]);
  },
});

/** A tenancy reference as it is searched for: 'T/2000-02' as 't200002'. */
export function refKey(tenancy_ref: string): string {
  return words(tenancy_ref).join('');
}

async function putStarted(tx: Tx, tmo_id: number, events: readonly StoredEventOf<TenancyStarted>[]): Promise<void> {
  if (events.length === 0) return;
  const rows = events.map(({ data, position }) => ({
    ...data,
    ref_key: refKey(data.tenancy_ref),
    started_at: position,
  }));
  const tenants = events.flatMap(({ data }) =>
    data.person_ids.map((person_id, place) => ({ tenancy_id: data.tenancy_id, person_id, place })),
  );
  await Promise.all([
    tx.query(
      `insert into tenancy (tmo_id, tenancy_id, home_id, tenancy_ref, ref_key, tenure, former, starts_on, started_at)
        select $1, * from jsonb_to_recordset($2::jsonb) as r(tenancy_id uuid, home_id uuid, tenancy_ref text,
          ref_key text, tenure text, former boolean, starts_on date, started_at bigint)`,
      [tmo_id, JSON.stringify(rows)],
    ),
    tx.query(
      `insert into tenancy_person (tmo_id, tenancy_id, person_id, place)
        select $1, * from unnest($2::uuid[], $3::uuid[], $4::smallint[])`,
      [tmo_id, tenants.map((t) => t.tenancy_id), tenants.map((t) => t.person_id), tenants.map((t) => t.place)],
    ),
  ]);
}

async function putEnded(tx: Tx, tmo_id: number, events: readonly StoredEventOf<TenancyEnded>[]): Promise<void> {
  if (events.length === 0) return;
  await tx.query(
    `update tenancy t set ends_on = e.ends_on, end_reason = e.reason, ended_at = e.position
      from unnest($2::uuid[], $3::date[], $4::text[], $5::bigint[]) e(tenancy_id, ends_on, reason, position)
      where t.tmo_id = $1 and t.tenancy_id = e.tenancy_id`,
    [
      tmo_id,
      events.map((e) => e.data.tenancy_id),
      events.map((e) => e.data.ends_on),
      events.map((e) => e.data.reason),
      events.map((e) => e.position),
    ],
  );
}

async function putAlerts(tx: Tx, tmo_id: number, events: readonly StoredEventOf<AlertAdded>[]): Promise<void> {
  if (events.length === 0) return;
  await tx.query(
    `insert into household_alert (tmo_id, alert_id, tenancy_id, kind, added_on, expires_on, text_sealed)
      select $1, * from unnest($2::uuid[], $3::uuid[], $4::text[], $5::date[], $6::date[], $7::text[])`,
    [
      tmo_id,
      events.map((e) => e.data.alert_id),
      events.map((e) => e.data.tenancy_id),
      events.map((e) => e.data.kind),
      events.map((e) => e.effective_on),
      events.map((e) => e.data.expires_on),
      events.map((e) => e.data.text),
    ],
  );
}

async function endAlerts(tx: Tx, tmo_id: number, events: readonly StoredEventOf<AlertEnded>[]): Promise<void> {
  if (events.length === 0) return;
  await tx.query(
    `update household_alert a set ended_on = e.ended_on from unnest($2::uuid[], $3::date[]) e(alert_id, ended_on)
      where a.tmo_id = $1 and a.alert_id = e.alert_id`,
    [tmo_id, events.map((e) => e.data.alert_id), events.map((e) => e.effective_on)],
  );
}
