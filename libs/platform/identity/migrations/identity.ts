import type { MigrationInterface, QueryRunner } from 'typeorm';
import { APP_ROLE, tmoTable } from '#platform/database';

/**
 * People who sign in, and what they may do where. None of these tables but `household_link` is a TMO's own: a person
 * signs in before any TMO is named and may serve several, so they stand on the tested list of exceptions to row-level
 * security. The table is called `app_user` because `user` is a reserved word that PostgreSQL reads as the database role.
 */
export class Identity1763800001000 implements MigrationInterface {
  name = 'Identity1763800001000';

  async up(q: QueryRunner): Promise<void> {
    await q.query(`create table app_user (
      user_id uuid primary key,
      email text not null,
      name text not null,
      password_hash text,
      demo boolean not null default false,
      made_at timestamptz not null default now()
    )`);
    await q.query(`create unique index app_user_email on app_user (lower(email))`);
    await q.query(`grant select, insert, update on app_user to ${APP_ROLE}`);

    await q.query(`create table membership (
      membership_id uuid primary key,
      tmo_id integer not null references tmo,
      user_id uuid not null references app_user,
      role text not null,
      from_on date not null,
      to_on date check (to_on >= from_on),
      granted_by uuid references app_user,
      granted_at timestamptz not null default now(),
      ended_by uuid references app_user,
      ended_at timestamptz
    )`);
    await q.query(`create index membership_user on membership (user_id, tmo_id)`);
    await q.query(`create index membership_tmo on membership (tmo_id, user_id)`);
    await q.query(`grant select, insert, update on membership to ${APP_ROLE}`);

    await q.query(`create table session (
      session_id uuid primary key,
      token_hash bytea not null unique,
      user_id uuid not null references app_user,
      started_at timestamptz not null default now(),
      last_seen_at timestamptz not null default now(),
      ends_at timestamptz not null,
      network text not null,
      browser text not null
    ) with (fillfactor = 70)`);
    await q.query(`create index session_of_user on session (user_id)`);
    await q.query(`grant select, insert, update, delete on session to ${APP_ROLE}`);

    await q.query(`create table setup_link (
      user_id uuid primary key references app_user,
      token_hash bytea not null unique,
      made_by uuid references app_user,
      ends_at timestamptz not null
    )`);
    await q.query(`grant select, insert, update, delete on setup_link to ${APP_ROLE}`);

    await q.query(`create table sign_in_attempts (
      key_hash bytea primary key,
      attempts integer not null,
      last_at timestamptz not null default now(),
      blocked_until timestamptz not null default now()
    ) with (fillfactor = 70)`);
    await q.query(`grant select, insert, update, delete on sign_in_attempts to ${APP_ROLE}`);

    await q.query(`create table sign_in_audit (
      audit_id bigint primary key generated always as identity,
      at timestamptz not null default now(),
      user_id uuid references app_user,
      what text not null,
      network text not null
    )`);
    await q.query(`create index sign_in_audit_user on sign_in_audit (user_id, at)`);
    await q.query(`grant select, insert on sign_in_audit to ${APP_ROLE}`);

    await q.query(`create table household_link (
      tmo_id integer not null,
      link_id uuid not null,
      user_id uuid not null references app_user,
      tenancy_id uuid,
      home_id uuid,
      relation text not null check (relation in ('self', 'relative')),
      declared_on date not null,
      ended_on date,
      ended_by uuid references app_user,
      primary key (tmo_id, link_id),
      check (num_nonnulls(tenancy_id, home_id) = 1)
    )`);
    await q.query(`create index household_link_user on household_link (tmo_id, user_id)`);
    await tmoTable(q, 'household_link', 'select, insert, update');
  }

  async down(q: QueryRunner): Promise<void> {
    await q.query(
      `drop table household_link, sign_in_audit, sign_in_attempts, setup_link, session, membership, app_user`,
    );
  }
}
