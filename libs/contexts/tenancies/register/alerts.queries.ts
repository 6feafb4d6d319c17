import type { CivilDate } from '#kernel';
import type { Tx } from '#platform/database';
import type { Vault } from '#platform/privacy';
import { ALERT_KINDS, type AlertKind } from '../tenancy/alerts.js';

/** An alert on a household as whoever rings or calls should see it. */
export interface AlertView {
  readonly alert_id: string;
  readonly tenancy_id: string;
  readonly kind: AlertKind;
  /** "Visit in pairs" */
  readonly kind_name: string;
  readonly added_on: CivilDate;
  /** The last day on which it holds. */
  readonly expires_on: CivilDate;
  /** The particulars; null where there are none, or their key is gone. */
  readonly text: string | null;
}

/** The alerts that hold on a day, opened for reading. Those expired or ended by then are in the timeline. */
export async function alertsOn(
  tx: Tx,
  tmo_id: number,
  vault: Vault,
  tenancy_ids: readonly string[],
  on: CivilDate,
): Promise<AlertView[]> {
  const rows = await tx.query<Omit<AlertView, 'kind_name' | 'text'> & { text_sealed: string | null }>(
    `select alert_id, tenancy_id, kind, added_on, expires_on, text_sealed from household_alert
      where tmo_id = $1 and tenancy_id = any($2::uuid[]) and added_on <= $3 and expires_on >= $3
        and (ended_on is null or ended_on > $3)
      order by expires_on, alert_id`,
    [tmo_id, tenancy_ids, on],
  );
  const sealed = rows.flatMap((row) => row.text_sealed ?? []);
  const texts = await vault.open(tx, tmo_id, sealed);
  const clear = new Map(sealed.map((text, i) => [text, texts[i] ?? null]));
  return rows.map(({ text_sealed, ...alert }) => ({
    ...alert,
    kind_name: ALERT_KINDS[alert.kind].name,
    text: text_sealed === null ? null : (clear.get(text_sealed) ?? null),
  }));
}
