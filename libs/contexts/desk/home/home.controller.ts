import { Controller, Get, Inject } from '@nestjs/common';
import { formatDate, formatPounds, londonDateOf } from '#kernel';
import { arrearsTotal, bankLineTotal } from '#contexts/rent/contracts/index.js';
import { voidsOn } from '#contexts/tenancies/contracts/index.js';
import { Database } from '#platform/database';
import { StoreClock } from '#platform/event-store';
import { actorMay, Ctx, Permit, type TmoContext } from '#platform/identity';
import { Duties } from '#platform/jobs';
import { type Page, page, tmoPath } from '#platform/web';
import { bars } from './bars.js';
import { setupProgress } from '../setup/progress.js';
import { moneyByWeek } from './home.queries.js';

const WEEKS = 13;

/** Home is work, not a dashboard: what should have happened, three numbers that are links, one chart. */
@Controller('t/:tmo')
export class HomeController {
  constructor(
    @Inject(Database) private readonly db: Database,
    @Inject(StoreClock) private readonly clock: StoreClock,
    @Inject(Duties) private readonly duties: Duties,
  ) {}

  @Get()
  @Permit('desk.view')
  async show(@Ctx() ctx: TmoContext): Promise<Page> {
    const { tmo_id } = ctx;
    const today = londonDateOf(this.clock.now());
    const outstanding = await this.duties.outstanding(tmo_id);
    const duties = outstanding.map((d) => ({
      what: d.title,
      due: formatDate(d.due_on),
      why: d.failed_because ? `Tried and failed: ${d.failed_because}` : d.due_on < today ? 'Not done' : 'Due today',
      attention: d.due_on < today,
    }));
    if (!actorMay(ctx.actor, 'rent.view')) {
      return page('desk/home/home', { title: 'Home', nav: '', today, duties });
    }
    return this.db.inTmo(ctx, async (tx) => {
      const arrears = await arrearsTotal(tx, tmo_id);
      const waiting = await bankLineTotal(tx, tmo_id, 'held');
      const voids = await voidsOn(tx, tmo_id, { on: today });
      const weeks = await moneyByWeek(tx, tmo_id, today, WEEKS);
      const setup = actorMay(ctx.actor, 'setup.begin') ? await setupProgress(tx, tmo_id) : undefined;
      return page('desk/home/home', {
        title: 'Home',
        nav: '',
        today,
        duties,
        setup,
        figures: [
          {
            label: 'Accounts in arrears',
            value: arrears.accounts,
            href: tmoPath(ctx, 'rent/arrears'),
            note: `${formatPounds(arrears.total_pence)} owed together`,
          },
          {
            label: 'Payments waiting to be placed',
            value: waiting.lines,
            href: tmoPath(ctx, 'bank/suspense'),
            note: `${formatPounds(waiting.total_pence)} in suspense`,
            attention: waiting.lines > 0,
          },
          { label: 'Empty homes', value: voids.length, href: tmoPath(ctx, 'homes/empty') },
        ],
        chart: bars(weeks),
        weeks,
      });
    });
  }
}
