import { Controller, Get, Inject, NotFoundException, Param, Query } from '@nestjs/common';
import { formatDate, formatPounds, londonDateOf, sumPence } from '#kernel';
import { Database } from '#platform/database';
import { StoreClock } from '#platform/event-store';
import { actorMay, Ctx, NeighbourRule, Permit, type TmoContext } from '#platform/identity';
import { Provenances } from '#platform/provenance';
import { IdPipe, type Page, page, readList, tmoPath } from '#platform/web';
import { accountById, type AccountView, chargeSets } from '../accounts/accounts.queries.js';
import { type Holder, holdersOf } from '../accounts/holders.js';
import { ONE_OFF_KINDS, WEEKLY_KINDS } from '../contracts/components.js';
import { entryWords, KIND_WORDS } from '../contracts/entry-words.js';
import type { ChargeSet } from '../rent-account/rent-account.js';
import { isCorrectable } from './correctable.js';
import { balance, entries, type LedgerEntry } from './ledger.queries.js';
import { viewDates, type ViewDates } from './view-dates.js';

/** How many lines "how do we know" spells out; what is older comes as one line that says so. */
const SPELT_OUT = 200;
const PAGE_SIZE = 50;

/** A rent account: its balance and entries, as at a day and as known on another, and how we know. */
@Controller('t/:tmo/rent/accounts/:account_id')
export class AccountController {
  constructor(
    @Inject(Database) private readonly db: Database,
    @Inject(StoreClock) private readonly clock: StoreClock,
    @Inject(NeighbourRule) private readonly neighbours: NeighbourRule,
    @Inject(Provenances) private readonly provenances: Provenances,
  ) {}

  @Get()
  @Permit('rent.view')
  show(
    @Ctx() ctx: TmoContext,
    @Param('account_id', IdPipe) account_id: string,
    @Query() query: Record<string, unknown>,
  ): Promise<Page> {
    const { tmo_id } = ctx;
    return this.db.inTmo(ctx, async (tx) => {
      await this.neighbours.assertNotOwnHousehold(tx, ctx, { account_id });
      const account = await accountById(tx, tmo_id, account_id);
      if (!account) throw new NotFoundException();
      const dates = await viewDates(tx, tmo_id, query);
      const here = tmoPath(ctx, 'rent/accounts', account_id);
      const filters = { as_at: 'As at', known: 'As known on' };
      const list = readList(query, { path: here, sorts: [], default: '', filters, page_size: PAGE_SIZE });
      const [holders, sets, owed, found] = await Promise.all([
        holdersOf(tx, ctx, [account], 'rent account'),
        chargeSets(tx, tmo_id, account_id),
        balance(tx, tmo_id, account_id, dates.view),
        entries(tx, tmo_id, account, { ...dates.view, limit: list.limit, offset: list.offset }),
      ]);
      const holder = holders.get(account_id);
      return page('rent/ledger/account', {
        title: `${KIND_WORDS[account.kind]} account ${account.reference}`,
        nav: 'rent',
        back: holder?.href ? { href: holder.href, text: account.tenancy_id ? 'Household' : 'Home' } : undefined,
        identity: this.identity(ctx, account, holder, sets),
        here,
        dates,
        is_void: account.kind === 'void',
        owed,
        how_href: `${here}/how${dates.query}`,
        rows: found.entries.map((e) => row(ctx, account_id, e)),
        list: list.view(found.total),
      });
    });
  }

