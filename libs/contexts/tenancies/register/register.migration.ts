import type { MigrationInterface, QueryRunner } from 'typeorm';
import { tmoTable } from '#platform/database';

export class TenanciesRegister1763900300000 implements MigrationInterface {
  name = 'TenanciesRegister1763900300000';

  async up(q: QueryRunner): Promise<void> {
    // started_at and ended_at are log positions: what was known of the tenancy, and since when.
    await q.query(`create table tenancy (
      tmo_id integer not null,
      tenancy_id uuid not null,
      home_id uuid not null,
      tenancy_ref text not null,
      ref_key text collate "C" not null,
      tenure text not null,
      former boolean not null,
      starts_on date not null,
      started_at bigint not null,
      ends_on date,
      end_reason text,
      ended_at bigint,
      primary key (tmo_id, tenancy_id)
    )`);
    await q.query(`create index tenancy_home on tenancy (tmo_id, home_id, starts_on)`);
    await q.query(`create index tenancy_ref on tenancy (tmo_id, ref_key)`);
    await tmoTable(q, 'tenancy');
    await q.query(`create table tenancy_person (
      tmo_id integer not null,
      tenancy_id uuid not null,
      person_id uuid not null,
      place smallint not null,
      primary key (tmo_id, tenancy_id, person_id)
    )`);
    await q.query(`create index tenancy_person_person on tenancy_person (tmo_id, person_id)`);
    await tmoTable(q, 'tenancy_person');
    await q.query(`create table household_alert (
      tmo_id integer not null,
      alert_id uuid not null,
      tenancy_id uuid not null,
      kind text not null,
      added_on date not null,
      expires_on date not null,
      ended_on date,
      text_sealed text,
      primary key (tmo_id, alert_id)
    )`);
    await q.query(`create index household_alert_tenancy on household_alert (tmo_id, tenancy_id)`);
    await tmoTable(q, 'household_alert');
  }

  async down(q: QueryRunner): Promise<void> {
    await q.query(`drop table household_alert, tenancy_person, tenancy`);
  }
}
