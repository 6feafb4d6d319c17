import { Controller, Get, Inject, NotFoundException, Param, Post } from '@nestjs/common';
import { formatDate, pence } from '#kernel';
import { Database } from '#platform/database';
import { Ctx, Permit, type TmoContext } from '#platform/identity';
import {
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
  tmoPath,
  wordsFor,
} from '#platform/web';
import { accountsById } from '../accounts/accounts.queries.js';
import { holdersOf } from '../accounts/holders.js';
import { mapBankColumns } from '../bank-account/map-bank-columns/map-bank-columns.command.js';
import { HELD_WORDS } from '../contracts/entry-words.js';
import type { AssessedFile, AssessedLine } from './assess-file.js';
import { bankHomePage } from './bank-home.controller.js';
import { BankImport, type BankPreview } from './bank-import.service.js';
import { columnFields, columnsFrom } from './column-form.js';

/** Lines of one fate that a preview spells out; the rest are counted. */
const SHOWN = 100;

/** Taking a statement in: upload, look at what will happen, do it. */
@Controller('t/:tmo/bank')
export class BankUploadController {
  constructor(
    @Inject(Database) private readonly db: Database,
    @Inject(Forms) private readonly forms: Forms,
    @Inject(BankImport) private readonly bank: BankImport,
  ) {}

  @Post('upload')
  @Permit('bank.import')
  async upload(@Ctx() ctx: TmoContext, @Submitted() sent: Submission): Promise<Page | Redirect> {
    const bank_account_id = String(sent.values['bank_account_id'] ?? '');
    const file = sent.files['statement'];
    if (!file || file.size === 0) {
      const text = file ? 'The file is empty. Download it from the bank again' : 'Choose the statement file';
      return sentBack(await bankHomePage(this.db, ctx, {}), sent, [{ field: 'statement', text }]);
    }
    const file_id = await this.bank.keep(ctx, { name: file.name, bytes: file.bytes() });
    const preview = await this.bank.preview(ctx, new IdPipe().transform(bank_account_id), file_id);
    const here = tmoPath(ctx, 'bank', bank_account_id, 'files', file_id);
    return redirect(preview.status === 'needs-columns' ? `${here}/columns` : here);
  }

  @Get(':bank_account_id/files/:file_id')
  @Permit('bank.import')
  async preview(
    @Ctx() ctx: TmoContext,
    @Param('bank_account_id', IdPipe) bank_account_id: string,
    @Param('file_id', IdPipe) file_id: string,
  ): Promise<Page> {
    const preview = await this.bank.preview(ctx, bank_account_id, file_id);
    const here = tmoPath(ctx, 'bank', bank_account_id, 'files', file_id);
    const common = { nav: 'bank', back: { href: tmoPath(ctx, 'bank'), text: 'Bank' }, columns_href: `${here}/columns` };
    if (preview.status !== 'read') {
      const status = preview.status === 'refused' ? 422 : 200;
      return page('rent/banking/cannot-read', { ...common, ...cannotRead(preview) }, status);
    }
    const { file, account, file_name } = preview;
    return page('rent/banking/preview', {
      ...common,
      title: 'What will happen',
      caption: `${file_name}, for ${account.name}`,
      is_csv: file.format === 'csv',
      ...summary(file),
      groups: await this.groups(ctx, file),
    });
  }

  @Post(':bank_account_id/files/:file_id')
  @Permit('bank.import')
  async takeIn(
    @Ctx() ctx: TmoContext,
    @Param('bank_account_id', IdPipe) bank_account_id: string,
    @Param('file_id', IdPipe) file_id: string,
    @Submitted() sent: Submission,
  ): Promise<Page | Redirect> {
    const taken = await this.bank.takeIn(ctx, bank_account_id, file_id);
    if (taken.status === 'refused')
      return refusedPage(await this.preview(ctx, bank_account_id, file_id), sent, taken.refusal);
    if (taken.status !== 'taken-in') return this.preview(ctx, bank_account_id, file_id);
    const { posted, held, out, statement_ids } = taken;
    const to =
      statement_ids.length === 1 ? tmoPath(ctx, 'bank/statements', statement_ids[0] ?? '') : tmoPath(ctx, 'bank');
    return redirect(to, `Taken in: ${posted} posted, ${held} waiting in suspense, ${out} paid out`);
  }

