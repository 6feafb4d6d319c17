import { isSystemActor, may, type Permission, type Role } from './permissions.js';

/** Who acts: a person with the roles they hold in this TMO today, or a system actor by its name ("rent-run"). */
export type Actor =
  | { readonly kind: 'user'; readonly user_id: string; readonly name: string; readonly roles: readonly Role[] }
  | { readonly kind: 'system'; readonly name: string };

/** In which TMO, and who: handed to every function that touches a TMO's rows, never hidden in async storage. */
export interface TmoContext {
  readonly tmo_id: number;
  readonly actor: Actor;
}

/** Whether this actor holds the permission. A system actor that the matrix does not name may do nothing. */
export function actorMay(actor: Actor, permission: Permission): boolean {
  if (actor.kind === 'user') return may(actor.roles, permission);
  return isSystemActor(actor.name) && may([actor.name], permission);
}
