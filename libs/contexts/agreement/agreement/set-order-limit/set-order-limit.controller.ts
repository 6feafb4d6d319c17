import { Controller, Get, Inject, NotFoundException, Param, Post, Query } from '@nestjs/common';
import type { Pence } from '#kernel';
import { Database } from '#platform/database';
import { Ctx, Permit, type TmoContext } from '#platform/identity';
import { Forms, type Page, Pounds, type Redirect, redirect, type Submission, Submitted, tmoPath } from '#platform/web';
import { DatedForm, datesOf } from '../../terms/dated.form.js';
import { termPage, type TermOnPage } from '../../terms/term-page.js';
import { limitWords, ROLE_WORDS } from '../../terms/words.js';
import { ORDERING_ROLES, type OrderingRole } from '../functions.js';
import { setOrderLimit } from './set-order-limit.command.js';

class SetOrderLimitForm extends DatedForm {
  @Pounds('Enter the limit in pounds, like 500')
  limit_pence: Pence;
}

/** What one role may order without approval, from which day. */
@Controller('t/:tmo/agreement/limits/:role')
export class SetOrderLimitController {
  constructor(
    @Inject(Forms) private readonly forms: Forms,
    @Inject(Database) private readonly db: Database,
  ) {}

  @Get()
  @Permit('agreement.view')
  show(@Ctx() ctx: TmoContext, @Param('role') name: string, @Query('correct') correct?: string): Promise<Page> {
    const role = known(name);
    const term: TermOnPage = {
      term: 'order-limit',
      item: role,
      title: ROLE_WORDS[role],
      caption: 'Order limit',
      path: `limits/${role}`,
      say: (value) => limitWords(Number(value)),
      field: { kind: 'pounds', name: 'limit_pence', label: 'The most that one order may come to' },
    };
    return this.db.inTmo(ctx, (tx) => termPage(tx, ctx, term, correct));
  }

  @Post()
  @Permit('agreement.edit')
  save(
    @Ctx() ctx: TmoContext,
    @Param('role') name: string,
    @Submitted() sent: Submission,
    @Query('correct') correct?: string,
  ): Promise<Page | Redirect> {
    const role = known(name);
    return this.forms.command(ctx, sent, {
      page: () => this.show(ctx, role, correct),
      form: SetOrderLimitForm,
      command: setOrderLimit,
      payload: (typed) => ({ role, limit_pence: typed.limit_pence, ...datesOf(typed) }),
      done: () => redirect(tmoPath(ctx, 'agreement'), `Order limit of the ${ROLE_WORDS[role].toLowerCase()}: saved`),
    });
  }
}

function known(name: string): OrderingRole {
  const role = ORDERING_ROLES.find((r) => r === name);
  if (!role) throw new NotFoundException('no such role');
  return role;
}
