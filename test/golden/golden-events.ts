import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import type { StoredEvent } from '#platform/event-store';

/**
 * One event of each type as a release wrote it into a log. What was once released is in logs for good, so a file is
 * never changed and never deleted: an event that has to hold something else is another type, `.v2`.
 */
export interface GoldenEvent {
  readonly type: string;
  readonly stream_id: string;
  readonly effective_on: string;
  /** Its place among the golden events, which make one story when they are read in this order. */
  readonly position: number;
  readonly data: unknown;
}

const FOLDER = new URL('./events/', import.meta.url);
const fileOf = (type: string) => new URL(`${type}.json`, FOLDER);

export function goldenTypes(): string[] {
  return readdirSync(FOLDER).map((name) => name.replace(/\.json$/, ''));
}

export function goldenEvents(): GoldenEvent[] {
  const events = goldenTypes().map((type) => JSON.parse(readFileSync(fileOf(type), 'utf8')) as GoldenEvent);
  return events.sort((a, b) => a.position - b.position || (a.type < b.type ? -1 : 1));
}

/** Writes the file of a type that has none yet. */
export function writeGolden({ type, stream_id, effective_on, position, data }: StoredEvent): void {
  if (existsSync(fileOf(type))) return;
  const golden: GoldenEvent = { type, stream_id, effective_on, position, data };
  writeFileSync(fileOf(type), `${JSON.stringify(golden, null, 2)}\n`);
}
