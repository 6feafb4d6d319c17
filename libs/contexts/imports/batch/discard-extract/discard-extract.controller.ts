import { Controller, Get, Inject, Param, Post } from '@nestjs/common';
import { Ctx, Permit, type TmoContext } from '#platform/identity';
import {
  IdPipe,
  type Page,
  page,
  type Redirect,
  redirect,
  refusedPage,
  type Submission,
  Submitted,
  tmoPath,
} from '#platform/web';
import { ExtractImport } from '../../importing/extract-import.service.js';

/** Throwing an uploaded file away. */
@Controller('t/:tmo/imports/:batch_id/discard')
export class DiscardExtractController {
  constructor(@Inject(ExtractImport) private readonly imports: ExtractImport) {}

  @Get()
  @Permit('imports.run')
  async show(@Ctx() ctx: TmoContext, @Param('batch_id', IdPipe) batch_id: string): Promise<Page> {
    const { file_name } = await this.imports.open(ctx, batch_id);
    return page('web/confirm', {
      title: 'Throw this file away?',
      caption: file_name,
      nav: 'imports',
      consequences: [
        'The uploaded file is deleted here. Nothing of it is in the records, and it can be uploaded again.',
      ],
      button: 'Throw it away',
      warning: true,
      cancel_href: tmoPath(ctx, 'imports', batch_id),
    });
  }

  @Post()
  @Permit('imports.run')
  async discard(
    @Ctx() ctx: TmoContext,
    @Param('batch_id', IdPipe) batch_id: string,
    @Submitted() sent: Submission,
  ): Promise<Page | Redirect> {
    const outcome = await this.imports.discard(ctx, batch_id, sent.command_id);
    if (outcome.status === 'refused') return refusedPage(await this.show(ctx, batch_id), sent, outcome.refusal);
    return redirect(tmoPath(ctx, 'imports'), 'The file is thrown away');
  }
}
