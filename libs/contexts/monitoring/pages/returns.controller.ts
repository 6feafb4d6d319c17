import { Controller, Get, Inject } from '@nestjs/common';
import { formatDate, londonDateOf } from '#kernel';
import { Database } from '#platform/database';
import { StoreClock } from '#platform/event-store';
import { Ctx, Permit, type TmoContext } from '#platform/identity';
import { Provenances } from '#platform/provenance';
import { type Page, page } from '#platform/web';
import { nextToMake } from '../quarterly-return.duty.js';
import { returnDue } from '../return/deadline.js';
import { quarterDates } from '../return/quarter.js';
import { returnsMade } from '../returns/returns.queries.js';
import { returnPath } from './made-return.js';
import { quarterTitle, REASON_WORDS } from './words.js';

/** Every return that was made, and the next that is due. */
@Controller('t/:tmo/monitoring')
export class ReturnsController {
  constructor(
    @Inject(Database) private readonly db: Database,
    @Inject(StoreClock) private readonly clock: StoreClock,
    @Inject(Provenances) private readonly provenances: Provenances,
  ) {}

  @Get()
  @Permit('monitoring.view')
  list(@Ctx() ctx: TmoContext): Promise<Page> {
    const today = londonDateOf(this.clock.now());
    return this.db.inTmo(ctx, async (tx) => {
      const made = await returnsMade(tx, ctx.tmo_id);
      const told = await this.provenances.of(
        tx,
        ctx.tmo_id,
        made.map((r) => ({ actor: r.made_by })),
      );
      const next = await nextToMake(tx, ctx.tmo_id);
      const newest = new Set<string>();
      const rows = made.map((r, i) => {
        const isNewest = !newest.has(r.quarter);
        newest.add(r.quarter);
        return {
          href: returnPath(ctx, r),
          quarter: { text: quarterTitle(r.quarter), hint: r.reason ? REASON_WORDS[r.reason] : undefined },
          version: isNewest ? String(r.version) : { text: `${r.version}, replaced`, tag: 'grey' },
          made: { text: formatDate(r.made_on), hint: told[i]?.who },
          due: formatDate(r.due_on),
          position: r.known_position,
        };
      });
      return page('monitoring/pages/returns', {
        title: 'Returns to the council',
        nav: 'monitoring',
        rows,
        next: next && {
          title: quarterTitle(next),
          due_on: returnDue(next).due_on,
          is_over: quarterDates(next).to < today,
          is_late: returnDue(next).due_on < today,
        },
      });
    });
  }
}
