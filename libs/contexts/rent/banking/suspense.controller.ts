import { Controller, Get, Inject, NotFoundException, Param, Post, Query } from '@nestjs/common';
import { formatDate, formatPounds, londonDateOf, parsePounds } from '#kernel';
import { search, tenanciesOfPersons, tenancyById } from '#contexts/tenancies/contracts/index.js';
import { Database, type Tx } from '#platform/database';
import { StoreClock } from '#platform/event-store';
import { actorMay, Ctx, Permit, type TmoContext } from '#platform/identity';
import { Vault } from '#platform/privacy';
import {
  Forms,
  IdPipe,
  type Page,
  page,
  readList,
  type Redirect,
  redirect,
  sentBack,
  type Submission,
  Submitted,
  tmoPath,
} from '#platform/web';
import {
  accountsByReference,
  accountsByReferenceStart,
  accountsOfTenancies,
  accountById,
  type AccountView,
} from '../accounts/accounts.queries.js';
import { holdersOf } from '../accounts/holders.js';
import { allocateByPriority } from '../bank-line/allocation.js';
import { explainOutgoing } from '../bank-line/explain-outgoing/explain-outgoing.command.js';
import { repairsFor } from '../bank-line/matching.js';
import { placePayment } from '../bank-line/place-payment/place-payment.command.js';
import { HELD_WORDS, KIND_WORDS } from '../contracts/entry-words.js';
import { balances } from '../ledger/ledger.queries.js';
import { bankLineById, bankLinesOf, bankLineTotal, type BankLineView, returnedLike } from './banking.queries.js';
import { lineRows, sizeOf, statusWords, writtenOn } from './lines-page.js';

const MOST_FOUND = 20;

/** Payments that wait, money that went out, and one bank line with the way on for each. */
@Controller('t/:tmo/bank')
export class SuspenseController {
  constructor(
    @Inject(Database) private readonly db: Database,
    @Inject(StoreClock) private readonly clock: StoreClock,
    @Inject(Forms) private readonly forms: Forms,
    @Inject(Vault) private readonly vault: Vault,
  ) {}

  @Get('suspense')
  @Permit('bank.view')
  suspense(@Ctx() ctx: TmoContext, @Query() query: Record<string, unknown>): Promise<Page> {
    return this.linesPage(ctx, query, 'held', 'Waiting in suspense');
  }

  @Get('outgoing')
  @Permit('bank.view')
  outgoing(@Ctx() ctx: TmoContext, @Query() query: Record<string, unknown>): Promise<Page> {
    return this.linesPage(ctx, query, 'out', 'Paid out, not explained');
  }

  @Get('lines/:bank_line_id')
  @Permit('bank.view')
  line(
    @Ctx() ctx: TmoContext,
    @Param('bank_line_id', IdPipe) bank_line_id: string,
    @Query() query: Record<string, unknown> = {},
  ): Promise<Page> {
    const { tmo_id } = ctx;
    const q = typeof query['q'] === 'string' ? query['q'].trim() : '';
    return this.db.inTmo(ctx, async (tx) => {
      const line = await bankLineById(tx, tmo_id, bank_line_id);
      if (!line) throw new NotFoundException();
      const written = (await writtenOn(tx, ctx, this.vault, [line])).get(bank_line_id);
      const places = line.status === 'held' && actorMay(ctx.actor, 'bank.place');
      const explains = line.status === 'out' && actorMay(ctx.actor, 'bank.place');
      const found = places ? await this.candidates(tx, ctx, q, written?.narrative ?? '') : undefined;
      const split =
        typeof query['split'] === 'string' && places ? await splitOf(tx, ctx, line, query['split']) : undefined;
      const returned = explains ? await returnedLike(tx, tmo_id, line, MOST_FOUND) : [];
      return page('rent/banking/line', {
        title: `${formatPounds(sizeOf(line))} ${line.amount_pence < 0 ? 'paid out' : 'paid in'} on ${formatDate(line.booked_on)}`,
        nav: 'bank',
        back: { href: tmoPath(ctx, line.amount_pence < 0 ? 'bank/outgoing' : 'bank/suspense'), text: 'The list' },
        line,
        here: tmoPath(ctx, 'bank/lines', bank_line_id),
        statement_href: tmoPath(ctx, 'bank/statements', line.statement_id),
        status: statusWords(line),
        why: line.held_reason && HELD_WORDS[line.held_reason],
        written,
        q,
        places,
        found,
        split,
        explains,
        returned: await lineRows(tx, ctx, this.vault, returned),
        returned_ids: returned.map((l) => l.bank_line_id),
        allocations: await allocationRows(tx, ctx, line),
      });
    });
  }

