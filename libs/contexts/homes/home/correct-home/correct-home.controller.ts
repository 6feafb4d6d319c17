import { Controller, Get, Inject, NotFoundException, Param, Post } from '@nestjs/common';
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
  tmoPath,
} from '#platform/web';
import { blocks, homeById } from '../../register/register.queries.js';
import { factsOf, HomeForm, typeOptions } from '../home.form.js';
import { HOME_CORRECTION_REASONS, type HomeCorrectionReason } from '../home.events.js';
import { correctHome } from './correct-home.command.js';

class CorrectHomeForm extends HomeForm {
  @Choice(HOME_CORRECTION_REASONS, 'Say what was wrong')
  reason: HomeCorrectionReason;
}

@Controller('t/:tmo/homes/:home_id/correct')
export class CorrectHomeController {
  constructor(
    @Inject(Forms) private readonly forms: Forms,
    @Inject(Database) private readonly db: Database,
    @Inject(NeighbourRule) private readonly neighbours: NeighbourRule,
  ) {}

  @Get()
  @Permit('homes.edit')
  async show(@Ctx() ctx: TmoContext, @Param('home_id', IdPipe) home_id: string): Promise<Page> {
    const [home, inBlocks] = await this.db.inTmo(ctx, async (tx) => {
      await this.neighbours.assertNotOwnHousehold(tx, ctx, { home_id });
      return Promise.all([homeById(tx, ctx.tmo_id, home_id), blocks(tx, ctx.tmo_id)]);
    });
    if (!home) throw new NotFoundException('no such home');
    return page('homes/home/correct-home/correct-home', {
      title: 'Correct this home',
      caption: home.address,
      nav: 'homes',
      back: { href: tmoPath(ctx, 'homes', home_id), text: home.address },
      home,
      blocks: inBlocks.map((b) => ({ value: b.block_id, text: b.name })),
      types: typeOptions(),
    });
  }

  @Post()
  @Permit('homes.edit')
  save(
    @Ctx() ctx: TmoContext,
    @Param('home_id', IdPipe) home_id: string,
    @Submitted() sent: Submission,
  ): Promise<Page | Redirect> {
    return this.forms.command(ctx, sent, {
      page: () => this.show(ctx, home_id),
      form: CorrectHomeForm,
      command: correctHome,
      payload: (typed) => ({ home_id, ...factsOf(typed), reason: typed.reason }),
      done: ({ events }) =>
        redirect(tmoPath(ctx, 'homes', home_id), events.length > 0 ? 'Home corrected' : 'Nothing was different'),
    });
  }
}
