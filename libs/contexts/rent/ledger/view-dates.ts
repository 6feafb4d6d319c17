import { type CivilDate, endOfLondonDay, formatDate, parseCivilDate, parseUkDate } from '#kernel';
import type { Tx } from '#platform/database';
import { positionKnownAt } from '#platform/event-store';
import type { LedgerView } from '#platform/ledger';

/** The two dates a page was asked for: how things stood at the end of a day, and as they were known at the end of another. */
export interface ViewDates {
  readonly as_at: CivilDate | undefined;
  readonly known: CivilDate | undefined;
  /** Resolved: a knowledge date is a log position from here on. */
  readonly view: LedgerView;
  /** 'as at 6 April 2026, as known on 13 April 2026'; empty for now. */
  readonly words: string;
  /** For links that keep the dates: '?as_at=2026-04-06'. */
  readonly query: string;
}

/** Reads `as_at` and `known` from a request; what is no date counts as not asked, so an old bookmark still opens. */
export async function viewDates(tx: Tx, tmo_id: number, query: Readonly<Record<string, unknown>>): Promise<ViewDates> {
  const [as_at, known] = [day(query['as_at']), day(query['known'])];
  const position = known && (await positionKnownAt(tx, tmo_id, endOfLondonDay(known)));
  const asked = new URLSearchParams({ ...(as_at ? { as_at } : {}), ...(known ? { known } : {}) }).toString();
  return {
    as_at,
    known,
    view: { ...(as_at ? { as_at } : {}), ...(position === undefined ? {} : { known_position: position }) },
    words: [as_at && `as at ${formatDate(as_at)}`, known && `as known on ${formatDate(known)}`]
      .filter(Boolean)
      .join(', '),
    query: asked === '' ? '' : `?${asked}`,
  };
}

function day(asked: unknown): CivilDate | undefined {
  return typeof asked === 'string' ? (parseUkDate(asked) ?? parseCivilDate(asked)) : undefined;
}
