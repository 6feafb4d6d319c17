import { Controller, Get, Inject, Post, Query } from '@nestjs/common';
import { type CivilDate, formatDate, isMonday, parseCivilDate, type RentYear, weeksOf } from '#kernel';
import { setRentYear } from '#contexts/rent/contracts/index.js';
import { Database } from '#platform/database';
import { Ctx, Permit, type TmoContext } from '#platform/identity';
import { Forms, type Page, redirect, type Redirect, type Submission, Submitted, tmoPath } from '#platform/web';
import { setupProgress } from './progress.js';
import { onward, stepPage } from './step-page.js';

/** The weeks that the council does not charge, ticked by their Mondays; the year chosen before is recorded with them. */
@Controller('t/:tmo/setup/free-weeks')
export class SetupFreeWeeksController {
  constructor(
    @Inject(Forms) private readonly forms: Forms,
    @Inject(Database) private readonly db: Database,
  ) {}

  @Get()
  @Permit('setup.begin')
  async show(
    @Ctx() ctx: TmoContext,
    @Query('starts_on') starts_on?: string,
    @Query('weeks') weeks?: string,
  ): Promise<Page | Redirect> {
    const year = chosenYear(starts_on, weeks);
    return year ? this.tickBoxes(ctx, year) : redirect(tmoPath(ctx, 'setup/rent-year'));
  }

  @Post()
  @Permit('setup.begin')
  async save(
    @Ctx() ctx: TmoContext,
    @Submitted() sent: Submission,
    @Query('starts_on') starts_on?: string,
    @Query('weeks') weeks?: string,
  ): Promise<Page | Redirect> {
    const year = chosenYear(starts_on, weeks);
    if (!year) return redirect(tmoPath(ctx, 'setup/rent-year'));
    return this.forms.command(ctx, sent, {
      page: () => this.tickBoxes(ctx, year),
      command: setRentYear,
      payload: (typed) => ({
        year: year.starts_on.slice(0, 4),
        starts_on: year.starts_on,
        weeks: year.weeks,
        free_weeks: ticked(typed),
      }),
      done: () => onward(ctx, `The rent year from ${formatDate(year.starts_on)} is set`),
    });
  }

  private async tickBoxes(ctx: TmoContext, year: RentYear): Promise<Page> {
    const progress = await this.db.inTmo(ctx, (tx) => setupProgress(tx, ctx.tmo_id));
    return stepPage(ctx, progress, 'rent-year', 'free-weeks', {
      title: `Free weeks of the rent year from ${formatDate(year.starts_on)}`,
      back: { href: tmoPath(ctx, 'setup/rent-year'), text: 'The rent year' },
      year,
      mondays: weeksOf(year).map((monday) => ({ value: monday, text: formatDate(monday) })),
    });
  }
}

/** The year that the page before carried here; undefined when somebody changed the address. */
function chosenYear(starts_on: unknown, weeks: unknown): RentYear | undefined {
  const monday = typeof starts_on === 'string' ? parseCivilDate(starts_on) : undefined;
  if (!monday || !isMonday(monday) || (weeks !== '52' && weeks !== '53')) return undefined;
  return { starts_on: monday, weeks: weeks === '52' ? 52 : 53, free_weeks: [] };
}

/** What is no date of ours comes back from the command's own check. */
function ticked(values: Submission['values']): CivilDate[] {
  return [values['free_weeks'] ?? []].flat() as CivilDate[];
}
