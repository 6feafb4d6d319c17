import {
  civilDate,
  deterministicUuid,
  londonDateOf,
  openPeriod,
  type AccountingPeriod,
  type CivilDate,
  type DecideEnv,
} from '#kernel';

interface EnvParts {
  /** 'YYYY-MM-DD'; by itself it sets the clock to noon UTC of that day. */
  readonly today?: string;
  /** ISO instant; by itself it sets today to its London date. */
  readonly now?: string;
  readonly actor?: string;
  /** The last closed accounting period, such as '2025/26-12'; late postings go into today's. */
  readonly closedThrough?: AccountingPeriod;
}

/**
 * The world that decide sees, for a spec: Wednesday 20 May 2026 unless told, no period closed, and ids that are the
 * same in every run.
 * @throws RangeError when `now` is not on `today` in London: such a world does not exist.
 */
export function anEnv(parts: EnvParts = {}): DecideEnv {
  const { actor = 'user:spec', closedThrough = '' } = parts;
  const today = todayOf(parts);
  const now = parts.now ?? `${today}T12:00:00.000Z`;
  if (londonDateOf(now) !== today) throw new RangeError(`${now} is ${londonDateOf(now)} in London, not ${today}`);
  return {
    today,
    now,
    actor,
    newId: (label) => deterministicUuid('spec', label),
    period: (effectiveOn) => openPeriod(effectiveOn, today, closedThrough),
  };
}

function todayOf({ today, now }: EnvParts): CivilDate {
  if (today !== undefined) return civilDate(today);
  return now === undefined ? civilDate('2026-05-20') : londonDateOf(now);
}
