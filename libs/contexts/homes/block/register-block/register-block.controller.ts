import { Controller, Get, Inject, Post } from '@nestjs/common';
import { deterministicUuid } from '#kernel';
import { Database } from '#platform/database';
import { Ctx, Permit, type TmoContext } from '#platform/identity';
import {
  Forms,
  type Page,
  page,
  type Redirect,
  redirect,
  type Submission,
  Submitted,
  Text,
  tmoPath,
} from '#platform/web';
import { blocks } from '../../register/register.queries.js';
import { registerBlock } from './register-block.command.js';

class RegisterBlockForm {
  @Text('Enter the name of the block', { max: 100 })
  name: string;
}

/** The blocks of the estate, and one more. */
@Controller('t/:tmo/homes/blocks')
export class RegisterBlockController {
  constructor(
    @Inject(Forms) private readonly forms: Forms,
    @Inject(Database) private readonly db: Database,
  ) {}

  @Get()
  @Permit('homes.view')
  async show(@Ctx() ctx: TmoContext): Promise<Page> {
    const list = await this.db.inTmo(ctx, (tx) => blocks(tx, ctx.tmo_id));
    return page('homes/block/register-block/blocks', {
      title: 'Blocks',
      nav: 'homes',
      back: { href: tmoPath(ctx, 'homes'), text: 'Homes' },
      blocks: list.map((b) => ({
        name: b.name,
        homes: b.homes,
        href: `${tmoPath(ctx, 'homes')}?block=${b.block_id}`,
      })),
    });
  }

  @Post()
  @Permit('homes.edit')
  save(@Ctx() ctx: TmoContext, @Submitted() sent: Submission): Promise<Page | Redirect> {
    const block_id = deterministicUuid('block', sent.command_id);
    return this.forms.command(ctx, sent, {
      page: () => this.show(ctx),
      form: RegisterBlockForm,
      command: registerBlock,
      payload: ({ name }) => ({ block_id, name }),
      done: (_outcome, { name }) => redirect(tmoPath(ctx, 'homes/blocks'), `${name} registered`),
    });
  }
}
