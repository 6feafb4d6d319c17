import { Controller, Get, Inject, Param, Post } from '@nestjs/common';
import { addDays, type CivilDate, formatDate, londonDateOf, mondayOf, rentYearStart, rentYearWeeks } from '#kernel';
import { Database } from '#platform/database';
import { StoreClock } from '#platform/event-store';
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
  UkDate,
} from '#platform/web';
import { rentYears } from '../accounts/accounts.queries.js';
import { changeFreeWeeks } from './change-free-weeks/change-free-weeks.command.js';
import { setRentYear } from './set-rent-year/set-rent-year.command.js';
import { UkDates } from './uk-dates.js';
import { YearPipe } from './year.pipe.js';

const DATES = 'Enter Mondays like 21/12/2026, one a line';

class SetYearForm {
  @UkDate('Enter the first Monday of the year, like 6/4/2026')
  starts_on: CivilDate;

  @Choice(['52', '53'], 'Choose how many weeks the year has')
  weeks: string;

  @UkDates(DATES)
  free_weeks: CivilDate[];
}

class FreeWeeksForm {
  @UkDates(DATES)
  free_weeks: CivilDate[];
}

/** The council's rent years: their first Monday, their weeks, and which of them are free. */
@Controller('t/:tmo/rent/years')
export class YearsController {
  constructor(
    @Inject(Database) private readonly db: Database,
    @Inject(StoreClock) private readonly clock: StoreClock,
    @Inject(Forms) private readonly forms: Forms,
  ) {}

  @Get()
  @Permit('rent.view')
  async show(@Ctx() ctx: TmoContext): Promise<Page> {
    const years = await this.db.inTmo(ctx, (tx) => rentYears(tx, ctx.tmo_id));
    const last = years.at(-1);
    const today = londonDateOf(this.clock.now());
    const proposed = last ? addDays(last.starts_on, 7 * last.weeks) : usualStart(today);
    return page('rent/rent-year/years', {
      title: 'Rent years',
      nav: 'rent',
      back: { href: tmoPath(ctx, 'rent'), text: 'Rent' },
      here: tmoPath(ctx, 'rent/years'),
      proposed,
      proposed_weeks: String(rentYearWeeks(Number(proposed.slice(0, 4)))),
      years: years.toReversed().map((y) => ({
        year: y.year,
        from: formatDate(y.starts_on),
        to: formatDate(addDays(y.starts_on, 7 * y.weeks - 1)),
        weeks: y.weeks,
        charged: y.weeks - y.free_weeks.length,
        free: y.free_weeks.map((w) => formatDate(w)).join(', ') || 'None',
        href: tmoPath(ctx, 'rent/years', y.year),
      })),
    });
  }

  @Post()
  @Permit('rent.set-year')
  save(@Ctx() ctx: TmoContext, @Submitted() sent: Submission): Promise<Page | Redirect> {
    return this.forms.command(ctx, sent, {
      page: () => this.show(ctx),
      form: SetYearForm,
      command: setRentYear,
      payload: ({ starts_on, weeks, free_weeks }) => ({
        year: starts_on.slice(0, 4),
        starts_on,
        weeks: Number(weeks),
        free_weeks,
      }),
      done: () => redirect(tmoPath(ctx, 'rent/years'), 'Rent year set'),
    });
  }

  @Get(':year')
  @Permit('rent.set-year')
  async edit(@Ctx() ctx: TmoContext, @Param('year', YearPipe) year: string): Promise<Page> {
    const years = await this.db.inTmo(ctx, (tx) => rentYears(tx, ctx.tmo_id));
    const found = YearPipe.found(years.find((y) => y.year === year));
    return page('rent/rent-year/free-weeks', {
      title: 'Free weeks',
      caption: `Rent year from ${formatDate(found.starts_on)}`,
      nav: 'rent',
      back: { href: tmoPath(ctx, 'rent/years'), text: 'Rent years' },
      typed: found.free_weeks.map((w) => w.split('-').map(Number).reverse().join('/')).join('\n'),
    });
  }

  @Post(':year')
  @Permit('rent.set-year')
  change(
    @Ctx() ctx: TmoContext,
    @Param('year', YearPipe) year: string,
    @Submitted() sent: Submission,
  ): Promise<Page | Redirect> {
    return this.forms.command(ctx, sent, {
      page: () => this.edit(ctx, year),
      form: FreeWeeksForm,
      command: changeFreeWeeks,
      payload: ({ free_weeks }) => ({ year, free_weeks }),
      done: () => redirect(tmoPath(ctx, 'rent/years'), 'Free weeks changed'),
    });
  }
}

/** The usual start of the rent year that this day lies in. */
function usualStart(today: CivilDate): CivilDate {
  const year = Number(today.slice(0, 4));
  const start = rentYearStart(year);
  return mondayOf(today) >= start ? start : rentYearStart(year - 1);
}
