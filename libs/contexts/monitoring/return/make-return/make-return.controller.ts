import { Controller, Get, Inject, NotFoundException, Post } from '@nestjs/common';
import { formatDate } from '#kernel';
import { Database } from '#platform/database';
import { Ctx, Permit, type TmoContext } from '#platform/identity';
import { Duties } from '#platform/jobs';
import { Forms, type Page, page, type Redirect, redirect, type Submission, Submitted, tmoPath } from '#platform/web';
import { quarterTitle } from '../../pages/words.js';
import { nextToMake, undoneFor } from '../../quarterly-return.duty.js';
import { type Quarter, QUARTER_PATTERN } from '../quarter.js';
import { makeReturn } from './make-return.command.js';

/** Making the next return by hand, when nobody wants to wait for the job. */
@Controller('t/:tmo/monitoring/make')
export class MakeReturnController {
  constructor(
    @Inject(Forms) private readonly forms: Forms,
    @Inject(Database) private readonly db: Database,
    @Inject(Duties) private readonly duties: Duties,
  ) {}

  @Get()
  @Permit('monitoring.make-return')
  async show(@Ctx() ctx: TmoContext): Promise<Page> {
    const quarter = await this.db.inTmo(ctx, (tx) => nextToMake(tx, ctx.tmo_id));
    if (quarter === undefined) throw new NotFoundException('no return is due');
    return this.confirm(ctx, quarter);
  }

  @Post()
  @Permit('monitoring.make-return')
  make(@Ctx() ctx: TmoContext, @Submitted() sent: Submission): Promise<Page | Redirect> {
    const asked = sent.values['quarter'];
    const quarter = typeof asked === 'string' && QUARTER_PATTERN.test(asked) ? asked : '';
    return this.forms.command(ctx, sent, {
      page: () => (quarter ? this.confirm(ctx, quarter) : this.show(ctx)),
      command: makeReturn,
      payload: () => ({ quarter }),
      done: () => redirect(tmoPath(ctx, 'monitoring/returns', quarter), 'Return made'),
    });
  }

  private async confirm(ctx: TmoContext, quarter: Quarter): Promise<Page> {
    const undone = await undoneFor(this.duties, ctx.tmo_id, quarter);
    return page('web/confirm', {
      title: `Make the return of ${quarterTitle(quarter)}`,
      nav: 'monitoring',
      consequences: [
        'Its rows and figures are frozen as the record stands now, and the council can see them.',
        'What comes in later for this quarter is shown in the next one, or you make this one again with a reason.',
        ...undone.map((d) => `Not done yet, and so not in it: ${d.title} of ${formatDate(d.due_on)}.`),
      ],
      button: 'Make the return',
      cancel_href: tmoPath(ctx, 'monitoring'),
      fields: { quarter },
    });
  }
}
