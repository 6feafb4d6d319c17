import type { CivilDate, Pence } from '#kernel';
import type { Tx } from '#platform/database';
import type { NotCharged } from './rent-run.events.js';

/** The record of one week's run: accounts = charged + already + refused. */
export interface RentRunView {
  readonly week_of: CivilDate;
  readonly position: number;
  readonly free: boolean;
  readonly accounts: number;
  readonly charged: number;
  readonly charged_pence: Pence;
  readonly already: number;
  readonly refused: readonly NotCharged[];
  readonly recorded_at: string;
}

const RUN = `week_of, position, free, accounts, charged, charged_pence, already, refused, recorded_at`;

/** The latest week that a run has gone through; null before the first. */
export async function lastRun(tx: Tx, tmo_id: number): Promise<CivilDate | null> {
  const [row] = await tx.query<{ last: CivilDate | null }>(
    `select max(week_of) as last from rent_run where tmo_id = $1`,
    [tmo_id],
  );
  return row?.last ?? null;
}

/** The runs that have been, the latest first. */
export function rentRuns(
  tx: Tx,
  tmo_id: number,
  page: { readonly limit: number; readonly offset: number },
): Promise<RentRunView[]> {
  return tx.query(
    `select ${RUN} from rent_run where tmo_id = $1 order by week_of desc
      limit ${Math.trunc(page.limit)} offset ${Math.trunc(page.offset)}`,
    [tmo_id],
  );
}

export async function rentRunOf(tx: Tx, tmo_id: number, week_of: CivilDate): Promise<RentRunView | undefined> {
  const [run] = await tx.query<RentRunView>(`select ${RUN} from rent_run where tmo_id = $1 and week_of = $2`, [
    tmo_id,
    week_of,
  ]);
  return run;
}

/** Which of these weeks a run has gone through. */
export async function weeksRun(
  tx: Tx,
  tmo_id: number,
  from: CivilDate,
  to: CivilDate,
): Promise<ReadonlySet<CivilDate>> {
  const rows = await tx.query<{ week_of: CivilDate }>(
    `select week_of from rent_run where tmo_id = $1 and week_of between $2 and $3`,
    [tmo_id, from, to],
  );
  return new Set(rows.map((r) => r.week_of));
}
