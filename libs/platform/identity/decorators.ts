import { createParamDecorator, SetMetadata, type ExecutionContext } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import type { Permission } from './permissions.js';
import type { TmoContext } from './tmo-context.js';

/** What a route demands of whoever asks. Every route says one of the three, or the application does not start. */
export type Access =
  | { readonly kind: 'permit'; readonly permission: Permission }
  | { readonly kind: 'signed-in' }
  | { readonly kind: 'public' };

export const ACCESS = 'courtyard:access';

/** The route lies under /t/:tmo and needs this permission in that TMO. */
export const Permit = (permission: Permission) => SetMetadata<string, Access>(ACCESS, { kind: 'permit', permission });

/** The route needs a signed-in person and no TMO: choosing the TMO, my account. */
export const SignedIn = () => SetMetadata<string, Access>(ACCESS, { kind: 'signed-in' });

/** Anybody may ask: signing in, health, static files. */
export const Public = () => SetMetadata<string, Access>(ACCESS, { kind: 'public' });

/** The person behind the session, as the guard read it from the database for this request. */
export interface SignedInUser {
  readonly user_id: string;
  readonly name: string;
  readonly email: string;
}

/** The TMO a request is about, as pages show it. */
export interface RequestTmo {
  readonly tmo_id: number;
  readonly slug: string;
  readonly name: string;
}

declare module 'fastify' {
  interface FastifyRequest {
    /** Set by the guard on every route that is not public and, where somebody is signed in, on public ones too. */
    signedInUser?: SignedInUser;
    /** Set by the guard under /t/:tmo. */
    tmoContext?: TmoContext;
    tmo?: RequestTmo;
  }
}

/** The `TmoContext` of a request under /t/:tmo: `list(@Ctx() ctx: TmoContext)`. */
export const Ctx = createParamDecorator((_data: unknown, context: ExecutionContext): TmoContext => {
  const request = context.switchToHttp().getRequest<FastifyRequest>();
  if (!request.tmoContext) throw new Error(`${request.url} has no TMO in its path, so @Ctx() has nothing to hand in`);
  return request.tmoContext;
});

/** The signed-in person: `account(@CurrentUser() user: SignedInUser)`. */
export const CurrentUser = createParamDecorator((_data: unknown, context: ExecutionContext): SignedInUser => {
  const request = context.switchToHttp().getRequest<FastifyRequest>();
  if (!request.signedInUser) throw new Error(`${request.url} is public, so @CurrentUser() has nobody to hand in`);
  return request.signedInUser;
});
