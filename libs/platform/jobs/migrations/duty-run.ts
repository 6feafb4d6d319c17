import type { MigrationInterface, QueryRunner } from 'typeorm';
import { tmoTable } from '#platform/database';

/** What people see of the jobs: each attempt at a duty, by TMO. BullMQ's own tables are nobody's page. */
export class DutyRun1763800400000 implements MigrationInterface {
  name = 'DutyRun1763800400000';

  async up(q: QueryRunner): Promise<void> {
    await q.query(`create table duty_run (
      tmo_id integer not null,
      duty text not null,
      due_on date not null,
      attempt integer not null,
      started_at timestamptz not null default now(),
      ended_at timestamptz,
      failed_because text,
      primary key (tmo_id, duty, due_on, attempt)
    )`);
    await tmoTable(q, 'duty_run', 'select, insert, update');
  }

  async down(q: QueryRunner): Promise<void> {
    await q.query('drop table duty_run');
  }
}
