import { Controller, Get, Inject, Param, Post } from '@nestjs/common';
import { type CivilDate, formatPounds, type Pence } from '#kernel';
import { Database } from '#platform/database';
import { Ctx, NeighbourRule, Permit, type TmoContext } from '#platform/identity';
import {
  Choice,
  Forms,
  IdPipe,
  type Page,
  page,
  Pounds,
  type Redirect,
  redirect,
  type Submission,
  Submitted,
  Text,
  tmoPath,
  UkDate,
} from '#platform/web';
import { accountForForm } from '../account-page.js';
import { CHARGED_FOR, type ChargedFor } from '../rent-account.events.js';
import { chargeRecharge } from './charge-recharge.command.js';

const FOR: Readonly<Record<ChargedFor, string>> = {
  damage: 'Damage',
  'lock-change': 'Change of locks',
  clearance: 'Clearance',
  'missed-appointment': 'Missed appointment',
  'court-fee': 'Court fee',
  'warrant-fee': 'Warrant fee',
  solicitor: 'Solicitor',
  other: 'Something else',
};

class ChargeRechargeForm {
  @Pounds('Enter the amount in pounds, like 33.33')
  amount_pence: Pence;

  @UkDate('Enter the day it was charged, like 18/5/2026')
  charged_on: CivilDate;

  @Choice(CHARGED_FOR, 'Choose what it is for')
  charged_for: ChargedFor;

  @Text('Enter the works order, invoice or claim number', { max: 40 })
  document_ref: string;
}

/** Charging one item to a recharge or court-costs account. */
@Controller('t/:tmo/rent/accounts/:account_id/recharge')
export class ChargeRechargeController {
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
      return page('rent/rent-account/charge-recharge/charge-recharge', {
        title: 'Charge an item',
        caption: `Account ${account.reference}`,
        nav: 'rent',
        back,
        options: CHARGED_FOR.map((value) => ({ value, text: FOR[value] })),
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
      form: ChargeRechargeForm,
      command: chargeRecharge,
      payload: (typed) => ({ account_id, ...typed }),
      done: (_, { amount_pence }) =>
        redirect(tmoPath(ctx, 'rent/accounts', account_id), `${formatPounds(amount_pence)} charged`),
    });
  }
}
