import { Controller, Get, Inject, Query, type StreamableFile } from '@nestjs/common';
import { type CivilDate, formatDate, londonDateOf } from '#kernel';
import { Database, type Tx } from '#platform/database';
import { StoreClock } from '#platform/event-store';
import { Ctx, Permit, type TmoContext } from '#platform/identity';
import { csvDownload, type ListQuery, type Page, page, readList, tmoPath } from '#platform/web';
import { type Holder, holdersOf } from '../accounts/holders.js';
import type { AccountKind } from '../contracts/components.js';
import { KIND_WORDS } from '../contracts/entry-words.js';
import { type AccountInArrears, accountsInArrears, type ArrearsFilter, arrearsTotal } from './ledger.queries.js';
import { viewDates, type ViewDates } from './view-dates.js';

const KINDS = ['rent', 'garage', 'recharge', 'court-costs'] as const satisfies readonly AccountKind[];
const TENANTS = { current: 'Current', former: 'Former' } as const;

interface Row extends AccountInArrears, Pick<Holder, 'name' | 'address'> {}

/** A plain list of who owes what, as at the end of a day. */
@Controller('t/:tmo/rent')
export class ArrearsController {
  constructor(
    @Inject(Database) private readonly db: Database,
    @Inject(StoreClock) private readonly clock: StoreClock,
  ) {}

  @Get('arrears')
  @Permit('rent.view')
  show(@Ctx() ctx: TmoContext, @Query() query: Record<string, unknown>): Promise<Page> {
    const list = this.list(ctx, query);
    return this.db.inTmo(ctx, async (tx) => {
      const dates = await viewDates(tx, ctx.tmo_id, query);
      const filter = filterOf(list, dates);
      const total = await arrearsTotal(tx, ctx.tmo_id, filter);
      const rows = await withHolders(tx, ctx, { ...filter, limit: list.limit, offset: list.offset });
      return page('rent/ledger/arrears', {
        title: 'Accounts in arrears',
        caption: dates.words,
        nav: 'rent',
        total,
        dates,
        kinds: KINDS.map((k) => ({ value: k, text: KIND_WORDS[k] })),
        tenants: Object.entries(TENANTS).map(([value, text]) => ({ value, text })),
        rows: rows.map((r) => ({
          href: `${tmoPath(ctx, 'rent/accounts', r.account_id)}${dates.query}`,
          name: { text: r.name, hint: r.address },
          reference: r.reference,
          kind: KIND_WORDS[r.kind],
          balance: r.balance_pence,
          status: r.closed_on ? { text: `Closed ${formatDate(r.closed_on)}`, tag: 'grey' } : 'Current',
        })),
        list: list.view(total.accounts, { kind: KIND_WORDS, tenants: TENANTS }),
      });
    });
  }

  @Get('arrears.csv')
  @Permit('rent.view')
  csv(@Ctx() ctx: TmoContext, @Query() query: Record<string, unknown>): Promise<StreamableFile> {
    const list = this.list(ctx, query);
    return this.db.inTmo(ctx, async (tx) => {
      const dates = await viewDates(tx, ctx.tmo_id, query);
      const rows = await withHolders(tx, ctx, filterOf(list, dates));
      const day: CivilDate = dates.as_at ?? londonDateOf(this.clock.now());
      return csvDownload<Row>(
        `arrears-${day}.csv`,
        [
          { header: 'Reference', kind: 'text', value: (r) => r.reference },
          { header: 'Account', kind: 'text', value: (r) => KIND_WORDS[r.kind] },
          { header: 'Name', kind: 'text', value: (r) => r.name },
          { header: 'Address', kind: 'text', value: (r) => r.address },
          { header: 'Closed', kind: 'date', value: (r) => r.closed_on },
          { header: 'Owed', kind: 'pence', value: (r) => r.balance_pence },
          { header: 'As at', kind: 'date', value: () => day },
        ],
        rows,
      );
    });
  }

  private list(ctx: TmoContext, query: Record<string, unknown>): ListQuery {
    return readList(query, {
      path: tmoPath(ctx, 'rent/arrears'),
      sorts: ['balance', 'reference'],
      default: '-balance',
      filters: { kind: 'Account', tenants: 'Tenants', as_at: 'As at the end of', known: 'As known on' },
    });
  }
}

function filterOf(list: ListQuery, dates: ViewDates): ArrearsFilter {
  const kind = KINDS.find((k) => k === list.filters['kind']);
  const { tenants } = list.filters;
  return {
    ...dates.view,
    kinds: kind && [kind],
    tenants: tenants === 'current' || tenants === 'former' ? tenants : undefined,
    sort: list.sort.column === 'reference' ? 'reference' : 'balance',
    descending: list.sort.descending,
  };
}

async function withHolders(tx: Tx, ctx: TmoContext, filter: ArrearsFilter): Promise<Row[]> {
  const accounts = await accountsInArrears(tx, ctx.tmo_id, filter);
  const holders = await holdersOf(tx, ctx, accounts, 'arrears list');
  return accounts.map((a) => {
    const holder = holders.get(a.account_id);
    return { ...a, name: holder?.name ?? '', address: holder?.address ?? '' };
  });
}
