import { Controller, Get, Inject, Post, Query } from '@nestjs/common';
import { Database } from '#platform/database';
import { Ctx, Permit, type TmoContext } from '#platform/identity';
import { Choice, Forms, type Page, type Redirect, redirect, type Submission, Submitted, tmoPath } from '#platform/web';
import { DatedForm, datesOf } from '../../terms/dated.form.js';
import { termPage, type TermOnPage } from '../../terms/term-page.js';
import { KEEPER_WORDS } from '../../terms/words.js';
import { LEDGER_KEEPERS, type LedgerKeeper } from '../functions.js';
import { setRentLedgerKeeper } from './set-rent-ledger-keeper.command.js';

class SetRentLedgerKeeperForm extends DatedForm {
  @Choice(LEDGER_KEEPERS, 'Choose who keeps the rent ledger')
  keeper: LedgerKeeper;
}

const TERM: TermOnPage = {
  term: 'rent-ledger-keeper',
  item: '',
  title: 'Who keeps the rent ledger',
  caption: 'The management agreement',
  path: 'rent-ledger',
  say: (value) => KEEPER_WORDS[value as LedgerKeeper],
  field: { kind: 'radios', name: 'keeper', label: 'Who keeps it?' },
  options: LEDGER_KEEPERS.map((value) => ({ value, text: KEEPER_WORDS[value] })),
};

/** Who keeps the rent ledger, the TMO or the council, from which day. */
@Controller('t/:tmo/agreement/rent-ledger')
export class SetRentLedgerKeeperController {
  constructor(
    @Inject(Forms) private readonly forms: Forms,
    @Inject(Database) private readonly db: Database,
  ) {}

  @Get()
  @Permit('agreement.view')
  show(@Ctx() ctx: TmoContext, @Query('correct') correct?: string): Promise<Page> {
    return this.db.inTmo(ctx, (tx) => termPage(tx, ctx, TERM, correct));
  }

  @Post()
  @Permit('agreement.edit')
  save(
    @Ctx() ctx: TmoContext,
    @Submitted() sent: Submission,
    @Query('correct') correct?: string,
  ): Promise<Page | Redirect> {
    return this.forms.command(ctx, sent, {
      page: () => this.show(ctx, correct),
      form: SetRentLedgerKeeperForm,
      command: setRentLedgerKeeper,
      payload: (typed) => ({ keeper: typed.keeper, ...datesOf(typed) }),
      done: () => redirect(tmoPath(ctx, 'agreement'), 'Rent ledger saved'),
    });
  }
}
