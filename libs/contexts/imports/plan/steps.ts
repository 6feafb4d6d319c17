import type { AnyCommand } from '#platform/event-store';

/** One command of an import, and the record of the extract it comes from; blocks and the batch's own end come from none. */
export interface Step {
  readonly command: AnyCommand;
  readonly payload: object;
  readonly record?: number;
}
