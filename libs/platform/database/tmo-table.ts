import type { QueryRunner } from 'typeorm';

/** The database role that office and worker connect as. It owns nothing and cannot bypass row-level security. */
export const APP_ROLE = 'courtyard_app';

/**
 * The TMO of the running transaction, as row-level security reads it; null (and so no row) outside of one. A subquery, so
 * that it is worked out once for a statement and not for every row written.
 */
export const CURRENT_TMO_SQL = `(select nullif(current_setting('app.tmo_id', true), '')::integer)`;

/**
 * Makes a new table one of a TMO's: row-level security is enabled and forced (for its owner too), and the app role
 * gets the rights named. Every such table leads its keys with `tmo_id`.
 */
export async function tmoTable(
  q: QueryRunner,
  table: string,
  rights = 'select, insert, update, delete',
): Promise<void> {
  await q.query(`alter table ${table} enable row level security`);
  await q.query(`alter table ${table} force row level security`);
  await q.query(
    `create policy tmo on ${table} using (tmo_id = ${CURRENT_TMO_SQL}) with check (tmo_id = ${CURRENT_TMO_SQL})`,
  );
  await q.query(`grant ${rights} on ${table} to ${APP_ROLE}`);
}
