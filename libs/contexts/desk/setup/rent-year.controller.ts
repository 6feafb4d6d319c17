import { Controller, Get, Inject, Post } from '@nestjs/common';
import { addDays, type CivilDate, londonDateOf, rentYearProblem, rentYearStart, rentYearWeeks } from '#kernel';
import { rentYears } from '#contexts/rent/contracts/index.js';
import { Database } from '#platform/database';
import { StoreClock } from '#platform/event-store';
import { Ctx, Permit, type TmoContext } from '#platform/identity';
import {
  Choice,
  Forms,
  type Page,
  redirect,
  type Redirect,
  refusedPage,
  sentBack,
  type Submission,
  Submitted,
  tmoPath,
  UkDate,
} from '#platform/web';
import { setupProgress } from './progress.js';
import { stepPage } from './step-page.js';

class RentYearForm {
  @UkDate('Enter the Monday on which the rent year begins, like 6/4/2026')
  starts_on: CivilDate;

  @Choice(['52', '53'], 'Choose how many weeks it has')
  weeks: '52' | '53';
}

/** A rent year's first Monday and its length; nothing is recorded before its free weeks are chosen on the next page. */
@Controller('t/:tmo/setup/rent-year')
export class SetupRentYearController {
  constructor(
    @Inject(Forms) private readonly forms: Forms,
    @Inject(Database) private readonly db: Database,
    @Inject(StoreClock) private readonly clock: StoreClock,
  ) {}

  @Get()
  @Permit('setup.begin')
  show(@Ctx() ctx: TmoContext): Promise<Page> {
    return this.db.inTmo(ctx, async (tx) => {
      const years = await rentYears(tx, ctx.tmo_id);
      return stepPage(ctx, await setupProgress(tx, ctx.tmo_id), 'rent-year', 'rent-year', {
        years: years.map((year) => ({ ...year, free: year.free_weeks.length })),
        proposed: proposal(years.at(-1), londonDateOf(this.clock.now())),
        lengths: [52, 53].map((n) => ({ value: String(n), text: `${n} weeks` })),
      });
    });
  }

  @Post()
  @Permit('setup.begin')
  async choose(@Ctx() ctx: TmoContext, @Submitted() sent: Submission): Promise<Page | Redirect> {
    const read = await this.forms.read(sent, RentYearForm);
    if (!read.ok) return sentBack(await this.show(ctx), sent, read.errors);
    const { starts_on, weeks } = read.typed;
    const others = await this.db.inTmo(ctx, (tx) => rentYears(tx, ctx.tmo_id));
    const problem = rentYearProblem({ starts_on, weeks: Number(weeks), free_weeks: [] }, others);
    if (problem) return refusedPage(await this.show(ctx), sent, problem);
    return redirect(tmoPath(ctx, `setup/free-weeks?starts_on=${starts_on}&weeks=${weeks}`));
  }
}

/** The year after the last one that is set, or the usual year that today lies in: from the first Monday of April. */
function proposal(
  last: { readonly starts_on: CivilDate; readonly weeks: number } | undefined,
  today: CivilDate,
): { readonly starts_on: CivilDate; readonly weeks: number } {
  const year = Number(today.slice(0, 4));
  const usual = rentYearStart(rentYearStart(year) <= today ? year : year - 1);
  const starts_on = last ? addDays(last.starts_on, last.weeks * 7) : usual;
  return { starts_on, weeks: rentYearWeeks(Number(starts_on.slice(0, 4))) };
}
