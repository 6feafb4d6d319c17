import { Controller, Get, Inject, Param, Post, type StreamableFile } from '@nestjs/common';
import type { CivilDate } from '#kernel';
import { Database } from '#platform/database';
import { Conflict } from '#platform/event-store';
import { Ctx, Permit, type TmoContext } from '#platform/identity';
import { Provenances } from '#platform/provenance';
import {
  busyPage,
  csvDownload,
  Forms,
  IdPipe,
  type Page,
  page,
  type Redirect,
  redirect,
  refusedPage,
  sentBack,
  type Submission,
  Submitted,
  Ticked,
  tmoPath,
  UkDate,
} from '#platform/web';
import type { ExtractError } from '../../extract/index.js';
import { type Applied, ExtractImport, type KeptExtract } from '../../importing/extract-import.service.js';
import { importRefused } from '../../refusals.js';
import { dryRunView, errorsView, listOf, toDoErrors } from './dry-run-view.js';

class ApplyForm {
  @UkDate('Enter the day of the balances, like 22/11/2026')
  as_at: CivilDate;

  @Ticked()
  leave_out: boolean;
}

/** The third step: look at what would go in, and put it in; after that, what went in. */
@Controller('t/:tmo/imports/:batch_id')
export class ApplyExtractController {
  constructor(
    @Inject(Database) private readonly db: Database,
    @Inject(Forms) private readonly forms: Forms,
    @Inject(ExtractImport) private readonly imports: ExtractImport,
    @Inject(Provenances) private readonly provenances: Provenances,
  ) {}

  @Get()
  @Permit('imports.run')
  async show(@Ctx() ctx: TmoContext, @Param('batch_id', IdPipe) batch_id: string): Promise<Page | Redirect> {
    const kept = await this.imports.open(ctx, batch_id);
    switch (kept.batch.status) {
      case 'received':
        return redirect(tmoPath(ctx, 'imports', batch_id, 'columns'));
      case 'applied':
        return this.appliedPage(ctx, kept);
      case 'mapped':
      case 'discarded':
        return this.dryRunPage(ctx, batch_id);
    }
  }

  @Post()
  @Permit('imports.run')
  async apply(
    @Ctx() ctx: TmoContext,
    @Param('batch_id', IdPipe) batch_id: string,
    @Submitted() sent: Submission,
  ): Promise<Page | Redirect> {
    const again = () => this.dryRunPage(ctx, batch_id, sent);
    const read = await this.forms.read(sent, ApplyForm);
    if (!read.ok) return sentBack(await again(), sent, read.errors);
    try {
      const ticked = [...listOf(sent, 'tick'), ...listOf(sent, 'tick_all')];
      const checked = listOf(sent, 'checked')[0] ?? '';
      return await this.answer(
        ctx,
        sent,
        await this.imports.apply(ctx, batch_id, { ...read.typed, ticked, checked }),
        again,
      );
    } catch (error) {
      if (error instanceof Conflict) return busyPage(await again(), sent);
      throw error;
    }
  }

  @Get('wrong-records.csv')
  @Permit('imports.run')
  async wrongRecords(@Ctx() ctx: TmoContext, @Param('batch_id', IdPipe) batch_id: string): Promise<StreamableFile> {
    const { batch } = await this.imports.open(ctx, batch_id);
    const errors =
      batch.status === 'applied'
        ? await this.imports.leftOut(ctx, batch_id)
        : (await this.imports.dryRun(ctx, batch_id)).extract.errors;
    return csvDownload<ExtractError>(
      'wrong-records.csv',
      [
        { header: 'Record', kind: 'count', value: (e) => e.record },
        { header: 'Column', kind: 'text', value: (e) => e.column },
        { header: 'Value', kind: 'text', value: (e) => e.value },
        { header: 'What is wrong', kind: 'text', value: (e) => e.why },
        { header: 'What to do', kind: 'text', value: (e) => e.what_to_do },
      ],
      errors,
    );
  }

  @Get('warnings.csv')
  @Permit('imports.run')
  async warnings(@Ctx() ctx: TmoContext, @Param('batch_id', IdPipe) batch_id: string): Promise<StreamableFile> {
    const { warnings } = await this.imports.dryRun(ctx, batch_id);
    return csvDownload<(typeof warnings)[number]>(
      'warnings.csv',
      [
        { header: 'Record', kind: 'count', value: (w) => w.record },
        { header: 'Column', kind: 'text', value: (w) => w.column },
        { header: 'Kind', kind: 'text', value: (w) => w.code },
        { header: 'What is odd', kind: 'text', value: (w) => w.message },
      ],
      warnings,
    );
  }

  private async answer(
    ctx: TmoContext,
    sent: Submission,
    answer: Applied,
    again: () => Promise<Page>,
  ): Promise<Page | Redirect> {
    switch (answer.status) {
      case 'not-ready':
        return sentBack(await again(), sent, toDoErrors(answer.to_do));
      case 'refused':
        return refusedPage(await again(), sent, importRefused(answer));
      case 'applied': {
        const { batch_id, counts } = answer.batch;
        return redirect(
          tmoPath(ctx, 'imports', batch_id),
          `${counts?.homes} homes and ${counts?.tenancies} tenancies are in`,
        );
      }
    }
  }

  private async dryRunPage(ctx: TmoContext, batch_id: string, sent?: Submission): Promise<Page> {
    const run = await this.imports.dryRun(ctx, batch_id);
    const here = tmoPath(ctx, 'imports', batch_id);
    return page('imports/batch/apply-extract/dry-run', {
      title: 'What would go in',
      caption: run.file_name,
      nav: 'imports',
      back: { href: `${here}/columns`, text: 'Columns' },
      here,
      ...dryRunView(run, sent),
    });
  }

  private async appliedPage(ctx: TmoContext, { batch, file_name }: KeptExtract): Promise<Page> {
    const [told] = await this.db.inTmo(ctx, (tx) =>
      this.provenances.of(tx, ctx.tmo_id, [{ actor: batch.settled_by ?? '' }]),
    );
    return page('imports/batch/apply-extract/applied', {
      title: 'This extract is in',
      caption: file_name,
      nav: 'imports',
      back: { href: tmoPath(ctx, 'imports'), text: 'Imports' },
      here: tmoPath(ctx, 'imports', batch.batch_id),
      batch,
      who: told?.who,
      ...errorsView(await this.imports.leftOut(ctx, batch.batch_id)),
    });
  }
}
