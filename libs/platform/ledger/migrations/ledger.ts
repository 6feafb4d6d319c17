import type { MigrationInterface, QueryRunner } from 'typeorm';
import { tmoTable } from '#platform/database';

/** Postings, what they add up to, and the trigger that keeps closed periods closed whatever the code does. */
export class Ledger1763800100000 implements MigrationInterface {
  name = 'Ledger1763800100000';

  async up(q: QueryRunner): Promise<void> {
    await q.query(`create table posting (
      tmo_id integer not null,
      account text not null,
      position bigint not null,
      line smallint not null,
      fund text not null,
      period text not null,
      effective_on date not null,
      amount_pence bigint not null check (amount_pence <> 0),
      primary key (tmo_id, account, position, line)
    )`);
    await tmoTable(q, 'posting');

    // Half of each page is left free, so that a run which changes every balance finds room beside the old row.
    await q.query(`create table account_balance (
      tmo_id integer not null,
      account text not null,
      balance_pence bigint not null,
      primary key (tmo_id, account)
    ) with (fillfactor = 45)`);
    await tmoTable(q, 'account_balance');

    await q.query(`create table ledger_lock (
      tmo_id integer not null primary key,
      closed_through text not null
    )`);
    await tmoTable(q, 'ledger_lock');

    // Statement-level: one look at the lock per insert, however many rows. A rebuild posts into a temporary table.
    await q.query(`create function refuse_closed_period() returns trigger language plpgsql as $$
      declare closed record;
      begin
        select n.period, l.closed_through into closed from new_rows n join ledger_lock l using (tmo_id)
          where n.period <= l.closed_through limit 1;
        if found then
          raise exception 'the period % is closed', closed.period using errcode = 'CY423';
        end if;
        return null;
      end $$`);
    await q.query(`create trigger closed_period after insert on posting referencing new table as new_rows
      for each statement execute function refuse_closed_period()`);
  }

  async down(q: QueryRunner): Promise<void> {
    await q.query('drop table ledger_lock, account_balance, posting');
    await q.query('drop function refuse_closed_period');
  }
}
