import { Controller, Get, Inject, NotFoundException, Param, Query, type StreamableFile } from '@nestjs/common';
import { Database } from '#platform/database';
import { actorMay, Ctx, Permit, type TmoContext } from '#platform/identity';
import { csvDownload, type ListQuery, type Page, page, readList } from '#platform/web';
import { FIGURE_DEFINITIONS, figureDefinition } from '../return/definitions.js';
import { type Figure, rowsBehind } from '../return/figures.js';
import type { ReturnContents } from '../return/return.events.js';
import { MONEY_CELLS, type ReturnRow, ROW_KINDS, ROW_STATUSES } from '../return/rows.js';
import { returnAsked, returnPath } from './made-return.js';
import { amountWords, figureWords, KIND_WORDS, quarterTitle, STATUS_WORDS } from './words.js';

/** How many rows "how do we know" spells out, the largest first; the rest comes as one line that says so. */
const SPELT_OUT = 200;

type Numbered = ReturnRow & { readonly row: number };

/** The rows behind a return, and behind each of its figures. */
@Controller('t/:tmo/monitoring/returns/:quarter/:version')
export class RowsController {
  constructor(@Inject(Database) private readonly db: Database) {}

  /** A figure's definition, and the rows that add up to it. */
  @Get('figures/:id')
  @Permit('monitoring.view')
  async figure(
    @Ctx() ctx: TmoContext,
    @Param('quarter') quarter: string,
    @Param('version') version: string,
    @Param('id') id: string,
  ): Promise<Page> {
    const contents = await this.contents(ctx, quarter, version);
    const figure = contents.figures.find((f) => f.id === id);
    if (!figure) throw new NotFoundException('no such figure');
    const definition = figureDefinition(figure.id, figure.version);
    return page('monitoring/pages/figure', {
      title: definition.title,
      caption: quarterTitle(quarter),
      nav: 'monitoring',
      back: { href: returnPath(ctx, contents), text: 'The return' },
      definition,
      figure,
      words: figureWords(figure),
      numerator: figure.numerator === null ? undefined : amountWords(figure, figure.numerator),
      denominator: figure.denominator === null ? undefined : amountWords(figure, figure.denominator),
      ...behind(ctx, contents, figure),
    });
  }

  @Get('rows')
  @Permit('monitoring.view')
  async rows(
    @Ctx() ctx: TmoContext,
    @Param('quarter') quarter: string,
    @Param('version') version: string,
    @Query() query: Record<string, unknown>,
  ): Promise<Page> {
    const contents = await this.contents(ctx, quarter, version);
    const list = listOf(ctx, contents, query);
    const rows = chosen(contents, list);
    const words = { kind: KIND_WORDS, status: STATUS_WORDS };
    return page('monitoring/pages/rows', {
      title: 'Rows behind the return',
      caption: quarterTitle(quarter),
      nav: 'monitoring',
      back: { href: returnPath(ctx, contents), text: 'The return' },
      list: list.view(rows.length, words),
      kinds: ROW_KINDS.map((value) => ({ value, text: KIND_WORDS[value] })),
      statuses: ROW_STATUSES.map((value) => ({ value, text: STATUS_WORDS[value] })),
      rows: rows.slice(list.offset, list.offset + list.limit).map((r) => ({
        ...r,
        href: entriesHref(ctx, contents, r),
        account: { text: r.account, hint: `Row ${r.row}` },
        kind: KIND_WORDS[r.kind],
        status: STATUS_WORDS[r.status],
      })),
    });
  }

  @Get('rows.csv')
  @Permit('monitoring.view')
  async csv(
    @Ctx() ctx: TmoContext,
    @Param('quarter') quarter: string,
    @Param('version') version: string,
    @Query() query: Record<string, unknown>,
  ): Promise<StreamableFile> {
    const contents = await this.contents(ctx, quarter, version);
    return csvDownload<Numbered>(
      `return-${quarter}-v${version}-rows.csv`,
      [
        { header: 'Row', kind: 'count', value: (r) => r.row },
        { header: 'Account', kind: 'text', value: (r) => r.account },
        { header: 'Kind', kind: 'text', value: (r) => r.kind },
        { header: 'Status', kind: 'text', value: (r) => r.status },
        ...MONEY_CELLS.map((cell) => ({
          header: cellHeader(cell),
          kind: 'pence' as const,
          value: (r: Numbered) => r[cell],
        })),
      ],
      chosen(contents, listOf(ctx, contents, query)),
    );
  }

  private contents(ctx: TmoContext, quarter: string, version: string): Promise<ReturnContents> {
    return this.db.inTmo(ctx, async (tx) => (await returnAsked(tx, ctx, quarter, version)).data.contents);
  }
}

/** 'due_prior_pence' to 'Due prior'. */
function cellHeader(cell: string): string {
  const words = cell.replace(/_pence$/, '').replaceAll('_', ' ');
  return words.charAt(0).toUpperCase() + words.slice(1);
}

function listOf(ctx: TmoContext, contents: ReturnContents, query: Record<string, unknown>): ListQuery {
  return readList(query, {
    path: returnPath(ctx, contents, 'rows'),
    sorts: ['account', 'due_pence', 'collected_pence', 'closing_pence'],
    default: 'account',
    filters: { kind: 'Account', status: 'Status' },
  });
}

function chosen(contents: ReturnContents, list: ListQuery): Numbered[] {
  const { kind, status } = list.filters;
  const rows = contents.rows
    .map((r, i): Numbered => ({ row: i + 1, ...r }))
    .filter((r) => (kind === undefined || r.kind === kind) && (status === undefined || r.status === status));
  const column = list.sort.column === 'account' ? 'row' : (list.sort.column as 'due_pence');
  const sorted = rows.sort((a, b) => a[column] - b[column]);
  return list.sort.descending ? sorted.reverse() : sorted;
}

/** Whoever may see rent accounts can go on to the entries behind a row; the council has the rows. */
function entriesHref(ctx: TmoContext, contents: ReturnContents, { account }: ReturnRow): string | undefined {
  return actorMay(ctx.actor, 'rent.view') ? returnPath(ctx, contents, 'accounts', account) : undefined;
}

function behind(ctx: TmoContext, contents: ReturnContents, figure: Figure): object {
  const known = FIGURE_DEFINITIONS.find((d) => d.id === figure.id);
  if (figure.numerator === null || !known) return { lines: [] };
  const rowNumber = new Map(contents.rows.map((r, i) => [r.account, i + 1]));
  const parts = rowsBehind(known.id, contents.rows).sort((a, b) => Math.abs(b.amount) - Math.abs(a.amount));
  const lines = parts.slice(0, SPELT_OUT).map(({ row, amount }) => ({
    href: entriesHref(ctx, contents, row),
    words: `Account ${row.account}, ${KIND_WORDS[row.kind].toLowerCase()}, ${STATUS_WORDS[row.status].toLowerCase()}`,
    occurred_on: contents.to,
    known_at: contents.known_at,
    source: `row ${rowNumber.get(row.account)}`,
    amount_pence: amount,
  }));
  const rest = parts.slice(SPELT_OUT);
  if (rest.length === 0) return { lines };
  const more = {
    href: returnPath(ctx, contents, 'rows'),
    words: `${rest.length} more rows, each smaller`,
    amount_pence: rest.reduce((sum, p) => sum + p.amount, 0),
  };
  return { lines: [...lines, more] };
}
