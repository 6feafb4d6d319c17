import { Controller, Get, Inject, Post, Query } from '@nestjs/common';
import { Database } from '#platform/database';
import { Ctx, Permit, type TmoContext } from '#platform/identity';
import { Choice, Forms, type Page, type Redirect, redirect, type Submission, Submitted, tmoPath } from '#platform/web';
import { DatedForm, datesOf } from '../../terms/dated.form.js';
import { termPage, type TermOnPage } from '../../terms/term-page.js';
import { EDITION_WORDS } from '../../terms/words.js';
import { type Edition, EDITIONS } from '../functions.js';
import { adoptEdition } from './adopt-edition.command.js';

class AdoptEditionForm extends DatedForm {
  @Choice(EDITIONS, 'Choose the edition')
  edition: Edition;
}

const TERM: TermOnPage = {
  term: 'edition',
  item: '',
  title: 'Edition of the agreement',
  caption: 'The management agreement',
  path: 'edition',
  say: (value) => EDITION_WORDS[value as Edition],
  field: { kind: 'radios', name: 'edition', label: 'Which edition?' },
  options: EDITIONS.map((value) => ({ value, text: EDITION_WORDS[value] })),
};

/** Which edition of the agreement holds, from which day. */
@Controller('t/:tmo/agreement/edition')
export class AdoptEditionController {
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
      form: AdoptEditionForm,
      command: adoptEdition,
      payload: (typed) => ({ edition: typed.edition, ...datesOf(typed) }),
      done: () => redirect(tmoPath(ctx, 'agreement'), 'Edition saved'),
    });
  }
}
