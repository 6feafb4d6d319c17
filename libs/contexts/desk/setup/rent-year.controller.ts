import { Controller, Get, Inject, Post } from '@nestjs/common';
import { type CivilDate, londonDateOf, rentYearProblem, rentYearStart, rentYearWeeks } from '#kernel';
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
      return stepPage(ctx, await setupProgress(tx, ctx.tmo_id), 'rent-year', 'rent-year', {
        proposed: usualYear(londonDateOf(this.clock.now())),
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

/** The usual rent year that a day lies in: from the first Monday of April. */
function usualYear(today: CivilDate): { readonly starts_on: CivilDate; readonly weeks: number } {
  const this_year = Number(today.slice(0, 4));
  const year = rentYearStart(this_year) <= today ? this_year : this_year - 1;
  return { starts_on: rentYearStart(year), weeks: rentYearWeeks(year) };
}
