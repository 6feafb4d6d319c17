import { Controller, Get, Inject, Post, Query, Req, Res } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { formatTime } from '#kernel';
import { FirstManagerSetup, Public, SignedIn, SignIn, SignInCookies, type SignInResult } from '#platform/identity';
import {
  Forms,
  isLocalPath,
  type Page,
  page,
  redirect,
  type Redirect,
  sentBack,
  type Submission,
  Submitted,
  Text,
} from '#platform/web';
import { Password, withoutPasswords } from '../password-field.js';

class SignInForm {
  @Text('Enter your e-mail address') email: string;
  @Password('Enter your password') password: string;
  @Text('', { optional: true, max: 2_000 }) next?: string;
}

@Controller()
export class SignInController {
  constructor(
    @Inject(Forms) private readonly forms: Forms,
    @Inject(SignIn) private readonly signIn: SignIn,
    @Inject(SignInCookies) private readonly cookies: SignInCookies,
    @Inject(FirstManagerSetup) private readonly setup: FirstManagerSetup,
  ) {}

  @Get('sign-in')
  @Public()
  async show(@Req() request: FastifyRequest, @Query('next') next?: string): Promise<Page | Redirect> {
    if (request.signedInUser) return redirect(safe(next));
    if (await this.setup.canBegin()) return redirect('/setup');
    return signInPage(next);
  }

  @Post('sign-in')
  @Public()
  async enter(
    @Submitted() sent: Submission,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<Page | Redirect> {
    const read = await this.forms.read(sent, SignInForm);
    if (!read.ok) return sentBack(signInPage(), withoutPasswords(sent), read.errors);
    const { email, password, next } = read.typed;
    const result = await this.signIn.attempt({
      email,
      password,
      address: request.ip,
      browser: request.headers['user-agent'] ?? '',
      old_token: this.cookies.sessionToken(request),
      knownBrowserOf: (user_id) => this.cookies.knownBrowserOf(request, user_id),
    });
    if (result.signed_in) {
      this.cookies.giveSession(reply, result.token);
      this.cookies.rememberBrowser(request, reply, result.user_id);
      return redirect(safe(next));
    }
    if (result.why === 'wait') reply.header('retry-after', result.seconds);
    const shown = sentBack(signInPage(next), withoutPasswords(sent), [{ field: 'email', text: words(result) }]);
    return result.why === 'wait' ? shown.with({}, 429) : shown;
  }

  @Post('sign-out')
  @SignedIn()
  async leave(@Req() request: FastifyRequest, @Res({ passthrough: true }) reply: FastifyReply): Promise<Redirect> {
    const token = this.cookies.sessionToken(request);
    if (token !== undefined && request.signedInUser) {
      await this.signIn.signOut(token, request.signedInUser.user_id, request.ip);
    }
    this.cookies.takeSession(reply);
    // The back button must not show the next person at this desk what was on the screen.
    reply.header('clear-site-data', '"cache"');
    return redirect('/sign-in', 'You are signed out');
  }
}

function signInPage(next?: string): Page {
  return page('identity-pages/sign-in/sign-in', { title: 'Sign in', next: safe(next) });
}

/** Where to go after signing in: a path of ours, or the front door. */
function safe(next: string | undefined): string {
  return typeof next === 'string' && isLocalPath(next) && !next.startsWith('/sign-') ? next : '/';
}

/** The same words for a name nobody has and for a wrong password. */
function words(result: Exclude<SignInResult, { signed_in: true }>): string {
  switch (result.why) {
    case 'wrong':
      return 'The e-mail address or the password is wrong';
    case 'demo-refused':
      return 'This is a demonstration sign-in, and this Courtyard now holds a real TMO. Ask a manager for a sign-in of your own';
    case 'wait':
      return `Too many tries. You can try again ${whenAgain(result.seconds)}`;
  }
}

function whenAgain(seconds: number): string {
  if (seconds < 60) return `in ${seconds} ${seconds === 1 ? 'second' : 'seconds'}`;
  return `at ${formatTime(new Date(Date.now() + (seconds + 59) * 1000))}`;
}
