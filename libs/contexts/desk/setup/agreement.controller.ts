import { Controller, Get, Inject, Post } from '@nestjs/common';
import type { CivilDate } from '#kernel';
import {
  adoptEdition,
  agreementAsAt,
  type Edition,
  EDITION_WORDS,
  EDITIONS,
  establishTmo,
} from '#contexts/agreement/contracts/index.js';
import { Database } from '#platform/database';
import { Ctx, Permit, type TmoContext } from '#platform/identity';
import { Choice, Forms, type Page, type Redirect, type Submission, Submitted, Text, UkDate } from '#platform/web';
import { EVER, setupProgress } from './progress.js';
import { onward, stepPage } from './step-page.js';

class EditionForm {
  @UkDate('Enter the day the agreement holds from, like 2/4/2018')
  from: CivilDate;

  @Choice(EDITIONS, 'Choose the edition')
  edition: Edition;
}

class AgreementForm extends EditionForm {
  @Text('Enter the name of the TMO', { max: 100 })
  name: string;

  @Text('Enter the name of the council', { max: 100 })
  council_name: string;
}

/** Who the agreement is between, since when, and in which edition. */
@Controller('t/:tmo/setup/agreement')
export class SetupAgreementController {
  constructor(
    @Inject(Forms) private readonly forms: Forms,
    @Inject(Database) private readonly db: Database,
  ) {}

  @Get()
  @Permit('setup.begin')
  show(@Ctx() ctx: TmoContext): Promise<Page> {
    return this.db.inTmo(ctx, async (tx) => {
      const { party } = await agreementAsAt(tx, ctx.tmo_id, EVER);
      const [opened] = await tx.query(`select name, council_name from tmo where tmo_id = $1`, [ctx.tmo_id]);
      return stepPage(ctx, await setupProgress(tx, ctx.tmo_id), 'agreement', 'agreement', {
        party,
        opened,
        editions: EDITIONS.map((value) => ({ value, text: EDITION_WORDS[value] })),
      });
    });
  }

  @Post()
  @Permit('setup.begin')
  async save(@Ctx() ctx: TmoContext, @Submitted() sent: Submission): Promise<Page | Redirect> {
    const { party } = await this.db.inTmo(ctx, (tx) => agreementAsAt(tx, ctx.tmo_id, EVER));
    const adopted = ({ edition, from }: EditionForm) => ({ command: adoptEdition, payload: { edition, from } });
    const rest = {
      page: () => this.show(ctx),
      done: () => onward(ctx, 'The TMO, its council and the agreement are recorded'),
    };
    if (party) {
      return this.forms.commands(ctx, sent, { ...rest, form: EditionForm, calls: (typed) => [adopted(typed)] });
    }
    return this.forms.commands(ctx, sent, {
      ...rest,
      form: AgreementForm,
      calls: (typed) => {
        const { name, council_name, from } = typed;
        return [{ command: establishTmo, payload: { name, council_name, from } }, adopted(typed)];
      },
    });
  }
}
