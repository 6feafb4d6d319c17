import { Controller, Get, Inject, Post } from '@nestjs/common';
import type { CivilDate } from '#kernel';
import {
  agreementAsAt,
  KEEPER_WORDS,
  LEDGER_KEEPERS,
  type LedgerKeeper,
  setRentLedgerKeeper,
} from '#contexts/agreement/contracts/index.js';
import { Database } from '#platform/database';
import { Ctx, Permit, type TmoContext } from '#platform/identity';
import { Choice, Forms, type Page, type Redirect, type Submission, Submitted, UkDate } from '#platform/web';
import { EVER, setupProgress } from './progress.js';
import { onward, stepPage } from './step-page.js';

class RentLedgerForm {
  @Choice(LEDGER_KEEPERS, 'Choose who keeps the rent ledger')
  keeper: LedgerKeeper;

  @UkDate('Enter the day from which they keep it, like 2/4/2018')
  from: CivilDate;
}

/** Who keeps the rent ledger, and since when: only where the TMO does are weeks charged here. */
@Controller('t/:tmo/setup/rent-ledger')
export class SetupRentLedgerController {
  constructor(
    @Inject(Forms) private readonly forms: Forms,
    @Inject(Database) private readonly db: Database,
  ) {}

  @Get()
  @Permit('setup.begin')
  show(@Ctx() ctx: TmoContext): Promise<Page> {
    return this.db.inTmo(ctx, async (tx) => {
      const { party } = await agreementAsAt(tx, ctx.tmo_id, EVER);
      return stepPage(ctx, await setupProgress(tx, ctx.tmo_id), 'rent-ledger', 'rent-ledger', {
        from: party?.established_on,
        keepers: LEDGER_KEEPERS.map((value) => ({ value, text: KEEPER_WORDS[value] })),
      });
    });
  }

  @Post()
  @Permit('setup.begin')
  save(@Ctx() ctx: TmoContext, @Submitted() sent: Submission): Promise<Page | Redirect> {
    return this.forms.command(ctx, sent, {
      page: () => this.show(ctx),
      form: RentLedgerForm,
      command: setRentLedgerKeeper,
      payload: ({ keeper, from }) => ({ keeper, from }),
      done: () => onward(ctx, 'Who keeps the rent ledger is recorded'),
    });
  }
}
