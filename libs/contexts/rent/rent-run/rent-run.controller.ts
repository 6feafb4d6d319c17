import { Controller, Get, Inject, NotFoundException, Param, Post, Query } from '@nestjs/common';
import { type CivilDate, formatDate, formatPounds, isMonday, londonDateOf, mondayOf, parseCivilDate } from '#kernel';
import { Database, type Tx } from '#platform/database';
import { StoreClock } from '#platform/event-store';
import { Ctx, Permit, type TmoContext } from '#platform/identity';
import {
  type Page,
  page,
  readList,
  type Redirect,
  redirect,
  refusedPage,
  type Submission,
  Submitted,
  tmoPath,
  wordsFor,
} from '#platform/web';
import { accountsById } from '../accounts/accounts.queries.js';
import { rentRunDuty } from './rent-run.duty.js';
import { rentRunOf, rentRuns, type RentRunView } from './rent-run.queries.js';
import { RentRun, type RunCount } from './rent-run.service.js';

/** The weekly rent run: what is outstanding, what it would do, doing it, and what it did. */
@Controller('t/:tmo/rent/runs')
export class RentRunController {
  constructor(
    @Inject(Database) private readonly db: Database,
    @Inject(StoreClock) private readonly clock: StoreClock,
    @Inject(RentRun) private readonly rentRun: RentRun,
  ) {}

  @Get()
  @Permit('rent.view')
  list(@Ctx() ctx: TmoContext, @Query() query: Record<string, unknown>): Promise<Page> {
    const { tmo_id } = ctx;
    const path = tmoPath(ctx, 'rent/runs');
    const list = readList(query, { path, sorts: [], default: '', page_size: 53 });
    const today = londonDateOf(this.clock.now());
    return this.db.inTmo(ctx, async (tx) => {
      const [outstanding, runs, total] = await Promise.all([
        rentRunDuty.outstanding(tx, tmo_id, today),
        rentRuns(tx, tmo_id, list),
        runCount(tx, tmo_id),
      ]);
      return page('rent/rent-run/runs', {
        title: 'Rent runs',
        nav: 'rent',
        back: { href: tmoPath(ctx, 'rent'), text: 'Rent' },
        outstanding: outstanding.map((week) => ({ href: `${path}/${week}`, text: formatDate(week) })),
        rows: runs.map((r) => ({
          href: `${path}/${r.week_of}`,
          week: formatDate(r.week_of),
          charged: r.charged,
          charged_pence: r.free ? { text: 'Free week' } : r.charged_pence,
          already: r.already,
          refused: r.refused.length === 0 ? 'None' : { text: String(r.refused.length), tag: 'orange' },
          accounts: r.accounts,
        })),
        list: list.view(total),
      });
    });
  }

  @Get(':week_of')
  @Permit('rent.view')
  async show(@Ctx() ctx: TmoContext, @Param('week_of') asked: string): Promise<Page> {
    const week_of = weekIn(asked);
    const answer = await this.rentRun.preview(ctx, week_of);
    const count = answer.status === 'ready' ? answer.count : undefined;
    return this.db.inTmo(ctx, async (tx) => {
      const done = await rentRunOf(tx, ctx.tmo_id, week_of);
      return page('rent/rent-run/run', {
        title: `Rent run of ${formatDate(week_of)}`,
        nav: 'rent',
        back: { href: tmoPath(ctx, 'rent/runs'), text: 'Rent runs' },
        done: done && (await onPage(tx, ctx, done)),
        now: count && (await onPage(tx, ctx, count)),
        cannot: answer.status === 'refused' ? wordsFor(answer.refusal) : undefined,
        worth_running: count !== undefined && (done === undefined || count.charged > 0),
      });
    });
  }

  @Post(':week_of')
  @Permit('rent.run')
  async run(
    @Ctx() ctx: TmoContext,
    @Param('week_of') asked: string,
    @Submitted() sent: Submission,
  ): Promise<Page | Redirect> {
    const week_of = weekIn(asked);
    const answer = await this.rentRun.run(ctx, week_of);
    if (answer.status === 'refused') return refusedPage(await this.show(ctx, week_of), sent, answer.refusal);
    const { charged, charged_pence, refused } = answer.count;
    const not = refused.length === 0 ? 'nobody left out' : `${refused.length} not charged, named below`;
    return redirect(
      tmoPath(ctx, 'rent/runs', week_of),
      `${charged} ${charged === 1 ? 'account' : 'accounts'} charged ${formatPounds(charged_pence)}; ${not}`,
    );
  }
}

/** The Monday in a path; any day of the week is taken for its Monday's. */
function weekIn(asked: string): CivilDate {
  const day = parseCivilDate(asked);
  if (!day) throw new NotFoundException('not a week');
  return isMonday(day) ? day : mondayOf(day);
}

async function runCount(tx: Tx, tmo_id: number): Promise<number> {
  const [row] = await tx.query<{ n: number }>('select count(*) as n from rent_run where tmo_id = $1', [tmo_id]);
  return row?.n ?? 0;
}

/** A run on the page: its control total, and each account that was not charged with the reason in words. */
async function onPage(tx: Tx, ctx: TmoContext, run: RentRunView | RunCount): Promise<object> {
  const ids = run.refused.map((r) => r.account_id);
  const accounts = await accountsById(tx, ctx.tmo_id, ids);
  return {
    ...run,
    refused_count: run.refused.length,
    refused: run.refused.map((r) => ({
      href: tmoPath(ctx, 'rent/accounts', r.account_id, 'charges'),
      account: accounts.get(r.account_id)?.reference ?? r.account_id,
      why: wordsFor({ code: r.code, facts: r.facts }).title,
    })),
  };
}
