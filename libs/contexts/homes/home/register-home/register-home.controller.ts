import { Controller, Get, Inject, Post } from '@nestjs/common';
import { deterministicUuid } from '#kernel';
import { Database } from '#platform/database';
import { Ctx, Permit, type TmoContext } from '#platform/identity';
import { Forms, type Page, page, type Redirect, redirect, type Submission, Submitted, tmoPath } from '#platform/web';
import { blocks } from '../../register/register.queries.js';
import { factsOf, HomeForm, typeOptions } from '../home.form.js';
import { registerHome } from './register-home.command.js';

@Controller('t/:tmo/homes/new')
export class RegisterHomeController {
  constructor(
    @Inject(Forms) private readonly forms: Forms,
    @Inject(Database) private readonly db: Database,
  ) {}

  @Get()
  @Permit('homes.edit')
  async show(@Ctx() ctx: TmoContext): Promise<Page> {
    const inBlocks = await this.db.inTmo(ctx, (tx) => blocks(tx, ctx.tmo_id));
    return page('homes/home/register-home/register-home', {
      title: 'Register a home',
      nav: 'homes',
      back: { href: tmoPath(ctx, 'homes'), text: 'Homes' },
      blocks: inBlocks.map((b) => ({ value: b.block_id, text: b.name })),
      types: typeOptions(),
    });
  }

  @Post()
  @Permit('homes.edit')
  save(@Ctx() ctx: TmoContext, @Submitted() sent: Submission): Promise<Page | Redirect> {
    const home_id = deterministicUuid('home', sent.command_id);
    return this.forms.command(ctx, sent, {
      page: () => this.show(ctx),
      form: HomeForm,
      command: registerHome,
      payload: (typed) => ({ home_id, ...factsOf(typed) }),
      done: () => redirect(tmoPath(ctx, 'homes', home_id), 'Home registered'),
    });
  }
}
