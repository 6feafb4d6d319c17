import { Controller, Get } from '@nestjs/common';
import { Ctx, may, MATRIX_COLUMNS, PERMISSIONS, Permit, ROLES, type TmoContext } from '#platform/identity';
import { type Page, page } from '#platform/web';
import { PERMISSION_WORDS } from './permission-words.js';

/** The whole of who may do what, as the program reads it: nobody has to ask what a role allows. */
@Controller('t/:tmo/permissions')
export class PermissionsController {
  @Get()
  @Permit('permissions.view')
  show(@Ctx() ctx: TmoContext): Page {
    const own: readonly string[] = ctx.actor.kind === 'user' ? ctx.actor.roles : [];
    return page('identity-pages/permissions/permissions', {
      title: 'Who may do what',
      nav: 'users',
      own_roles: own,
      columns: [
        { key: 'permission', text: 'To do this' },
        ...MATRIX_COLUMNS.map((column) => ({ key: column, text: columnWords(column) })),
      ],
      rows: PERMISSIONS.map((permission) => ({
        permission: PERMISSION_WORDS[permission],
        ...Object.fromEntries(MATRIX_COLUMNS.map((column) => [column, may([column], permission) ? 'Yes' : '–'])),
      })),
    });
  }
}

function columnWords(column: string): string {
  const plain = column.replaceAll(/[_-]/g, ' ');
  const words = plain.charAt(0).toUpperCase() + plain.slice(1);
  return (ROLES as readonly string[]).includes(column) ? words : `${words} (by itself)`;
}
