import { Controller, Get, Inject, Param, Post } from '@nestjs/common';
import { type CivilDate, formatDate } from '#kernel';
import { Database } from '#platform/database';
import { Ctx, NeighbourRule, Permit, type TmoContext } from '#platform/identity';
import {
  Forms,
  IdPipe,
  type Page,
  page,
  type Redirect,
  redirect,
  type Submission,
  Submitted,
  tmoPath,
  UkDate,
} from '#platform/web';
import { accountForForm } from '../account-page.js';
import { closeAccount } from './close-account.command.js';

class CloseAccountForm {
  @UkDate('Enter the last day to be charged, like 26/4/2026')
  closed_on: CivilDate;
}

/** Closing an account on its last day; what was charged beyond it is given back. */
@Controller('t/:tmo/rent/accounts/:account_id/close')
export class CloseAccountController {
  constructor(
    @Inject(Database) private readonly db: Database,
    @Inject(Forms) private readonly forms: Forms,
    @Inject(NeighbourRule) private readonly neighbours: NeighbourRule,
  ) {}

  @Get()
  @Permit('rent.open-account')
  show(@Ctx() ctx: TmoContext, @Param('account_id', IdPipe) account_id: string): Promise<Page> {
    return this.db.inTmo(ctx, async (tx) => {
      const { account, back } = await accountForForm(tx, ctx, this.neighbours, account_id);
      return page('rent/rent-account/close-account/close-account', {
        title: 'Close the account',
        caption: `Account ${account.reference}`,
        nav: 'rent',
        back,
      });
    });
  }

  @Post()
  @Permit('rent.open-account')
  save(
    @Ctx() ctx: TmoContext,
    @Param('account_id', IdPipe) account_id: string,
    @Submitted() sent: Submission,
  ): Promise<Page | Redirect> {
    return this.forms.command(ctx, sent, {
      page: () => this.show(ctx, account_id),
      form: CloseAccountForm,
      command: closeAccount,
      payload: ({ closed_on }) => ({ account_id, closed_on }),
      done: (_, { closed_on }) =>
        redirect(tmoPath(ctx, 'rent/accounts', account_id), `Closed, last day charged ${formatDate(closed_on)}`),
    });
  }
}
