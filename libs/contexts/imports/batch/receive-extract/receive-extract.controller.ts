import { Controller, Get, Inject, Post } from '@nestjs/common';
import { londonDateOf } from '#kernel';
import { Ctx, Permit, type TmoContext } from '#platform/identity';
import {
  type Page,
  page,
  type Redirect,
  redirect,
  refusedPage,
  sentBack,
  type Submission,
  Submitted,
  tmoPath,
} from '#platform/web';
import { ExtractImport } from '../../importing/extract-import.service.js';

/** The first step: the file. */
@Controller('t/:tmo/imports/new')
export class ReceiveExtractController {
  constructor(@Inject(ExtractImport) private readonly imports: ExtractImport) {}

  @Get()
  @Permit('imports.run')
  show(@Ctx() ctx: TmoContext): Page {
    return page('imports/batch/receive-extract/receive-extract', {
      title: 'Upload an extract',
      nav: 'imports',
      back: { href: tmoPath(ctx, 'imports'), text: 'Imports' },
    });
  }

  @Post()
  @Permit('imports.run')
  async upload(@Ctx() ctx: TmoContext, @Submitted() sent: Submission): Promise<Page | Redirect> {
    const file = sent.files['extract'];
    if (!file) return sentBack(this.show(ctx), sent, [{ field: 'extract', text: 'Choose the file to upload' }]);
    const received = await this.imports.receive(ctx, { name: file.name, bytes: file.bytes() }, sent.command_id);
    switch (received.status) {
      case 'unreadable':
        return sentBack(
          this.show(ctx),
          sent,
          received.problems.map(({ message }) => ({ field: 'extract', text: message })),
        );
      case 'uploaded-before': {
        const { batch_id, status, received_at } = received.batch;
        const facts = { batch_id, status, received_on: londonDateOf(received_at) };
        return refusedPage(this.show(ctx), sent, { code: 'extract-uploaded-before', facts });
      }
      case 'received':
        return redirect(tmoPath(ctx, 'imports', received.batch_id));
    }
  }
}
