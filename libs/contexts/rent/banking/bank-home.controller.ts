import { Controller, Get, Inject, NotFoundException, Param, Query } from '@nestjs/common';
import { formatDate } from '#kernel';
import { Database } from '#platform/database';
import { Ctx, Permit, type TmoContext } from '#platform/identity';
import { balanceOf, balancesOf } from '#platform/ledger';
import { KeptFiles, Vault } from '#platform/privacy';
import { IdPipe, type Page, page, readList, tmoPath } from '#platform/web';
import { bankLedger } from '../contracts/ledger-accounts.js';
import {
  bankAccounts,
  bankLineTotal,
  lineCount,
  linesOfStatement,
  statementById,
  statementCount,
  statements,
} from './banking.queries.js';
import { lineRows } from './lines-page.js';

/** The bank accounts, the statements that were taken in, and whether our books agree with them. */
@Controller('t/:tmo/bank')
export class BankHomeController {
  constructor(
    @Inject(Database) private readonly db: Database,
    @Inject(Vault) private readonly vault: Vault,
    @Inject(KeptFiles) private readonly files: KeptFiles,
  ) {}

  @Get()
  @Permit('bank.view')
  home(@Ctx() ctx: TmoContext, @Query() query: Record<string, unknown>): Promise<Page> {
    return bankHomePage(this.db, ctx, query);
  }

  @Get('statements/:statement_id')
  @Permit('bank.view')
  statement(
    @Ctx() ctx: TmoContext,
    @Param('statement_id', IdPipe) statement_id: string,
    @Query() query: Record<string, unknown>,
  ): Promise<Page> {
    const { tmo_id } = ctx;
    const path = tmoPath(ctx, 'bank/statements', statement_id);
    const list = readList(query, { path, sorts: [], default: '', page_size: 100 });
    return this.db.inTmo(ctx, async (tx) => {
      const statement = await statementById(tx, tmo_id, statement_id);
      if (!statement) throw new NotFoundException();
      const [lines, fresh, names, books] = await Promise.all([
        linesOfStatement(tx, tmo_id, statement_id, list),
        lineCount(tx, tmo_id, statement_id),
        this.files.names(tx, tmo_id, [statement.file_subject]),
        balanceOf(tx, tmo_id, bankLedger(statement.bank_account_id), { as_at: statement.to_on }),
      ]);
      return page('rent/banking/statement', {
        title: `Statement of ${formatDate(statement.to_on)}`,
        caption: statement.bank_account_name,
        nav: 'bank',
        back: { href: tmoPath(ctx, 'bank'), text: 'Bank' },
        statement,
        file_name: names.get(statement.file_subject) ?? 'a file that is no longer kept',
        books,
        agrees: statement.closing_pence === null ? undefined : books === statement.closing_pence,
        seen_before: statement.lines - fresh,
        rows: await lineRows(tx, ctx, this.vault, lines),
        list: list.view(fresh),
      });
    });
  }
}

/** The page of the bank accounts and statements, on which a file is uploaded. */
export function bankHomePage(db: Database, ctx: TmoContext, query: Record<string, unknown>): Promise<Page> {
  const { tmo_id } = ctx;
  const list = readList(query, { path: tmoPath(ctx, 'bank'), sorts: [], default: '' });
  return db.inTmo(ctx, async (tx) => {
    const [accounts, held, out, taken, total] = await Promise.all([
      bankAccounts(tx, tmo_id),
      bankLineTotal(tx, tmo_id, 'held'),
      bankLineTotal(tx, tmo_id, 'out'),
      statements(tx, tmo_id, list),
      statementCount(tx, tmo_id),
    ]);
    const books = await balancesOf(
      tx,
      tmo_id,
      accounts.map((a) => bankLedger(a.bank_account_id)),
    );
    return page('rent/banking/bank-home', {
      title: 'Bank',
      nav: 'bank',
      held,
      out: { ...out, total_pence: -out.total_pence },
      accounts: accounts.map((a) => ({
        name: a.name,
        number: a.bank_identity,
        since: formatDate(a.opened_on),
        books: books.get(bankLedger(a.bank_account_id)) ?? 0,
      })),
      choices: accounts.map((a) => ({ value: a.bank_account_id, text: `${a.name}, ${a.bank_identity}` })),
      rows: taken.map((s) => ({
        href: tmoPath(ctx, 'bank/statements', s.statement_id),
        days: s.from_on === s.to_on ? formatDate(s.to_on) : `${formatDate(s.from_on)} to ${formatDate(s.to_on)}`,
        account: s.bank_account_name,
        lines: s.lines,
        money_in: s.money_in_pence,
        money_out: s.money_out_pence,
        closing: s.closing_pence ?? { text: 'Not given' },
      })),
      list: list.view(total),
    });
  });
}
