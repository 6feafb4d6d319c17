import csrf from '@fastify/csrf';
import { Inject, Injectable } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { WEB_SETTINGS, type WebSettings } from '../web-settings.js';

/**
 * Proves that a form or a call comes from a page of ours. The secret is a cookie of the browser, not of the session, so
 * that a form outlives a new sign-in; the token is bound to who is signed in. No row is written for it.
 */
@Injectable()
export class Csrf {
  private readonly tokens: csrf.TokensUserinfo;
  private readonly cookie: string;

  constructor(@Inject(WEB_SETTINGS) private readonly settings: WebSettings) {
    this.tokens = new csrf.Tokens({ userInfo: true, hmacKey: settings.cookie_secret });
    // With the __Host- prefix no other host of the domain can plant the cookie; browsers allow it over TLS only.
    this.cookie = settings.secure ? '__Host-csrf' : 'csrf';
  }

  /** A token for a page that is about to be sent; makes the browser's secret when it has none. */
  token(request: FastifyRequest, reply: FastifyReply): string {
    let secret = this.secretOf(request);
    if (secret === undefined) {
      secret = this.tokens.secretSync();
      reply.setCookie(this.cookie, secret, { signed: true });
      // Two tokens in one page share the secret that was just made.
      request.cookies[this.cookie] = reply.signCookie(secret);
    }
    return this.tokens.create(secret, whoAsks(request));
  }

  /** Whether the request carries a token of ours: the form field `_csrf`, or the header `x-csrf-token`. */
  isRight(request: FastifyRequest): boolean {
    const secret = this.secretOf(request);
    const body = request.body as Record<string, unknown> | null | undefined;
    const token = body?.['_csrf'] ?? request.headers['x-csrf-token'];
    return secret !== undefined && typeof token === 'string' && this.tokens.verify(secret, token, whoAsks(request));
  }

  private secretOf(request: FastifyRequest): string | undefined {
    const cookie = request.cookies[this.cookie];
    if (cookie === undefined) return undefined;
    const { valid, value } = request.unsignCookie(cookie);
    return valid && value !== null ? value : undefined;
  }
}

function whoAsks(request: FastifyRequest): string {
  return request.signedInUser?.user_id ?? 'nobody';
}
