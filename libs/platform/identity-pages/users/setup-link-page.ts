import type { FastifyRequest } from 'fastify';
import { SETUP_LINK_HOURS, type TmoContext } from '#platform/identity';
import { type Page, page, tmoPath } from '#platform/web';

/** The one time that a set-up link is shown: only its hash is kept. */
export function setupLinkPage(
  ctx: TmoContext,
  request: FastifyRequest,
  person: { readonly name: string; readonly user_id: string },
  setup_token: string,
): Page {
  return page('identity-pages/users/setup-link', {
    title: `A link for ${person.name}`,
    nav: 'users',
    back: { href: tmoPath(ctx, 'users', person.user_id), text: person.name },
    person,
    hours: SETUP_LINK_HOURS,
    link: `${request.protocol}://${request.host}/welcome/${setup_token}`,
  });
}
