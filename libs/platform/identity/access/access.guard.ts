import {
  type CanActivate,
  type ExecutionContext,
  ForbiddenException,
  Inject,
  Injectable,
  NotFoundException,
  UnauthorizedException,
} from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import type { FastifyRequest } from 'fastify';
import { ACCESS, type Access } from '../decorators.js';
import { may } from '../permissions.js';
import { SignInCookies } from '../sessions/cookies.js';
import { SessionStore, type SessionView } from '../sessions/session-store.js';

/**
 * Before every route: who asks, in which TMO, and whether they may. The TMO is taken from the path and nowhere else, so
 * two tabs can stand in two TMOs. A TMO that does not exist and one you are no member of give the same answer.
 */
@Injectable()
export class AccessGuard implements CanActivate {
  constructor(
    @Inject(Reflector) private readonly reflector: Reflector,
    @Inject(SignInCookies) private readonly cookies: SignInCookies,
    @Inject(SessionStore) private readonly sessions: SessionStore,
  ) {}

  /** @throws UnauthorizedException, NotFoundException, ForbiddenException */
  async canActivate(context: ExecutionContext): Promise<boolean> {
    const access = this.reflector.getAllAndOverride<Access | undefined>(ACCESS, [
      context.getHandler(),
      context.getClass(),
    ]);
    if (!access) throw new ForbiddenException('the route does not say who may use it');
    const request = context.switchToHttp().getRequest<FastifyRequest>();
    const token = this.cookies.sessionToken(request);
    const view = token === undefined ? undefined : await this.sessions.find(token, tmoInPath(request));
    if (view) request.signedInUser = { user_id: view.user_id, name: view.name, email: view.email };
    if (access.kind === 'public') return true;
    if (!view) throw new UnauthorizedException();
    if (access.kind === 'signed-in') return true;
    const roles = enterTmo(request, view);
    if (!may(roles, access.permission)) throw new ForbiddenException(`this needs the permission ${access.permission}`);
    return true;
  }
}

function tmoInPath(request: FastifyRequest): string | undefined {
  const params = request.params as Readonly<Record<string, string | undefined>>;
  return params['tmo'];
}

/** Puts the TMO and the actor on the request, and gives the roles held there today. */
function enterTmo(request: FastifyRequest, view: SessionView) {
  const { tmo_id, slug, tmo_name, roles, user_id, name } = view;
  if (tmo_id === null || slug === null || tmo_name === null || roles === null) throw new NotFoundException();
  request.tmo = { tmo_id, slug, name: tmo_name };
  request.tmoContext = { tmo_id, actor: { kind: 'user', user_id, name, roles } };
  return roles;
}
