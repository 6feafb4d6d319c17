/** Who asks. A user acts with the roles that their membership of this TMO gives today; a system actor is named. */
export type Actor =
  | { readonly kind: 'user'; readonly user_id: string; readonly name: string; readonly roles: readonly string[] }
  | { readonly kind: 'system'; readonly name: string };

/** For whom and by whom: handed to every function that touches a TMO's rows, never hidden in async storage. */
export interface TmoContext {
  readonly tmo_id: number;
  readonly actor: Actor;
}

/** A stable name for an actor, as decide and the log's metadata know it: a user's id, or "system:<name>". */
export function actorId(actor: Actor): string {
  return actor.kind === 'user' ? actor.user_id : `system:${actor.name}`;
}
