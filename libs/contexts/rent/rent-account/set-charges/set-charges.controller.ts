import { Controller, Get, Inject, Param, Post } from '@nestjs/common';
import { type CivilDate, formatDate, type Pence, sumPence } from '#kernel';
import { Database } from '#platform/database';
import { loadStates } from '#platform/event-store';
import { Ctx, NeighbourRule, Permit, type TmoContext } from '#platform/identity';
import {
  Forms,
  IdPipe,
  type Page,
  page,
  Pounds,
  type Redirect,
  redirect,
  type Submission,
  Submitted,
  tmoPath,
  UkDate,
} from '#platform/web';
import { chargeSets } from '../../accounts/accounts.queries.js';
import { type Component, COMPONENTS } from '../../contracts/components.js';
import { accountForForm } from '../account-page.js';
import { chargeWeek } from '../charge-week/charge-week.command.js';
import { rentAccountDecider } from '../rent-account.js';
import { setCharges } from './set-charges.command.js';

const NAMES: Readonly<Record<Component, string>> = {
  rent: 'Rent',
  service: 'Service charge',
  heating: 'Heating and hot water',
  water: 'Water',
};
const AMOUNT = 'Enter pounds a week, like 98.60, or leave it empty';

class SetChargesForm {
  @UkDate('Enter the day the charges begin, usually a Monday, like 6/4/2026')
  from: CivilDate;

  @Pounds(AMOUNT, { optional: true })
  rent?: Pence;

  @Pounds(AMOUNT, { optional: true })
  service?: Pence;

  @Pounds(AMOUNT, { optional: true })
  heating?: Pence;

  @Pounds(AMOUNT, { optional: true })
  water?: Pence;
}

class ChargeAgainForm {
  @UkDate('Open the page again and choose the week')
  week_of: CivilDate;
}

/** What an account is charged weekly, from when; and charging a week again whose charge was reversed. */
@Controller('t/:tmo/rent/accounts/:account_id/charges')
export class SetChargesController {
  constructor(
    @Inject(Database) private readonly db: Database,
    @Inject(Forms) private readonly forms: Forms,
    @Inject(NeighbourRule) private readonly neighbours: NeighbourRule,
  ) {}

  @Get()
  @Permit('rent.set-charges')
  show(@Ctx() ctx: TmoContext, @Param('account_id', IdPipe) account_id: string): Promise<Page> {
    return this.db.inTmo(ctx, async (tx) => {
      const { account, back } = await accountForForm(tx, ctx, this.neighbours, account_id);
      const sets = await chargeSets(tx, ctx.tmo_id, account_id);
      const state = (await loadStates(tx, ctx.tmo_id, rentAccountDecider, [account_id])).get(account_id);
      const latest = new Map(sets.at(-1)?.charges.map((c) => [c.component, c.weekly_pence]));
      return page('rent/rent-account/set-charges/set-charges', {
        title: 'What the account is charged',
        caption: `Account ${account.reference}`,
        nav: 'rent',
        back,
        here: tmoPath(ctx, 'rent/accounts', account_id, 'charges'),
        fields: COMPONENTS.map((name) => ({ name, label: `${NAMES[name]} a week`, value_pence: latest.get(name) })),
        sets: sets.toReversed().map((s) => ({
          from: formatDate(s.from),
          what: s.charges.map((c) => NAMES[c.component]).join(', '),
          weekly_pence: sumPence(s.charges.map((c) => c.weekly_pence)),
        })),
        next_week: state?.status === 'open' ? state.next_week : undefined,
        reversed_weeks: state?.status === 'none' ? [] : state?.reversed_weeks,
      });
    });
  }

  @Post()
  @Permit('rent.set-charges')
  save(
    @Ctx() ctx: TmoContext,
    @Param('account_id', IdPipe) account_id: string,
    @Submitted() sent: Submission,
  ): Promise<Page | Redirect> {
    return this.forms.command(ctx, sent, {
      page: () => this.show(ctx, account_id),
      form: SetChargesForm,
      command: setCharges,
      payload: (typed) => ({
        account_id,
        from: typed.from,
        charges: COMPONENTS.flatMap((component) => {
          const weekly_pence = typed[component];
          return weekly_pence === undefined ? [] : [{ component, weekly_pence }];
        }),
      }),
      done: (_, { from }) =>
        redirect(tmoPath(ctx, 'rent/accounts', account_id, 'charges'), `Charges set from ${formatDate(from)}`),
    });
  }

  @Post('again')
  @Permit('rent.run')
  chargeAgain(
    @Ctx() ctx: TmoContext,
    @Param('account_id', IdPipe) account_id: string,
    @Submitted() sent: Submission,
  ): Promise<Page | Redirect> {
    return this.forms.command(ctx, sent, {
      page: () => this.show(ctx, account_id),
      form: ChargeAgainForm,
      command: chargeWeek,
      payload: ({ week_of }) => ({ account_id, week_of }),
      done: (_, { week_of }) =>
        redirect(tmoPath(ctx, 'rent/accounts', account_id), `The week of ${formatDate(week_of)} is charged again`),
    });
  }
}
