import { Controller, Get, Inject, Param, Post, Req } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { Database } from '#platform/database';
import {
  auditSignIn,
  CurrentUser,
  IDLE_MINUTES,
  LONGEST_HOURS,
  Members,
  networkOf,
  SessionStore,
  SHORTEST_PASSWORD,
  SignedIn,
  type SignedInUser,
  SignInCookies,
  Users,
} from '#platform/identity';
import {
  Forms,
  IdPipe,
  type Page,
  page,
  redirect,
  type Redirect,
  refusedPage,
  sentBack,
  type Submission,
  Submitted,
  tmoPath,
} from '#platform/web';
import { browserName } from '../browser-name.js';
import { Password, withoutPasswords } from '../password-field.js';

class ChangePasswordForm {
  @Password('Enter your current password') current_password: string;
  @Password('Enter a new password') password: string;
}

/** One's own sign-in: password, the browsers it is open in, and the way to one's own household links. */
@Controller('account')
export class AccountController {
  constructor(
    @Inject(Forms) private readonly forms: Forms,
    @Inject(Database) private readonly db: Database,
    @Inject(Users) private readonly users: Users,
    @Inject(Members) private readonly members: Members,
    @Inject(SessionStore) private readonly sessions: SessionStore,
    @Inject(SignInCookies) private readonly cookies: SignInCookies,
  ) {}

  @Get()
  @SignedIn()
  async show(@CurrentUser() user: SignedInUser, @Req() request: FastifyRequest): Promise<Page> {
    const token = this.cookies.sessionToken(request);
    const current = token === undefined ? undefined : await this.sessions.find(token);
    const open = await this.db.withoutTmo((tx) => this.sessions.listOwn(tx, user.user_id));
    const tmos = await this.members.ofUser(user.user_id);
    return page('identity-pages/account/account', {
      title: 'My account',
      person: user,
      shortest: SHORTEST_PASSWORD,
      idle_hours: IDLE_MINUTES / 60,
      longest_hours: LONGEST_HOURS,
      tmos: tmos.map((tmo) => ({ ...tmo, href: tmoPath(tmo), household_href: tmoPath(tmo, 'my-household') })),
      sessions: open.map((session) => ({
        ...session,
        browser: browserName(session.browser),
        is_this: session.session_id === current?.session_id,
      })),
    });
  }

  @Post('password')
  @SignedIn()
  async changePassword(
    @CurrentUser() user: SignedInUser,
    @Submitted() sent: Submission,
    @Req() request: FastifyRequest,
  ): Promise<Page | Redirect> {
    const read = await this.forms.read(sent, ChangePasswordForm);
    if (!read.ok) return sentBack(await this.show(user, request), withoutPasswords(sent), read.errors);
    const { current_password, password } = read.typed;
    const who = { user_id: user.user_id, token: this.cookies.sessionToken(request), network: networkOf(request.ip) };
    const answer = await this.users.changePassword(who, current_password, password);
    if (!answer.done) return refusedPage(await this.show(user, request), withoutPasswords(sent), answer.refusal);
    return redirect('/account', 'Your password is changed, and every other browser is signed out');
  }

  @Post('sessions/:session_id/end')
  @SignedIn()
  async endSession(
    @CurrentUser() user: SignedInUser,
    @Param('session_id', IdPipe) session_id: string,
    @Req() request: FastifyRequest,
  ): Promise<Redirect> {
    const ended = await this.db.withoutTmo(async (tx) => {
      const was = await this.sessions.revoke(tx, user.user_id, session_id);
      if (was) await auditSignIn(tx, 'session-ended', user.user_id, networkOf(request.ip));
      return was;
    });
    return redirect('/account', ended ? 'That browser is signed out' : 'That browser was signed out already');
  }
}
