import { Controller, Get, Inject, Param, Post, Req } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { networkOf, Public, SHORTEST_PASSWORD, Users } from '#platform/identity';
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
} from '#platform/web';
import { Password, withoutPasswords } from '../password-field.js';

class SetPasswordForm {
  @Password('Enter a password') password: string;
}

/** Where a one-time set-up link leads: somebody new, or somebody who forgot, sets a password nobody else has seen. */
@Controller('welcome/:token')
export class SetPasswordController {
  constructor(
    @Inject(Forms) private readonly forms: Forms,
    @Inject(Users) private readonly users: Users,
  ) {}

  @Get()
  @Public()
  async show(@Param('token') token: string): Promise<Page> {
    const user = await this.users.ofSetupLink(token);
    const template = 'identity-pages/sign-in/set-password';
    if (!user) return page(template, { title: 'This link has been used or is too old' }, 404);
    return page(template, { title: 'Set your password', person: user, shortest: SHORTEST_PASSWORD });
  }

  @Post()
  @Public()
  async save(
    @Param('token') token: string,
    @Submitted() sent: Submission,
    @Req() request: FastifyRequest,
  ): Promise<Page | Redirect> {
    const read = await this.forms.read(sent, SetPasswordForm);
    if (!read.ok) return sentBack(await this.show(token), withoutPasswords(sent), read.errors);
    const answer = await this.users.setPassword(token, read.typed.password, networkOf(request.ip));
    if (!answer.done) return refusedPage(await this.show(token), withoutPasswords(sent), answer.refusal);
    return redirect('/sign-in', 'Your password is set. Sign in with it.');
  }
}
