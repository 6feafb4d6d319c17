import { accept, refusal, refuse, type CivilDate, type Decision, type DomainEvent, type Refusal } from '#kernel';

/** One term of the agreement: what holds from a date until the next entry of the same list. */
export interface DatedEntry<Value> {
  readonly from: CivilDate;
  readonly value: Value;
}

/** Ascending by date, no date twice. Nothing holds before the first: that is "not agreed", never a default. */
export type DatedEntries<Value> = readonly DatedEntry<Value>[];

/** The list with the entry in its place; `replaces_from` takes out the entry that this one corrects. */
export function withEntry<Value>(
  entries: DatedEntries<Value>,
  entry: DatedEntry<Value>,
  replaces_from: CivilDate | null,
): DatedEntries<Value> {
  return [...entries.filter((e) => e.from !== replaces_from && e.from !== entry.from), entry].sort((a, b) =>
    a.from < b.from ? -1 : 1,
  );
}

/** What holds on the date, or undefined before the first entry. */
export function valueOn<Value>(entries: DatedEntries<Value>, on: CivilDate): Value | undefined {
  return entries.findLast((e) => e.from <= on)?.value;
}

/**
 * Why an entry cannot be put in: a correction must name an entry that is there, and two entries cannot start on one
 * day (whoever means to change the first corrects it, so that both stay visible in the log).
 */
function entryRefusal<Value>(
  entries: DatedEntries<Value>,
  from: CivilDate,
  replaces_from: CivilDate | null,
): Refusal | undefined {
  const dates = entries.map((e) => e.from);
  if (replaces_from !== null && !dates.includes(replaces_from)) return refusal('nothing-to-correct', { replaces_from });
  if (dates.includes(from) && from !== replaces_from) return refusal('already-set-from-that-date', { from });
  return undefined;
}

/**
 * The answer to an entry: refused; nothing to record, when the same holds on that date already and no entry is being
 * corrected; or the event.
 */
export function decideEntry<Value, E extends DomainEvent>(
  entries: DatedEntries<Value>,
  entry: DatedEntry<Value>,
  replaces_from: CivilDate | null,
  event: E,
): Decision<E> {
  const refused = entryRefusal(entries, entry.from, replaces_from);
  if (refused) return refuse(refused.code, refused.facts);
  return replaces_from === null && valueOn(entries, entry.from) === entry.value ? accept() : accept(event);
}
