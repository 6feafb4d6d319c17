import type { CivilDate } from '#kernel';
import { rentLedgerKeeper } from '#contexts/agreement/contracts/index.js';
import type { Tx } from '#platform/database';

/** Who keeps the rent ledger on each of these days. Where the agreement does not say, this TMO keeps its own. */
export async function keepersOn(
  tx: Tx,
  tmo_id: number,
  days: readonly CivilDate[],
): Promise<ReadonlyMap<CivilDate, 'tmo' | 'council'>> {
  const distinct = [...new Set(days)];
  const keepers = await Promise.all(distinct.map((day) => rentLedgerKeeper(tx, tmo_id, day)));
  return new Map(distinct.map((day, i) => [day, keepers[i] ?? 'tmo']));
}