  @Post('lines/:bank_line_id/place')
  @Permit('bank.place')
  async place(
    @Ctx() ctx: TmoContext,
    @Param('bank_line_id', IdPipe) bank_line_id: string,
    @Submitted() sent: Submission,
  ): Promise<Page | Redirect> {
    const shown = () => this.line(ctx, bank_line_id, { split: sent.values['split'], q: sent.values['q'] });
    const parts = partsOf(sent);
    if ('errors' in parts) return sentBack(await shown(), sent, parts.errors);
    return this.forms.command(ctx, sent, {
      page: shown,
      command: placePayment,
      payload: () => ({ bank_line_id, allocations: [...parts.allocations] }),
      done: () => redirect(tmoPath(ctx, 'bank/suspense'), 'Placed'),
    });
  }

  @Post('lines/:bank_line_id/explain')
  @Permit('bank.place')
  explain(
    @Ctx() ctx: TmoContext,
    @Param('bank_line_id', IdPipe) bank_line_id: string,
    @Submitted() sent: Submission,
  ): Promise<Page | Redirect> {
    return this.forms.command(ctx, sent, {
      page: () => this.line(ctx, bank_line_id),
      command: explainOutgoing,
      payload: ({ returned_line_id }) => ({ bank_line_id, returned_line_id: String(returned_line_id) }),
      done: () => redirect(tmoPath(ctx, 'bank/outgoing'), 'Explained: the bank took that payment back'),
    });
  }

  private linesPage(
    ctx: TmoContext,
    query: Record<string, unknown>,
    status: 'held' | 'out',
    title: string,
  ): Promise<Page> {
    const path = tmoPath(ctx, status === 'held' ? 'bank/suspense' : 'bank/outgoing');
    const list = readList(query, { path, sorts: [], default: '' });
    return this.db.inTmo(ctx, async (tx) => {
      const [lines, total] = await Promise.all([
        bankLinesOf(tx, ctx.tmo_id, status, list),
        bankLineTotal(tx, ctx.tmo_id, status),
      ]);
      return page('rent/banking/lines', {
        title,
        nav: 'bank',
        back: { href: tmoPath(ctx, 'bank'), text: 'Bank' },
        is_suspense: status === 'held',
        total_pence: Math.abs(total.total_pence),
        rows: await lineRows(tx, ctx, this.vault, lines),
        list: list.view(total.lines),
      });
    });
  }

  /** Accounts to place on: what was searched for, else those whose reference the payer may have mistyped. */
  private async candidates(tx: Tx, ctx: TmoContext, q: string, narrative: string): Promise<object> {
    const { tmo_id } = ctx;
    const digits = q.replaceAll(/[\s-]/g, '');
    let accounts: AccountView[];
    if (q === '') accounts = [...(await accountsByReference(tx, tmo_id, repairsFor({ texts: [narrative] }))).values()];
    else if (/^\d{4,}$/.test(digits)) accounts = await accountsByReferenceStart(tx, tmo_id, digits, MOST_FOUND);
    else {
      const { results } = await search(tx, ctx, q, londonDateOf(this.clock.now()), MOST_FOUND);
      const tenancies = results.flatMap((r) => (r.kind === 'household' ? r.tenancy.tenancy_id : []));
      accounts = await accountsOfTenancies(tx, tmo_id, tenancies);
    }
    const payable = accounts.filter((a) => a.kind !== 'void').slice(0, MOST_FOUND);
    return { proposed: q === '', rows: await accountRows(tx, ctx, payable) };
  }
}

