import type { MigrationInterface, QueryRunner } from 'typeorm';
import { tmoTable } from '#platform/database';

/** The only tables in which people stand in clear, and the record of who read them. */
export class PersonDirectory1763900200000 implements MigrationInterface {
  name = 'PersonDirectory1763900200000';

  async up(q: QueryRunner): Promise<void> {
    // Every field null: the person's key is gone, and with it everything that was known of them.
    await q.query(`create table person_directory (
      tmo_id integer not null,
      person_id uuid not null,
      title text,
      forename text,
      surname text,
      dob text,
      phone text,
      email text,
      primary key (tmo_id, person_id)
    )`);
    await tmoTable(q, 'person_directory');
    // Byte order, so that words by prefix are ranges of the index.
    await q.query(`create table person_term (
      tmo_id integer not null,
      term text collate "C" not null,
      person_id uuid not null,
      primary key (tmo_id, term, person_id)
    )`);
    await q.query(`create index person_term_person on person_term (tmo_id, person_id)`);
    await tmoTable(q, 'person_term');
    await q.query(`create table name_reading (
      tmo_id integer not null,
      reading_id uuid not null,
      read_at timestamptz not null default now(),
      actor text not null,
      purpose text not null,
      shown text not null check (shown in ('names', 'initials', 'contact')),
      person_ids uuid[] not null,
      primary key (tmo_id, reading_id)
    )`);
    await q.query(`create index name_reading_time on name_reading (tmo_id, read_at)`);
    await tmoTable(q, 'name_reading', 'select, insert');
  }

  async down(q: QueryRunner): Promise<void> {
    await q.query(`drop table name_reading, person_term, person_directory`);
  }
}
