import { Controller, Get, Inject, NotFoundException, Param, Post, Req } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { Ctx, type Member, Members, networkOf, Permit, type TmoContext } from '#platform/identity';
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
import { daysProblem, periodOf, RoleForm, roleFields } from './role-form.js';
import { setupLinkPage } from './setup-link-page.js';

/** One person's roles in this TMO: given with their days, ended at once. */
@Controller('t/:tmo/users/:user_id')
export class UserController {
  constructor(
    @Inject(Forms) private readonly forms: Forms,
    @Inject(Members) private readonly members: Members,
  ) {}

  @Get()
  @Permit('users.view')
  async show(@Ctx() ctx: TmoContext, @Param('user_id', IdPipe) user_id: string): Promise<Page> {
    const member = await this.member(ctx, user_id);
    const path = tmoPath(ctx, 'users', user_id);
    return page('identity-pages/users/user', {
      title: member.name,
      caption: member.email,
      nav: 'users',
      back: { href: tmoPath(ctx, 'users'), text: 'Users' },
      member,
      grant_action: `${path}/roles`,
      link_action: `${path}/set-up-link`,
      roles: member.roles.map((role) => ({ ...role, end_action: `${path}/roles/${role.membership_id}/end` })),
      ...roleFields(),
    });
  }

  @Post('roles')
  @Permit('users.manage')
  async grant(
    @Ctx() ctx: TmoContext,
    @Param('user_id', IdPipe) user_id: string,
    @Submitted() sent: Submission,
  ): Promise<Page | Redirect> {
    const read = await this.forms.read(sent, RoleForm);
    const problems = read.ok ? [daysProblem(read.typed)].filter((problem) => problem !== undefined) : read.errors;
    if (!read.ok || problems.length > 0) return sentBack(await this.show(ctx, user_id), sent, problems);
    const answer = await this.members.grant(ctx, user_id, periodOf(read.typed));
    if (!answer.done) return refusedPage(await this.show(ctx, user_id), sent, answer.refusal);
    return redirect(tmoPath(ctx, 'users', user_id), 'The role is given');
  }

  @Post('roles/:membership_id/end')
  @Permit('users.manage')
  async end(
    @Ctx() ctx: TmoContext,
    @Param('user_id', IdPipe) user_id: string,
    @Param('membership_id', IdPipe) membership_id: string,
    @Submitted() sent: Submission,
  ): Promise<Page | Redirect> {
    const answer = await this.members.end(ctx, membership_id);
    if (!answer.done) return refusedPage(await this.show(ctx, user_id), sent, answer.refusal);
    return redirect(tmoPath(ctx, 'users', user_id), 'The role has ended');
  }

  @Post('set-up-link')
  @Permit('users.manage')
  async newLink(
    @Ctx() ctx: TmoContext,
    @Param('user_id', IdPipe) user_id: string,
    @Submitted() sent: Submission,
    @Req() request: FastifyRequest,
  ): Promise<Page> {
    const answer = await this.members.newSetupLink(ctx, user_id, networkOf(request.ip));
    if (!answer.done) return refusedPage(await this.show(ctx, user_id), sent, answer.refusal);
    return setupLinkPage(ctx, request, await this.member(ctx, user_id), answer.setup_token);
  }

  private async member(ctx: TmoContext, user_id: string): Promise<Member> {
    const member = await this.members.one(ctx, user_id);
    if (!member) throw new NotFoundException('no such member of this TMO');
    return member;
  }
}
