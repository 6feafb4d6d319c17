import { Controller, Get, Inject, Post, Req, Res } from '@nestjs/common';
import { IsEmail } from 'class-validator';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { FirstManagerSetup, Public, SHORTEST_PASSWORD, SignIn, SignInCookies } from '#platform/identity';
import {
  Forms,
  type Page,
  page,
  redirect,
  type Redirect,
  refusedPage,
  sentBack,
  type Submission,
  Submitted,
  Text,
  tmoPath,
} from '#platform/web';
import { Password, withoutPasswords } from '../password-field.js';

class SetupForm {
  @Text('Enter the set-up code', { max: 50 }) code: string;
  @Text('Enter the name of the TMO', { max: 100 }) tmo_name: string;
  @Text('Enter the name of the council', { max: 100 }) council_name: string;
  @Text('Enter your name', { max: 100 }) name: string;
  @IsEmail({}, { message: 'Enter an e-mail address, like amara@example.org' })
  @Text('Enter your e-mail address', { max: 254 })
  email: string;
  @Password('Enter a password') password: string;
}

/** The first page of an empty start: the TMO and its first manager. Closed as soon as anybody can sign in. */
@Controller('setup')
export class SetupController {
  constructor(
    @Inject(Forms) private readonly forms: Forms,
    @Inject(FirstManagerSetup) private readonly setup: FirstManagerSetup,
    @Inject(SignIn) private readonly signIn: SignIn,
    @Inject(SignInCookies) private readonly cookies: SignInCookies,
  ) {}

  @Get()
  @Public()
  async show(): Promise<Page | Redirect> {
    return (await this.setup.canBegin()) ? setupPage() : redirect('/');
  }

  @Post()
  @Public()
  async begin(
    @Submitted() sent: Submission,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<Page | Redirect> {
    const read = await this.forms.read(sent, SetupForm);
    if (!read.ok) return sentBack(setupPage(), withoutPasswords(sent), read.errors);
    const made = await this.setup.begin(read.typed);
    if (!made.done) return refusedPage(setupPage(), withoutPasswords(sent), made.refusal);
    const { email, password } = read.typed;
    const entered = await this.signIn.attempt({
      email,
      password,
      address: request.ip,
      browser: request.headers['user-agent'] ?? '',
      old_token: undefined,
      knownBrowserOf: () => undefined,
    });
    if (!entered.signed_in) return redirect('/sign-in');
    this.cookies.giveSession(reply, entered.token);
    this.cookies.rememberBrowser(request, reply, entered.user_id);
    return redirect(tmoPath(made, 'setup'), 'The TMO is set up and you are its manager');
  }
}

function setupPage(): Page {
  return page('identity-pages/setup/setup', { title: 'Set up Courtyard', shortest: SHORTEST_PASSWORD });
}
