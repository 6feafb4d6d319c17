import type { MigrationInterface, QueryRunner } from 'typeorm';
import { tmoTable } from '#platform/database';

export class AgreementTerms1763900000000 implements MigrationInterface {
  name = 'AgreementTerms1763900000000';

  async up(q: QueryRunner): Promise<void> {
    await q.query(`create table agreement_party (
      tmo_id integer primary key,
      name text not null,
      council_name text not null,
      established_on date not null
    )`);
    await tmoTable(q, 'agreement_party');
    // One row for each dated entry that was ever made; replaced_at is the position of the event that corrected it.
    await q.query(`create table agreement_term (
      tmo_id integer not null,
      position bigint not null,
      term text not null,
      item text not null,
      from_on date not null,
      value text not null,
      replaced_at bigint,
      primary key (tmo_id, position)
    )`);
    await q.query(`create index agreement_term_item on agreement_term (tmo_id, term, item, from_on)`);
    await tmoTable(q, 'agreement_term');
  }

  async down(q: QueryRunner): Promise<void> {
    await q.query(`drop table agreement_term, agreement_party`);
  }
}
