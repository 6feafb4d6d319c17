import type { MigrationInterface, QueryRunner } from 'typeorm';
import { tmoTable } from '#platform/database';

export class Returns1763900600000 implements MigrationInterface {
  name = 'Returns1763900600000';

  async up(q: QueryRunner): Promise<void> {
    // Which returns there are. What is in them is in their events.
    await q.query(`create table quarterly_return (
      tmo_id integer not null,
      quarter text not null,
      version integer not null,
      position bigint not null,
      known_position bigint not null,
      head_hash text not null,
      sha256 text not null,
      due_on date not null,
      made_on date not null,
      recorded_at timestamptz not null,
      made_by text not null,
      reason text,
      rows integer not null,
      primary key (tmo_id, quarter, version)
    )`);
    await tmoTable(q, 'quarterly_return');
  }

  async down(q: QueryRunner): Promise<void> {
    await q.query(`drop table quarterly_return`);
  }
}