  @Get('how')
  @Permit('rent.view')
  how(
    @Ctx() ctx: TmoContext,
    @Param('account_id', IdPipe) account_id: string,
    @Query() query: Record<string, unknown>,
  ): Promise<Page> {
    const { tmo_id } = ctx;
    return this.db.inTmo(ctx, async (tx) => {
      await this.neighbours.assertNotOwnHousehold(tx, ctx, { account_id });
      const account = await accountById(tx, tmo_id, account_id);
      if (!account) throw new NotFoundException();
      const dates = await viewDates(tx, tmo_id, query);
      const here = tmoPath(ctx, 'rent/accounts', account_id);
      const [owed, found] = await Promise.all([
        balance(tx, tmo_id, account_id, dates.view),
        entries(tx, tmo_id, account, { ...dates.view, limit: SPELT_OUT, offset: 0 }),
      ]);
      const told = await this.provenances.of(
        tx,
        tmo_id,
        found.entries.map((e) => ({ actor: e.event.metadata.actor, source: e.event.metadata.source })),
      );
      const lines = found.entries.map((e, i) => ({
        occurred_on: e.effective_on,
        known_at: e.event.recorded_at,
        who: told[i]?.who,
        source: told[i]?.source,
        words: entryWords(e.event),
        amount_pence: e.amount_pence,
        href: `${here}/entries/${e.position}`,
      }));
      return page('rent/ledger/how', {
        title: `How we know the balance of ${account.reference}`,
        nav: 'rent',
        back: { href: `${here}${dates.query}`, text: 'The account' },
        dates,
        owed,
        lines: [...lines, ...earlier(found, dates, here)],
      });
    });
  }

  private identity(
    ctx: TmoContext,
    account: AccountView,
    holder: Holder | undefined,
    sets: readonly ChargeSet[],
  ): object {
    const today = londonDateOf(this.clock.now());
    const current = sets.findLast((s) => s.from <= today);
    const weekly = current && sumPence(current.charges.map((c) => c.weekly_pence));
    const here = tmoPath(ctx, 'rent/accounts', account.account_id);
    const may = (permission: Parameters<typeof actorMay>[1]) => actorMay(ctx.actor, permission);
    const isWeekly = WEEKLY_KINDS.includes(account.kind);
    return {
      title: holder?.name ?? '',
      href: holder?.href,
      tags: account.closed_on ? [{ text: 'Closed', colour: 'grey' }] : [],
      facts: [
        { label: 'Home', text: holder?.address ?? '' },
        { label: 'Payment reference', text: account.reference, strong: true },
        { label: 'Opened', text: formatDate(account.opened_on) },
        ...(account.closed_on ? [{ label: 'Last day charged', text: formatDate(account.closed_on) }] : []),
        ...(isWeekly
          ? [{ label: 'Weekly charge', text: weekly === undefined ? 'None set' : formatPounds(weekly) }]
          : []),
      ],
      actions: [
        ...(isWeekly && may('rent.set-charges') ? [{ href: `${here}/charges`, text: 'Charges' }] : []),
        ...(ONE_OFF_KINDS.includes(account.kind) && may('rent.set-charges')
          ? [{ href: `${here}/recharge`, text: 'Charge an item' }]
          : []),
        ...(account.closed_on === null && may('rent.open-account') ? [{ href: `${here}/close`, text: 'Close' }] : []),
      ],
    };
  }
}

function row(ctx: TmoContext, account_id: string, e: LedgerEntry): object {
  const href = tmoPath(ctx, 'rent/accounts', account_id, 'entries', String(e.position));
  const known = londonDateOf(e.event.recorded_at);
  const late = known === e.effective_on ? undefined : `Recorded ${formatDate(known)}`;
  return {
    href,
    when: formatDate(e.effective_on),
    what: { text: entryWords(e.event), hint: late },
    amount_pence: e.amount_pence,
    balance_pence: e.balance_pence,
    action:
      e.reversed_by !== null
        ? { text: 'Reversed', tag: 'grey' }
        : isCorrectable(e.event)
          ? { text: 'Correct this', href: `${href}#correct` }
          : '',
  };
}

/** What is too old to be spelt out, as one line that keeps the sum whole and leads to the page that has it. */
function earlier(
  found: { readonly entries: readonly LedgerEntry[]; readonly total: number },
  dates: ViewDates,
  here: string,
): object[] {
  const oldest = found.entries.at(-1);
  const left = found.total - found.entries.length;
  if (!oldest || left <= 0) return [];
  const onPage = Math.floor(found.entries.length / PAGE_SIZE) + 1;
  return [
    {
      occurred_on: oldest.effective_on,
      words: `${left} earlier entries`,
      amount_pence: oldest.balance_pence - oldest.amount_pence,
      href: `${here}${dates.query === '' ? '?' : `${dates.query}&`}page=${onPage}`,
    },
  ];
}
