import { Controller, Get, Inject } from '@nestjs/common';
import { Ctx, type Member, Members, Permit, type TmoContext } from '#platform/identity';
import { type Page, page, tmoPath } from '#platform/web';

/** Everybody who signs in to this TMO, did, or will. */
@Controller('t/:tmo/users')
export class UsersController {
  constructor(@Inject(Members) private readonly members: Members) {}

  @Get()
  @Permit('users.view')
  async show(@Ctx() ctx: TmoContext): Promise<Page> {
    const members = await this.members.ofTmo(ctx);
    return page('identity-pages/users/users', {
      title: 'Users',
      nav: 'users',
      rows: members.map((member) => ({
        name: member.name,
        href: tmoPath(ctx, 'users', member.user_id),
        email: member.email,
        roles: heldRoles(member),
        state: stateOf(member),
      })),
    });
  }
}

function heldRoles({ roles }: Member): string {
  const held = roles.filter(({ state }) => state === 'held').map(({ role }) => role.replaceAll('_', ' '));
  return held.join(', ') || 'none today';
}

function stateOf(member: Member): string {
  if (member.roles.every(({ state }) => state === 'over')) return 'Left';
  if (!member.has_password) return 'Has not set a password yet';
  return member.demo ? 'Demonstration' : 'Can sign in';
}
