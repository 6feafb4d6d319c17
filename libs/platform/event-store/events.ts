import type { DomainEvent } from '#kernel';
import type { Actor } from '#platform/identity';

/** How an actor is written in metadata and in `DecideEnv.actor`: the user's id, or "system:rent-run". */
export function actorName(actor: Actor): string {
  return actor.kind === 'user' ? actor.user_id : `system:${actor.name}`;
}

/** Where a command's facts came from; kept in the event's metadata, so that a figure can be walked back to it. */
export type Source =
  | { readonly kind: 'page' }
  | { readonly kind: 'api' }
  | { readonly kind: 'cli' }
  | { readonly kind: 'job'; readonly name: string; readonly due_on?: string }
  /** A kept file, by the subject it is sealed under: its name may be somebody's, so it is not written here. */
  | { readonly kind: 'file'; readonly subject: string; readonly sha256: string; readonly record?: number }
  | { readonly kind: 'event'; readonly consumer: string; readonly position: number };

export interface EventMetadata {
  /** A user's id or "system:<name>". */
  readonly actor: string;
  readonly command_id: string;
  readonly command: string;
  readonly source?: Source;
}

/** An event as the log holds it. `recorded_at` is an ISO instant with microseconds, never before its predecessor's. */
export interface StoredEvent<E extends DomainEvent = DomainEvent> {
  readonly tmo_id: number;
  readonly position: number;
  readonly stream_id: string;
  readonly version: number;
  readonly type: E['type'];
  readonly data: E['data'];
  readonly metadata: EventMetadata;
  readonly effective_on: E['effective_on'];
  readonly recorded_at: string;
}

/** A union of events as the log holds them; a switch on `type` narrows `data`. */
export type StoredEventOf<E extends DomainEvent> = E extends DomainEvent ? StoredEvent<E> : never;