interface AccountRow {
  readonly account_id: string;
  readonly href: string;
  readonly reference: string;
  readonly kind: string;
  readonly name: string;
  readonly address: string;
  readonly balance_pence: number;
  readonly closed: string;
}

async function accountRows(tx: Tx, ctx: TmoContext, accounts: readonly AccountView[]): Promise<AccountRow[]> {
  const ids = accounts.map((a) => a.account_id);
  const [holders, owed] = await Promise.all([
    holdersOf(tx, ctx, accounts, 'placing a payment'),
    balances(tx, ctx.tmo_id, ids),
  ]);
  return accounts.map((a) => ({
    account_id: a.account_id,
    href: tmoPath(ctx, 'rent/accounts', a.account_id),
    reference: a.reference,
    kind: KIND_WORDS[a.kind],
    name: holders.get(a.account_id)?.name ?? '',
    address: holders.get(a.account_id)?.address ?? '',
    balance_pence: owed.get(a.account_id) ?? 0,
    closed: a.closed_on ? `closed ${formatDate(a.closed_on)}` : '',
  }));
}

/**
 * All accounts of the tenants who hold this one (a garage is a tenancy of its own), with a first proposal of how to split the
 * payment: rent first. Undefined for no account of ours.
 */
async function splitOf(tx: Tx, ctx: TmoContext, line: BankLineView, account_id: string): Promise<object | undefined> {
  const account = /^[0-9a-f-]{36}$/.test(account_id) ? await accountById(tx, ctx.tmo_id, account_id) : undefined;
  if (!account?.tenancy_id) return undefined;
  const tenancy = await tenancyById(tx, ctx.tmo_id, account.tenancy_id);
  const theirs = await tenanciesOfPersons(tx, ctx.tmo_id, tenancy?.person_ids ?? []);
  const tenancy_ids = [account.tenancy_id, ...theirs.map((t) => t.tenancy_id)];
  const accounts = await accountsOfTenancies(tx, ctx.tmo_id, tenancy_ids);
  const owed = await balances(
    tx,
    ctx.tmo_id,
    accounts.map((a) => a.account_id),
  );
  const debts = accounts.map((a) => ({ ...a, balance_pence: owed.get(a.account_id) ?? (0 as never) }));
  const parts = new Map(allocateByPriority(sizeOf(line), debts).map((p) => [p.account_id, p.amount_pence]));
  const rows = await accountRows(tx, ctx, accounts);
  return { account_id, rows: rows.map((r) => ({ ...r, part_pence: parts.get(r.account_id) })) };
}

async function allocationRows(tx: Tx, ctx: TmoContext, line: BankLineView): Promise<object[]> {
  const accounts = await Promise.all(line.allocations.map((a) => accountById(tx, ctx.tmo_id, a.account_id)));
  return line.allocations.map((a, i) => ({
    href: tmoPath(ctx, 'rent/accounts', a.account_id, 'entries', String(line.posted_at)),
    reference: accounts[i]?.reference ?? '',
    amount_pence: a.amount_pence,
  }));
}

type Parts =
  | { readonly allocations: readonly { account_id: string; amount_pence: number }[] }
  | { readonly errors: { field: string; text: string }[] };

/** The form's parts: one account for the whole payment (`account_id`, `whole_pence`), or an amount beside each. */
function partsOf({ values }: Submission): Parts {
  const { account_id, whole_pence } = values;
  if (typeof account_id === 'string') return { allocations: [{ account_id, amount_pence: Number(whole_pence) }] };
  const typed = Object.entries(values).filter(([name, text]) => name.startsWith('part_') && String(text).trim() !== '');
  const read = typed.map(([name, text]) => ({ name, amount_pence: parsePounds(String(text)) }));
  const wrong = read.filter((p) => p.amount_pence === undefined);
  if (wrong.length > 0)
    return { errors: wrong.map(({ name }) => ({ field: name, text: 'Enter pounds and pence, like 45.05' })) };
  return {
    allocations: read.map((p) => ({ account_id: p.name.slice('part_'.length), amount_pence: p.amount_pence ?? 0 })),
  };
}
