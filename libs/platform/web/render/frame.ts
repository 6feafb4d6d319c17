import type { FastifyReply, FastifyRequest } from 'fastify';
import { actorMay, type Permission, PERMISSIONS, type RequestTmo } from '#platform/identity';
import { takeFlash } from './flash.js';
import { navigationFor, type NavigationView } from './navigation.js';

/** What the layout knows besides the page's own model: whose page it is, and where in the product it stands. */
export interface Frame {
  /** `/t/1`, or empty outside a TMO. */
  readonly base: string;
  readonly tmo: RequestTmo | undefined;
  readonly user: { readonly name: string } | undefined;
  /** Permissions held in this TMO, for templates: `{% if can['rent.run'] %}`. */
  readonly can: Readonly<Partial<Record<Permission, true>>>;
  readonly navigation: readonly NavigationView[];
  readonly flash: string | undefined;
  /** The name govuk-frontend's template knows it by. */
  readonly cspNonce: string;
  readonly path: string;
  /** What was typed into the search box, on the page of its results. */
  readonly search_text: string;
}

/** Reads the frame of a request; takes the flash words, so it is for a page that is really sent. */
export function frameOf(request: FastifyRequest, reply: FastifyReply, nav?: string): Frame {
  const path = request.url.split('?', 1)[0] ?? request.url;
  const actor = request.tmoContext?.actor;
  const held = actor ? PERMISSIONS.filter((permission) => actorMay(actor, permission)) : [];
  const base = request.tmoContext ? `/t/${request.tmoContext.tmo_id}` : '';
  const query = request.query as Record<string, unknown>;
  return {
    base,
    tmo: request.tmo,
    user: request.signedInUser ? { name: request.signedInUser.name } : undefined,
    can: Object.fromEntries(held.map((permission) => [permission, true])),
    navigation: base ? navigationFor(base, new Set(held), nav) : [],
    flash: takeFlash(request, reply),
    cspNonce: reply.cspNonce.script,
    path,
    search_text: path.endsWith('/search') && typeof query?.['q'] === 'string' ? query['q'] : '',
  };
}
