import { Controller, Get, Inject, Query, type StreamableFile } from '@nestjs/common';
import { Database } from '#platform/database';
import { type AuditedSignIn, Ctx, Permit, type SignInDeed, signInsOfTmo, type TmoContext } from '#platform/identity';
import { csvDownload, type Page, page, readList, tmoPath } from '#platform/web';

const MOST_EXPORTED = 100_000;

/** Who signed in, or failed to, and when: for managers and auditors. */
@Controller('t/:tmo')
export class SignInsController {
  constructor(@Inject(Database) private readonly db: Database) {}

  @Get('sign-ins')
  @Permit('audit.view')
  async show(@Ctx() ctx: TmoContext, @Query() query: Record<string, unknown>): Promise<Page> {
    const list = readList(query, { path: tmoPath(ctx, 'sign-ins'), sorts: [], default: '-at', page_size: 100 });
    const { total, rows } = await this.db.withoutTmo((tx) => signInsOfTmo(tx, ctx.tmo_id, list));
    return page('identity-pages/sign-ins/sign-ins', {
      title: 'Sign-ins',
      nav: 'users',
      rows: rows.map((row) => ({ ...row, what: DEEDS[row.what] })),
      list: list.view(total),
    });
  }

  @Get('sign-ins.csv')
  @Permit('audit.view')
  async csv(@Ctx() ctx: TmoContext): Promise<StreamableFile> {
    const { rows } = await this.db.withoutTmo((tx) =>
      signInsOfTmo(tx, ctx.tmo_id, { limit: MOST_EXPORTED, offset: 0 }),
    );
    return csvDownload<AuditedSignIn>(
      'sign-ins.csv',
      [
        { header: 'At (UTC)', kind: 'text', value: (row) => row.at },
        { header: 'Who', kind: 'text', value: (row) => row.name },
        { header: 'What', kind: 'text', value: (row) => DEEDS[row.what] },
        { header: 'From', kind: 'text', value: (row) => row.network },
      ],
      rows,
    );
  }
}

const DEEDS: Readonly<Record<SignInDeed, string>> = {
  'signed-in': 'Signed in',
  'wrong-password': 'Wrong password',
  'unknown-name': 'Unknown name',
  'told-to-wait': 'Too many tries, told to wait',
  'demo-refused': 'Demonstration sign-in refused',
  'signed-out': 'Signed out',
  'session-ended': 'Signed out another browser',
  'password-changed': 'Changed the password',
  'set-up-link-made': 'Was given a set-up link',
  'password-set': 'Set a password by a link',
};
