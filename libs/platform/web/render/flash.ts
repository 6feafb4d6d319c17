import type { FastifyReply, FastifyRequest } from 'fastify';

const COOKIE = 'flash';

/** Words for the next page, kept in a signed cookie so that they need no session and survive a restart. */
export function setFlash(reply: FastifyReply, words: string): void {
  reply.setCookie(COOKIE, encodeURIComponent(words.slice(0, 500)), { signed: true, maxAge: 60 });
}

/** The words left by the page before, once. A cookie that we did not sign is dropped. */
export function takeFlash(request: FastifyRequest, reply: FastifyReply): string | undefined {
  const cookie = request.cookies[COOKIE];
  if (cookie === undefined) return undefined;
  reply.clearCookie(COOKIE);
  const { valid, value } = request.unsignCookie(cookie);
  return valid && value !== null ? decodeURIComponent(value) : undefined;
}
