import type { MigrationInterface, QueryRunner } from 'typeorm';
import { tmoTable } from '#platform/database';

export class RentAccounts1763900400000 implements MigrationInterface {
  name = 'RentAccounts1763900400000';

  async up(q: QueryRunner): Promise<void> {
    await q.query(`create table rent_account (
      tmo_id integer not null,
      account_id uuid not null,
      kind text not null,
      account_number text not null,
      reference text not null,
      tenancy_id uuid,
      home_id uuid,
      opened_on date not null,
      charged_from date not null,
      closed_on date,
      primary key (tmo_id, account_id),
      unique (tmo_id, reference)
    )`);
    await q.query(`create index rent_account_tenancy on rent_account (tmo_id, tenancy_id)`);
    await q.query(`create index rent_account_home on rent_account (tmo_id, home_id)`);
    await tmoTable(q, 'rent_account');

    // What is charged weekly from a day on: the last word on that day.
    await q.query(`create table rent_charge_set (
      tmo_id integer not null,
      account_id uuid not null,
      from_on date not null,
      charges jsonb not null,
      primary key (tmo_id, account_id, from_on)
    )`);
    await tmoTable(q, 'rent_charge_set');

    await q.query(`create table rent_year (
      tmo_id integer not null,
      year text not null,
      starts_on date not null,
      weeks smallint not null,
      free_weeks date[] not null,
      primary key (tmo_id, year)
    )`);
    await tmoTable(q, 'rent_year');

    await q.query(`create table rent_run (
      tmo_id integer not null,
      week_of date not null,
      position bigint not null,
      free boolean not null,
      accounts integer not null,
      charged integer not null,
      charged_pence bigint not null,
      already integer not null,
      refused jsonb not null,
      recorded_at timestamptz not null,
      primary key (tmo_id, week_of)
    )`);
    await tmoTable(q, 'rent_run');
  }

  async down(q: QueryRunner): Promise<void> {
    await q.query(`drop table rent_run, rent_year, rent_charge_set, rent_account`);
  }
}
