import type { MigrationInterface, QueryRunner } from 'typeorm';
import { tmoTable } from '#platform/database';

export class RentBanking1763900410000 implements MigrationInterface {
  name = 'RentBanking1763900410000';

  async up(q: QueryRunner): Promise<void> {
    await q.query(`create table bank_account (
      tmo_id integer not null,
      bank_account_id uuid not null,
      name text not null,
      bank_identity text not null,
      opened_on date not null,
      opening_balance_pence bigint not null,
      columns json,
      primary key (tmo_id, bank_account_id)
    )`);
    await tmoTable(q, 'bank_account');

    await q.query(`create table bank_statement (
      tmo_id integer not null,
      statement_id uuid not null,
      bank_account_id uuid not null,
      format text not null,
      bank_statement_ref text,
      sequence_number text,
      from_on date not null,
      to_on date not null,
      opening_pence bigint,
      closing_pence bigint,
      lines integer not null,
      money_in_pence bigint not null,
      money_out_pence bigint not null,
      file_subject text not null,
      file_sha256 text not null,
      position bigint not null,
      recorded_at timestamptz not null,
      primary key (tmo_id, statement_id)
    )`);
    await q.query(`create index bank_statement_by_day on bank_statement (tmo_id, bank_account_id, to_on)`);
    await tmoTable(q, 'bank_statement');

    // The payer's words stay sealed here as in the log; they are opened when a person looks.
    await q.query(`create table bank_line (
      tmo_id integer not null,
      bank_line_id uuid not null,
      bank_account_id uuid not null,
      statement_id uuid not null,
      identity text not null,
      booked_on date not null,
      amount_pence bigint not null,
      status text not null,
      held_reason text,
      payer_sealed text,
      narrative_sealed text,
      position bigint not null,
      posted_at bigint,
      allocations jsonb not null,
      primary key (tmo_id, bank_line_id),
      unique (tmo_id, bank_account_id, identity)
    )`);
    await q.query(`create index bank_line_by_status on bank_line (tmo_id, status, booked_on, position)`);
    await q.query(`create index bank_line_statement on bank_line (tmo_id, statement_id, position)`);
    await tmoTable(q, 'bank_line');
  }

  async down(q: QueryRunner): Promise<void> {
    await q.query(`drop table bank_line, bank_statement, bank_account`);
  }
}
