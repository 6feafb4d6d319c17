import { Controller, Get, Inject, NotFoundException, Param, Post } from '@nestjs/common';
import { type CivilDate, deterministicUuid } from '#kernel';
import { homeById } from '#contexts/homes/contracts/index.js';
import { tenancyById } from '#contexts/tenancies/contracts/index.js';
import { Database } from '#platform/database';
import { Ctx, NeighbourRule, Permit, type TmoContext } from '#platform/identity';
import {
  Choice,
  Forms,
  IdPipe,
  type Page,
  page,
  type Redirect,
  redirect,
  type Submission,
  Submitted,
  Text,
  tmoPath,
  UkDate,
} from '#platform/web';
import { accountsOfTenancies, nextAccountNumber } from '../../accounts/accounts.queries.js';
import type { AccountKind } from '../../contracts/components.js';
import { KIND_WORDS } from '../../contracts/entry-words.js';
import { openAccount } from './open-account.command.js';

const KINDS = ['rent', 'garage', 'recharge', 'court-costs'] as const satisfies readonly AccountKind[];

class OpenAccountForm {
  @Choice(KINDS, 'Choose what the account is for')
  kind: (typeof KINDS)[number];

  @Text('Enter the seven digits of the account number', { max: 7 })
  account_number: string;

  @UkDate('Enter the first day to be charged, like 6/4/2026')
  opened_on: CivilDate;
}

/** Opening another account for a tenancy. */
@Controller('t/:tmo/rent/open/:tenancy_id')
export class OpenAccountController {
  constructor(
    @Inject(Database) private readonly db: Database,
    @Inject(Forms) private readonly forms: Forms,
    @Inject(NeighbourRule) private readonly neighbours: NeighbourRule,
  ) {}

  @Get()
  @Permit('rent.open-account')
  show(@Ctx() ctx: TmoContext, @Param('tenancy_id', IdPipe) tenancy_id: string): Promise<Page> {
    const { tmo_id } = ctx;
    return this.db.inTmo(ctx, async (tx) => {
      await this.neighbours.assertNotOwnHousehold(tx, ctx, { tenancy_id });
      const tenancy = await tenancyById(tx, tmo_id, tenancy_id);
      if (!tenancy) throw new NotFoundException();
      const [home, existing, account_number] = await Promise.all([
        homeById(tx, tmo_id, tenancy.home_id),
        accountsOfTenancies(tx, tmo_id, [tenancy_id]),
        nextAccountNumber(tx, tmo_id),
      ]);
      const has = new Set(existing.map((a) => a.kind));
      return page('rent/rent-account/open-account/open-account', {
        title: 'Open an account',
        caption: `Tenancy ${tenancy.tenancy_ref}, ${home?.address ?? ''}`,
        nav: 'rent',
        back: { href: tmoPath(ctx, 'households', tenancy_id), text: 'Household' },
        kinds: KINDS.filter((k) => !has.has(k)).map((value) => ({ value, text: KIND_WORDS[value] })),
        account_number,
        starts_on: tenancy.starts_on,
      });
    });
  }

  @Post()
  @Permit('rent.open-account')
  save(
    @Ctx() ctx: TmoContext,
    @Param('tenancy_id', IdPipe) tenancy_id: string,
    @Submitted() sent: Submission,
  ): Promise<Page | Redirect> {
    const account_id = deterministicUuid('rent-account', sent.command_id);
    return this.forms.command(ctx, sent, {
      page: () => this.show(ctx, tenancy_id),
      form: OpenAccountForm,
      command: openAccount,
      payload: (typed) => ({ account_id, tenancy_id, ...typed }),
      done: ({ stream_id }) =>
        redirect(tmoPath(ctx, 'rent/accounts', stream_id.slice('rent-account/'.length)), 'Account opened'),
    });
  }
}
