import { Controller, Get, Inject, Post, Req } from '@nestjs/common';
import { IsEmail } from 'class-validator';
import type { FastifyRequest } from 'fastify';
import { Ctx, Members, Permit, type TmoContext } from '#platform/identity';
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
import { daysProblem, periodOf, RoleForm, roleFields } from './role-form.js';
import { setupLinkPage } from './setup-link-page.js';

class InviteForm extends RoleForm {
  @Text('Enter their name', { max: 100 }) name: string;
  @IsEmail({}, { message: 'Enter an e-mail address, like amara@example.org' })
  @Text('Enter their e-mail address', { max: 254 })
  email: string;
}

/** Letting somebody in: a role, and for a new person a link that they set their own password by. */
@Controller('t/:tmo/users/invite')
export class InviteController {
  constructor(
    @Inject(Forms) private readonly forms: Forms,
    @Inject(Members) private readonly members: Members,
  ) {}

  @Get()
  @Permit('users.manage')
  show(@Ctx() ctx: TmoContext): Page {
    return page('identity-pages/users/invite', {
      title: 'Invite somebody',
      nav: 'users',
      back: { href: tmoPath(ctx, 'users'), text: 'Users' },
      ...roleFields(),
    });
  }

  @Post()
  @Permit('users.manage')
  async save(
    @Ctx() ctx: TmoContext,
    @Submitted() sent: Submission,
    @Req() request: FastifyRequest,
  ): Promise<Page | Redirect> {
    const read = await this.forms.read(sent, InviteForm);
    if (!read.ok) return sentBack(this.show(ctx), sent, read.errors);
    const problem = daysProblem(read.typed);
    if (problem) return sentBack(this.show(ctx), sent, [problem]);
    const { name, email } = read.typed;
    const answer = await this.members.invite(ctx, { name, email }, periodOf(read.typed));
    if (!answer.done) return refusedPage(this.show(ctx), sent, answer.refusal);
    if (answer.setup_token !== undefined)
      return setupLinkPage(ctx, request, { name, user_id: answer.user_id }, answer.setup_token);
    return redirect(tmoPath(ctx, 'users', answer.user_id), 'They have a sign-in already and now hold this role');
  }
}
