import { Controller, Get, Inject, Param, Post } from '@nestjs/common';
import { Database } from '#platform/database';
import { Ctx, Permit, type TmoContext } from '#platform/identity';
import {
  Choice,
  Forms,
  type Page,
  page,
  type Redirect,
  redirect,
  type Submission,
  Submitted,
  tmoPath,
} from '#platform/web';
import { returnAsked } from '../../pages/made-return.js';
import { quarterTitle, REASON_WORDS } from '../../pages/words.js';
import { REMAKE_REASONS, type RemakeReason } from '../return.events.js';
import { remakeReturn } from './remake-return.command.js';

class RemakeReturnForm {
  @Choice(REMAKE_REASONS, 'Choose why it is made again')
  reason: RemakeReason;
}

/** Making the newest return again, with a reason. */
@Controller('t/:tmo/monitoring/returns/:quarter/remake')
export class RemakeReturnController {
  constructor(
    @Inject(Forms) private readonly forms: Forms,
    @Inject(Database) private readonly db: Database,
  ) {}

  @Get()
  @Permit('monitoring.make-return')
  async show(@Ctx() ctx: TmoContext, @Param('quarter') quarter: string): Promise<Page> {
    const made = await this.db.inTmo(ctx, (tx) => returnAsked(tx, ctx, quarter));
    const here = tmoPath(ctx, 'monitoring/returns', quarter);
    return page('monitoring/return/remake-return/remake-return', {
      title: 'Make the return again',
      caption: quarterTitle(quarter),
      nav: 'monitoring',
      back: { href: here, text: 'The return' },
      here,
      version: made.data.contents.version,
      reasons: REMAKE_REASONS.map((value) => ({ value, text: REASON_WORDS[value] })),
    });
  }

  @Post()
  @Permit('monitoring.make-return')
  remake(
    @Ctx() ctx: TmoContext,
    @Param('quarter') quarter: string,
    @Submitted() sent: Submission,
  ): Promise<Page | Redirect> {
    return this.forms.command(ctx, sent, {
      page: () => this.show(ctx, quarter),
      form: RemakeReturnForm,
      command: remakeReturn,
      payload: ({ reason }) => ({ quarter, reason }),
      done: () => redirect(tmoPath(ctx, 'monitoring/returns', quarter), 'Return made again'),
    });
  }
}
