import { Controller, Get, Inject, Param, type StreamableFile } from '@nestjs/common';
import { Database, type Tx } from '#platform/database';
import { sha256Hex } from '#platform/files';
import { actorMay, Ctx, Permit, type TmoContext } from '#platform/identity';
import { Provenances } from '#platform/provenance';
import { csvDownload, download, type Page, page, tmoPath } from '#platform/web';
import { figureDefinition } from '../return/definitions.js';
import type { Figure } from '../return/figures.js';
import { type ReturnTotal, totalsOf } from '../return/rows.js';
import { returnFile } from '../return-file/file-text.js';
import { latestReturn, returnsMade, sha256Rebuilt, type StoredReturn } from '../returns/returns.queries.js';
import { returnAsked, returnPath } from './made-return.js';
import { figureWords, KIND_WORDS, quarterTitle, REASON_WORDS } from './words.js';

/** One return: its first page, its files, and whether the log still gives it. */
@Controller('t/:tmo/monitoring/returns/:quarter')
export class ReturnController {
  constructor(
    @Inject(Database) private readonly db: Database,
    @Inject(Provenances) private readonly provenances: Provenances,
  ) {}

  /** The newest version. */
  @Get()
  @Permit('monitoring.view')
  newest(@Ctx() ctx: TmoContext, @Param('quarter') quarter: string): Promise<Page> {
    return this.db.inTmo(ctx, async (tx) => this.pageOf(tx, ctx, await returnAsked(tx, ctx, quarter)));
  }

  @Get(':version')
  @Permit('monitoring.view')
  show(@Ctx() ctx: TmoContext, @Param('quarter') quarter: string, @Param('version') version: string): Promise<Page> {
    return this.db.inTmo(ctx, async (tx) => this.pageOf(tx, ctx, await returnAsked(tx, ctx, quarter, version)));
  }

  /** The one file for the council. */
  @Get(':version/file')
  @Permit('monitoring.view')
  async file(
    @Ctx() ctx: TmoContext,
    @Param('quarter') quarter: string,
    @Param('version') version: string,
  ): Promise<StreamableFile> {
    const { data } = await this.asked(ctx, quarter, version);
    const bytes = Buffer.from(returnFile(data.contents));
    // Rather no file than another one than was sent.
    if (sha256Hex(bytes) !== data.sha256)
      throw new Error(`the file of ${quarter} version ${version} is not the one that was sent`);
    return download(`return-${quarter}-v${version}.jsonl`, 'application/jsonl; charset=utf-8', bytes);
  }

  @Get(':version/figures.csv')
  @Permit('monitoring.view')
  async csv(
    @Ctx() ctx: TmoContext,
    @Param('quarter') quarter: string,
    @Param('version') version: string,
  ): Promise<StreamableFile> {
    const { contents } = (await this.asked(ctx, quarter, version)).data;
    const pounds = (f: Figure, amount: number | null) => (f.unit === 'pence' ? amount : null);
    const homes = (f: Figure, amount: number | null) => (f.unit === 'homes' ? amount : null);
    return csvDownload<Figure>(
      `return-${quarter}-v${version}-figures.csv`,
      [
        { header: 'Figure', kind: 'text', value: (f) => figureDefinition(f.id, f.version).title },
        { header: 'Definition', kind: 'text', value: (f) => f.id },
        { header: 'Definition version', kind: 'count', value: (f) => f.version },
        { header: 'Responsible', kind: 'text', value: (f) => f.responsible },
        { header: 'Percent', kind: 'text', value: (f) => f.percent },
        { header: 'Numerator, pounds', kind: 'pence', value: (f) => pounds(f, f.numerator) },
        { header: 'Denominator, pounds', kind: 'pence', value: (f) => pounds(f, f.denominator) },
        { header: 'Of the numerator prior, pounds', kind: 'pence', value: (f) => pounds(f, f.prior) },
        { header: 'Numerator, homes', kind: 'count', value: (f) => homes(f, f.numerator) },
        { header: 'Denominator, homes', kind: 'count', value: (f) => homes(f, f.denominator) },
        { header: 'Log position', kind: 'count', value: () => contents.position },
        { header: 'Head hash', kind: 'text', value: () => contents.head_hash },
      ],
      contents.figures,
    );
  }

  /** Draws the return up again, as it was known then. */
  @Get(':version/check')
  @Permit('monitoring.view')
  check(@Ctx() ctx: TmoContext, @Param('quarter') quarter: string, @Param('version') version: string): Promise<Page> {
    return this.db.inTmo(ctx, async (tx) => {
      const made = await returnAsked(tx, ctx, quarter, version);
      const { contents, sha256 } = made.data;
      const rebuilt = await sha256Rebuilt(tx, ctx.tmo_id, made);
      return page('monitoring/pages/check', {
        title: 'Does the log still give this return?',
        caption: quarterTitle(quarter),
        nav: 'monitoring',
        back: { href: returnPath(ctx, contents), text: 'The return' },
        is_same: rebuilt === sha256,
        sha256,
        rebuilt,
        position: contents.position,
        head_hash: contents.head_hash,
      });
    });
  }

  private asked(ctx: TmoContext, quarter: string, version: string): Promise<StoredReturn> {
    return this.db.inTmo(ctx, (tx) => returnAsked(tx, ctx, quarter, version));
  }

  private async pageOf(tx: Tx, ctx: TmoContext, made: StoredReturn): Promise<Page> {
    const { contents, sha256, due } = made.data;
    const { quarter, version } = contents;
    const here = returnPath(ctx, contents);
    const [told] = await this.provenances.of(tx, ctx.tmo_id, [made.metadata]);
    const versions = (await returnsMade(tx, ctx.tmo_id)).filter((r) => r.quarter === quarter);
    const latest = await latestReturn(tx, ctx.tmo_id);
    const { follows } = contents;
    return page('monitoring/pages/return', {
      title: quarterTitle(quarter),
      caption: `Return of ${contents.tmo} to ${contents.council}`,
      nav: 'monitoring',
      back: { href: tmoPath(ctx, 'monitoring'), text: 'Returns' },
      here,
      contents: { ...contents, rows: contents.rows.length },
      sha256,
      due,
      made: { on: made.effective_on, who: told?.who },
      reason: made.type === 'monitoring.return-remade.v1' ? REASON_WORDS[made.data.reason] : undefined,
      replaced_by: versions[0] && versions[0].version > version ? versions[0].version : undefined,
      versions: versions.map((r) => ({ version: r.version, href: returnPath(ctx, r), made_on: r.made_on })),
      can_remake:
        latest?.quarter === quarter && latest.version === version && actorMay(ctx.actor, 'monitoring.make-return'),
      figures: contents.figures.map((figure) => figureRow(here, figure)),
      totals: totalsOf(contents.rows).map((total) => totalRow(here, total)),
      follows: follows && {
        ...follows,
        href: returnPath(ctx, follows),
        title: quarterTitle(follows.quarter),
      },
    });
  }
}

function figureRow(here: string, figure: Figure): object {
  const words = figureWords(figure);
  return {
    href: `${here}/figures/${figure.id}`,
    figure: figureDefinition(figure.id, figure.version).title,
    value: words.value,
    made_of: { text: words.made_of, hint: words.prior },
    definition: `${figure.id}, version ${figure.version}`,
  };
}

function totalRow(here: string, total: ReturnTotal): object {
  return { ...total, href: `${here}/rows?kind=${total.kind}`, kind: KIND_WORDS[total.kind], rows: String(total.rows) };
}