  @Get(':bank_account_id/files/:file_id/columns')
  @Permit('bank.import')
  async columns(
    @Ctx() ctx: TmoContext,
    @Param('bank_account_id', IdPipe) bank_account_id: string,
    @Param('file_id', IdPipe) file_id: string,
  ): Promise<Page> {
    const choice = await this.bank.columns(ctx, bank_account_id, file_id);
    if (!choice) throw new NotFoundException();
    return page('rent/banking/columns', {
      title: 'Which column is what?',
      caption: choice.account.name,
      nav: 'bank',
      back: { href: tmoPath(ctx, 'bank'), text: 'Bank' },
      fields: columnFields(choice.columns),
      options: choice.header.map((name) => ({ value: name, text: name })),
      // British banks write the day first; in the first days of a month a file alone could not say so.
      date_format: choice.columns.date_format ?? 'day-first',
    });
  }

  @Post(':bank_account_id/files/:file_id/columns')
  @Permit('bank.import')
  nameColumns(
    @Ctx() ctx: TmoContext,
    @Param('bank_account_id', IdPipe) bank_account_id: string,
    @Param('file_id', IdPipe) file_id: string,
    @Submitted() sent: Submission,
  ): Promise<Page | Redirect> {
    return this.forms.command(ctx, sent, {
      page: () => this.columns(ctx, bank_account_id, file_id),
      command: mapBankColumns,
      payload: (typed) => ({ bank_account_id, columns: columnsFrom(typed) }),
      done: () => redirect(tmoPath(ctx, 'bank', bank_account_id, 'files', file_id)),
    });
  }

  /** The lines by what will become of them, the ones that need somebody first. */
  private groups(ctx: TmoContext, file: AssessedFile): Promise<object[]> {
    const of = (kind: AssessedLine['fate']['kind']) => file.lines.filter((l) => l.fate.kind === kind);
    const posts = of('posts').slice(0, SHOWN);
    return this.db.inTmo(ctx, async (tx) => {
      const ids = posts.flatMap((l) => (l.fate.kind === 'posts' ? l.fate.account_id : []));
      const accounts = await accountsById(tx, ctx.tmo_id, ids);
      const holders = await holdersOf(tx, ctx, [...accounts.values()], 'bank statement preview');
      const row = (l: AssessedLine) => ({
        when: formatDate(l.line.booking_date),
        payer: { text: l.line.counterparty_name ?? 'No name', hint: l.line.text },
        amount_pence: l.line.amount_pence,
        where: whereTo(l, (id) => holders.get(id)?.name ?? ''),
      });
      const group = (caption: string, where: string, lines: readonly AssessedLine[], all: number) => ({
        where,
        caption: all > lines.length ? `${caption} (${lines.length} of ${all} shown)` : caption,
        rows: lines.map(row),
      });
      const waits = of('waits');
      return [
        group('Will wait in suspense', 'Why', waits.slice(0, SHOWN), waits.length),
        group('Will post', 'Account', posts, of('posts').length),
        group('Paid out', '', of('out').slice(0, SHOWN), of('out').length),
      ].filter((g) => g.rows.length > 0);
    });
  }
}

function whereTo({ fate }: AssessedLine, nameOf: (account_id: string) => string): object | string {
  if (fate.kind === 'posts') return { text: fate.reference, hint: nameOf(fate.account_id) };
  return fate.kind === 'waits' ? HELD_WORDS[fate.reason] : '';
}

function cannotRead(preview: Exclude<BankPreview, { status: 'read' }>) {
  if (preview.status === 'refused')
    return { title: 'This file cannot be taken in', refusal: wordsFor(preview.refusal), problems: [] };
  if (preview.status === 'needs-columns')
    return { title: 'Say which column is what', problems: [], needs_columns: true };
  const is_csv = preview.problems.some(({ where }) => where.startsWith('record '));
  return { title: 'This file cannot be taken in', problems: preview.problems, is_csv };
}

/** The counts and sums of a preview, and what is wrong or odd. */
function summary(file: AssessedFile) {
  const of = (kind: AssessedLine['fate']['kind']) => {
    const lines = file.lines.filter((l) => l.fate.kind === kind);
    return { lines: lines.length, pence: pence(lines.reduce((sum, l) => sum + Math.abs(l.line.amount_pence), 0)) };
  };
  const counts = {
    posts: of('posts'),
    waits: of('waits'),
    out: of('out'),
    seen: of('seen'),
    before: of('before-opening'),
  };
  return {
    counts,
    problems: file.problems,
    warnings: file.warnings,
    statements: file.statements.map((s) => ({
      days: s.from === s.to ? formatDate(s.from) : `${formatDate(s.from)} to ${formatDate(s.to)}`,
      lines: s.lines,
      opening: s.statement.opening?.amount_pence ?? { text: 'Not given' },
      money_in: s.money_in_pence,
      money_out: s.money_out_pence,
      closing: s.statement.closing?.amount_pence ?? { text: 'Not given' },
    })),
    anything_new: counts.posts.lines + counts.waits.lines + counts.out.lines > 0,
  };
}
