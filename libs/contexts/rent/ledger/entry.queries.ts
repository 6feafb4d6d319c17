import type { Tx } from '#platform/database';
import { loadEvents, type Posting, type StoredEventOf } from '#platform/event-store';
import type { RentEvent } from '../contracts/events.js';
import { accountIdOf } from '../contracts/ledger-accounts.js';
import { rentPostings } from '../postings.js';

/** One entry of an account with all its legs, which sum to zero. */
export interface EntryView {
  readonly event: StoredEventOf<RentEvent>;
  /** By the same rules that made the ledger's postings. */
  readonly legs: readonly Posting[];
  /** The log position of its reversal; null while it stands. */
  readonly reversed_by: number | null;
}

/** The entry at a log position, or undefined when nothing there moved money on this account. */
export async function entryAt(
  tx: Tx,
  tmo_id: number,
  account_id: string,
  position: number,
): Promise<EntryView | undefined> {
  const [found] = await loadEvents(tx, tmo_id, { from: position, to: position });
  const legs = found ? (rentPostings.find((rule) => rule.type === found.type)?.postings(found) ?? []) : [];
  if (!found || !legs.some((l) => accountIdOf(l.account) === account_id)) return undefined;
  const [reversal] = await tx.query<{ position: number }>(
    `select position from event where tmo_id = $1 and stream_id = $2 and version > $3
      and (data ->> 'reverses')::bigint = $4`,
    [tmo_id, found.stream_id, found.version, position],
  );
  return { event: found as EntryView['event'], legs, reversed_by: reversal?.position ?? null };
}
