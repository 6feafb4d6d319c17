import { Controller, Get, Inject, Query } from '@nestjs/common';
import { formatDate, londonDateOf, pence } from '#kernel';
import { Database } from '#platform/database';
import { StoreClock } from '#platform/event-store';
import { Ctx, Permit, type TmoContext } from '#platform/identity';
import { type Page, page, readList, tmoPath } from '#platform/web';
import { bankLineTotal } from '../banking/banking.queries.js';
import { ACCOUNT_KINDS } from '../contracts/components.js';
import { KIND_WORDS } from '../contracts/entry-words.js';
import { arrearsTotal } from '../ledger/ledger.queries.js';
import { rentRunDuty } from '../rent-run/rent-run.duty.js';
import { rentRuns } from '../rent-run/rent-run.queries.js';
import { holdersOf } from './holders.js';
import { listAccounts } from './list.queries.js';

const STATUS = { open: 'Open', closed: 'Closed' } as const;

/** Rent at a glance, and the list of accounts. */
@Controller('t/:tmo/rent')
export class RentHomeController {
  constructor(
    @Inject(Database) private readonly db: Database,
    @Inject(StoreClock) private readonly clock: StoreClock,
  ) {}

  @Get()
  @Permit('rent.view')
  home(@Ctx() ctx: TmoContext): Promise<Page> {
    const { tmo_id } = ctx;
    const today = londonDateOf(this.clock.now());
    return this.db.inTmo(ctx, async (tx) => {
      const [arrears, held, outstanding, [last]] = await Promise.all([
        arrearsTotal(tx, tmo_id),
        bankLineTotal(tx, tmo_id, 'held'),
        rentRunDuty.outstanding(tx, tmo_id, today),
        rentRuns(tx, tmo_id, { limit: 1, offset: 0 }),
      ]);
      return page('rent/accounts/rent-home', {
        title: 'Rent',
        nav: 'rent',
        arrears,
        held: { ...held, total_pence: pence(held.total_pence) },
        outstanding: outstanding.length,
        last: last && { ...last, week: formatDate(last.week_of), not_charged: last.refused.length },
      });
    });
  }

  @Get('accounts')
  @Permit('rent.view')
  list(@Ctx() ctx: TmoContext, @Query() query: Record<string, unknown>): Promise<Page> {
    const list = readList(query, {
      path: tmoPath(ctx, 'rent/accounts'),
      sorts: ['reference', 'balance', 'opened'],
      default: 'reference',
      filters: { kind: 'Account', status: 'Status', reference: 'Reference begins' },
    });
    const { kind, status, reference } = list.filters;
    return this.db.inTmo(ctx, async (tx) => {
      const { accounts, total } = await listAccounts(tx, ctx.tmo_id, {
        kind: ACCOUNT_KINDS.find((k) => k === kind),
        status: status === 'open' || status === 'closed' ? status : undefined,
        reference: reference?.replaceAll(/\D/g, ''),
        sort: list.sort.column as 'reference' | 'balance' | 'opened',
        descending: list.sort.descending,
        limit: list.limit,
        offset: list.offset,
      });
      const holders = await holdersOf(tx, ctx, accounts, 'list of accounts');
      return page('rent/accounts/accounts', {
        title: 'Accounts',
        nav: 'rent',
        back: { href: tmoPath(ctx, 'rent'), text: 'Rent' },
        kinds: ACCOUNT_KINDS.map((value) => ({ value, text: KIND_WORDS[value] })),
        statuses: Object.entries(STATUS).map(([value, text]) => ({ value, text })),
        rows: accounts.map((a) => ({
          href: tmoPath(ctx, 'rent/accounts', a.account_id),
          reference: a.reference,
          holder: { text: holders.get(a.account_id)?.name, hint: holders.get(a.account_id)?.address },
          kind: KIND_WORDS[a.kind],
          balance: a.balance_pence,
          status: a.closed_on ? { text: `Closed ${formatDate(a.closed_on)}`, tag: 'grey' } : 'Open',
        })),
        list: list.view(total, { kind: KIND_WORDS, status: STATUS }),
      });
    });
  }
}
