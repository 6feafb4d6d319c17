import type { MigrationInterface, QueryRunner } from 'typeorm';
import { tmoTable } from '#platform/database';

/** What was uploaded and what became of it. What is in the files, and what they are called, is kept sealed elsewhere. */
export class ImportBatches1763900700000 implements MigrationInterface {
  name = 'ImportBatches1763900700000';

  async up(q: QueryRunner): Promise<void> {
    await q.query(`create table import_batch (
      tmo_id integer not null,
      batch_id uuid not null,
      status text not null,
      sha256 text not null,
      bytes integer not null,
      received_at timestamptz not null,
      received_by text not null,
      mapping jsonb,
      settled_at timestamptz,
      settled_by text,
      as_at date,
      counts jsonb,
      left_out integer[] not null default '{}',
      primary key (tmo_id, batch_id)
    )`);
    await q.query(`create index import_batch_file on import_batch (tmo_id, sha256)`);
    await tmoTable(q, 'import_batch');
  }

  async down(q: QueryRunner): Promise<void> {
    await q.query('drop table import_batch');
  }
}
