import type { MigrationInterface, QueryRunner } from 'typeorm';
import { APP_ROLE } from '#platform/database';

/**
 * How far each consumer has come in each TMO's log. No row-level security: finding the TMOs with work crosses all of
 * them, and a row holds nothing but positions and a fault's text.
 */
export class Checkpoint1763800200000 implements MigrationInterface {
  name = 'Checkpoint1763800200000';

  async up(q: QueryRunner): Promise<void> {
    await q.query(`create table checkpoint (
      consumer text not null,
      tmo_id integer not null,
      position bigint not null,
      parked_at timestamptz,
      parked_position bigint,
      parked_because text,
      primary key (consumer, tmo_id)
    ) with (fillfactor = 50)`);
    await q.query(`grant select, insert, update on checkpoint to ${APP_ROLE}`);
  }

  async down(q: QueryRunner): Promise<void> {
    await q.query('drop table checkpoint');
  }
}
