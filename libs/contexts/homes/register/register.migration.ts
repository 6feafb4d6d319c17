import type { MigrationInterface, QueryRunner } from 'typeorm';
import { tmoTable } from '#platform/database';

export class HomesRegister1763900100000 implements MigrationInterface {
  name = 'HomesRegister1763900100000';

  async up(q: QueryRunner): Promise<void> {
    await q.query(`create table home_block (
      tmo_id integer not null,
      block_id uuid not null,
      name text not null,
      primary key (tmo_id, block_id)
    )`);
    await tmoTable(q, 'home_block');
    await q.query(`create table home (
      tmo_id integer not null,
      home_id uuid not null,
      property_ref text not null,
      uprn text,
      block_id uuid,
      address_lines text[] not null,
      postcode text not null,
      type text not null,
      bedrooms smallint,
      sort_key text collate "C" not null,
      registered_at bigint not null,
      primary key (tmo_id, home_id)
    )`);
    await q.query(`create index home_by_address on home (tmo_id, sort_key)`);
    await tmoTable(q, 'home');
    // Byte order, so that words by prefix are ranges of the index.
    await q.query(`create table home_term (
      tmo_id integer not null,
      term text collate "C" not null,
      home_id uuid not null,
      primary key (tmo_id, term, home_id)
    )`);
    await q.query(`create index home_term_home on home_term (tmo_id, home_id)`);
    await tmoTable(q, 'home_term');
  }

  async down(q: QueryRunner): Promise<void> {
    await q.query(`drop table home_term, home, home_block`);
  }
}
