import { readFileSync } from 'node:fs';
import type { HashedColumns } from '#platform/event-store';

interface LogVector extends HashedColumns {
  readonly why: string;
  readonly preimage: string;
  readonly hash: string;
}

/** The vectors of docs/log-format.md. Never edited: a log written yesterday must verify for ever. */
export const logVectors = JSON.parse(readFileSync(new URL('log-vectors.json', import.meta.url), 'utf8')) as {
  readonly genesis: string;
  readonly events: readonly LogVector[];
};
