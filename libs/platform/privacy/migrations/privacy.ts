import type { MigrationInterface, QueryRunner } from 'typeorm';
import { tmoTable } from '#platform/database';

/** One key per subject, wrapped by the master key; and files kept for a person's next step, sealed under such a key. */
export class Privacy1763800300000 implements MigrationInterface {
  name = 'Privacy1763800300000';

  async up(q: QueryRunner): Promise<void> {
    await q.query(`create table subject_key (
      tmo_id integer not null,
      subject text not null,
      -- Null once destroyed: the row stays, so that nothing is sealed for that subject again under a new key.
      wrapped_key bytea,
      primary key (tmo_id, subject)
    )`);
    await tmoTable(q, 'subject_key', 'select, insert, update');

    await q.query(`create table kept_file (
      tmo_id integer not null,
      subject text not null,
      sha256 text not null,
      name_sealed text not null,
      content_sealed bytea not null,
      kept_at timestamptz not null default now(),
      primary key (tmo_id, subject)
    )`);
    await tmoTable(q, 'kept_file', 'select, insert, delete');
  }

  async down(q: QueryRunner): Promise<void> {
    await q.query('drop table kept_file, subject_key');
  }
}
