import { randomBytes } from 'node:crypto';
import '@fastify/cookie';
import { Inject, Injectable } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { IDENTITY_SETTINGS, type IdentitySettings } from '../settings.js';

const A_YEAR_SECONDS = 365 * 24 * 3600;
/** The people a shared browser remembers having signed in. */
const MOST_KNOWN = 5;

/**
 * The two cookies of signing in, both signed and out of any script's reach. The session's ends with the browser; the
 * other only says "this person has signed in here before", opens nothing, and lasts a year.
 */
@Injectable()
export class SignInCookies {
  private readonly session: string;
  private readonly known: string;

  constructor(@Inject(IDENTITY_SETTINGS) private readonly settings: IdentitySettings) {
    // With the __Host- prefix no neighbouring host can plant a cookie; browsers allow the prefix by https only.
    const prefix = settings.secure_cookies ? '__Host-' : '';
    this.session = `${prefix}courtyard`;
    this.known = `${prefix}courtyard-known`;
  }

  sessionToken(request: FastifyRequest): string | undefined {
    return this.read(request, this.session);
  }

  giveSession(reply: FastifyReply, token: string): void {
    reply.setCookie(this.session, token, this.policy);
  }

  takeSession(reply: FastifyReply): void {
    reply.clearCookie(this.session, { path: '/', secure: this.settings.secure_cookies });
  }

  /** The name under which this browser's attempts for this person are counted, where it has proved itself before. */
  knownBrowserOf(request: FastifyRequest, user_id: string): string | undefined {
    return this.knownHere(request).find((entry) => entry.startsWith(`${user_id}.`));
  }

  rememberBrowser(request: FastifyRequest, reply: FastifyReply, user_id: string): void {
    const others = this.knownHere(request).filter((entry) => !entry.startsWith(`${user_id}.`));
    const own = this.knownBrowserOf(request, user_id) ?? `${user_id}.${randomBytes(16).toString('base64url')}`;
    const entries = [own, ...others].slice(0, MOST_KNOWN).join('|');
    reply.setCookie(this.known, entries, { ...this.policy, maxAge: A_YEAR_SECONDS });
  }

  private knownHere(request: FastifyRequest): string[] {
    return this.read(request, this.known)?.split('|') ?? [];
  }

  private read(request: FastifyRequest, name: string): string | undefined {
    const cookie = request.cookies[name];
    if (cookie === undefined) return undefined;
    const { valid, value } = request.unsignCookie(cookie);
    return valid && value !== null ? value : undefined;
  }

  private get policy() {
    return { signed: true, path: '/', httpOnly: true, sameSite: 'lax', secure: this.settings.secure_cookies } as const;
  }
}
