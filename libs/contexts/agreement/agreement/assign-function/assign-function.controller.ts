import { Controller, Get, Inject, NotFoundException, Param, Post, Query } from '@nestjs/common';
import { Database } from '#platform/database';
import { Ctx, Permit, type TmoContext } from '#platform/identity';
import { Choice, Forms, type Page, type Redirect, redirect, type Submission, Submitted, tmoPath } from '#platform/web';
import { DatedForm, datesOf } from '../../terms/dated.form.js';
import { termPage, type TermOnPage } from '../../terms/term-page.js';
import { RESPONSIBLE_WORDS } from '../../terms/words.js';
import { FUNCTION_KEYS, type FunctionKey, FUNCTIONS, RESPONSIBILITIES, type Responsibility } from '../functions.js';
import { assignFunction } from './assign-function.command.js';

class AssignFunctionForm extends DatedForm {
  @Choice(RESPONSIBILITIES, 'Choose who is responsible')
  responsible: Responsibility;
}

/** One function of the agreement: whose it was and is, and handing it on or correcting what was entered. */
@Controller('t/:tmo/agreement/functions/:function')
export class AssignFunctionController {
  constructor(
    @Inject(Forms) private readonly forms: Forms,
    @Inject(Database) private readonly db: Database,
  ) {}

  @Get()
  @Permit('agreement.view')
  show(@Ctx() ctx: TmoContext, @Param('function') name: string, @Query('correct') correct?: string): Promise<Page> {
    const key = known(name);
    const term: TermOnPage = {
      term: 'function',
      item: key,
      title: FUNCTIONS[key].name,
      caption: FUNCTIONS[key].group,
      path: `functions/${key}`,
      say: (value) => RESPONSIBLE_WORDS[value as Responsibility],
      field: { kind: 'radios', name: 'responsible', label: 'Who is responsible?' },
      options: RESPONSIBILITIES.map((value) => ({ value, text: RESPONSIBLE_WORDS[value] })),
    };
    return this.db.inTmo(ctx, (tx) => termPage(tx, ctx, term, correct));
  }

  @Post()
  @Permit('agreement.edit')
  save(
    @Ctx() ctx: TmoContext,
    @Param('function') name: string,
    @Submitted() sent: Submission,
    @Query('correct') correct?: string,
  ): Promise<Page | Redirect> {
    const key = known(name);
    return this.forms.command(ctx, sent, {
      page: () => this.show(ctx, key, correct),
      form: AssignFunctionForm,
      command: assignFunction,
      payload: (typed) => ({ function: key, responsible: typed.responsible, ...datesOf(typed) }),
      done: () => redirect(tmoPath(ctx, 'agreement'), `${FUNCTIONS[key].name}: saved`),
    });
  }
}

function known(name: string): FunctionKey {
  const key = FUNCTION_KEYS.find((k) => k === name);
  if (!key) throw new NotFoundException('no such function of the agreement');
  return key;
}
