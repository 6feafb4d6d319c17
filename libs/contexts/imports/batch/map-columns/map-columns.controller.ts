import { Controller, Get, Inject, Param, Post } from '@nestjs/common';
import { Ctx, Permit, type TmoContext } from '#platform/identity';
import {
  Forms,
  IdPipe,
  type Page,
  page,
  type Redirect,
  redirect,
  sentBack,
  type Submission,
  Submitted,
  tmoPath,
} from '#platform/web';
import { headerErrors } from '../../extract/index.js';
import { ExtractImport, type KeptExtract } from '../../importing/extract-import.service.js';
import { mapColumns } from './map-columns.command.js';
import { columnGroups, fieldOnPage, mappingFrom } from './map-columns.form.js';

const SAMPLE_RECORDS = 3;
/** Of an example beside a column's name. */
const EXAMPLE_LENGTH = 24;

/** The second step: which column is what. */
@Controller('t/:tmo/imports/:batch_id/columns')
export class MapColumnsController {
  constructor(
    @Inject(Forms) private readonly forms: Forms,
    @Inject(ExtractImport) private readonly imports: ExtractImport,
  ) {}

  @Get()
  @Permit('imports.run')
  async show(@Ctx() ctx: TmoContext, @Param('batch_id', IdPipe) batch_id: string): Promise<Page | Redirect> {
    const kept = await this.imports.open(ctx, batch_id);
    if (kept.batch.status === 'applied') return redirect(tmoPath(ctx, 'imports', batch_id));
    return this.columnsPage(ctx, kept);
  }

  @Post()
  @Permit('imports.run')
  async save(
    @Ctx() ctx: TmoContext,
    @Param('batch_id', IdPipe) batch_id: string,
    @Submitted() sent: Submission,
  ): Promise<Page | Redirect> {
    const kept = await this.imports.open(ctx, batch_id);
    const mapping = mappingFrom(sent.values);
    const errors = headerErrors(kept.csv, mapping).map(({ field, why, what_to_do }) => ({
      field: fieldOnPage(field),
      text: `${why.charAt(0).toUpperCase()}${why.slice(1)}. ${what_to_do}`,
    }));
    if (errors.length > 0) return sentBack(this.columnsPage(ctx, kept), sent, errors);
    return this.forms.command(ctx, sent, {
      page: () => this.columnsPage(ctx, kept),
      command: mapColumns,
      payload: () => ({ batch_id, mapping }),
      done: () => redirect(tmoPath(ctx, 'imports', batch_id)),
    });
  }

  private columnsPage(ctx: TmoContext, kept: KeptExtract): Page {
    const { csv, file_name } = kept;
    const mapping = this.imports.mappingOf(kept);
    const named = csv.header.flatMap((name, at) => (name === '' ? [] : [{ name, at }]));
    return page('imports/batch/map-columns/map-columns', {
      title: 'Which column is what?',
      caption: file_name,
      nav: 'imports',
      back: { href: tmoPath(ctx, 'imports'), text: 'Imports' },
      records: csv.records.length,
      groups: columnGroups(mapping),
      date_order: mapping.date_order ?? 'day-first',
      options: named.map(({ name, at }) => ({ value: name, text: `${name}${exampleOf(csv, at)}` })),
      sample: {
        columns: [{ key: 'record', text: 'Record' }, ...named.map(({ name, at }) => ({ key: `c${at}`, text: name }))],
        rows: csv.records.slice(0, SAMPLE_RECORDS).map(({ record, cells }) => ({
          record: String(record),
          ...Object.fromEntries(named.map(({ at }) => [`c${at}`, cells[at] ?? ''])),
        })),
      },
    });
  }
}

/** The first cell of a column that says anything. */
function exampleOf({ records }: KeptExtract['csv'], at: number): string {
  const cell = records.find(({ cells }) => (cells[at] ?? '').trim() !== '')?.cells[at]?.trim();
  if (cell === undefined) return ' (empty)';
  return ` (${cell.length > EXAMPLE_LENGTH ? `${cell.slice(0, EXAMPLE_LENGTH)}…` : cell})`;
}
