import { Controller, Get, Inject, Query } from '@nestjs/common';
import { londonDateOf } from '#kernel';
import { accountsByReferenceStart, type AccountView } from '#contexts/rent/contracts/index.js';
import {
  type FoundHome,
  type FoundHousehold,
  MOST_RESULTS,
  search,
  tenanciesById,
} from '#contexts/tenancies/contracts/index.js';
import { Database } from '#platform/database';
import { StoreClock } from '#platform/event-store';
import { Ctx, Permit, type TmoContext } from '#platform/identity';
import { type Page, page, redirect, type Redirect, tmoPath } from '#platform/web';

/** The box on every page: people, homes and references. One find opens at once; several are a list. */
@Controller('t/:tmo/search')
export class SearchController {
  constructor(
    @Inject(Database) private readonly db: Database,
    @Inject(StoreClock) private readonly clock: StoreClock,
  ) {}

  @Get()
  @Permit('desk.search')
  async find(@Ctx() ctx: TmoContext, @Query('q') q: unknown): Promise<Page | Redirect> {
    const typed = (typeof q === 'string' ? q : '').trim();
    const shown = { title: 'Search', search_text: typed };
    if (typed === '') return page('desk/search/search', { ...shown, results: [], total: 0 });
    const on = londonDateOf(this.clock.now());
    const { rows, total } = await this.db.inTmo(ctx, async (tx) => {
      const digits = typed.replace(/\s/g, '');
      const accounts = /^\d{3,9}$/.test(digits)
        ? await accountsByReferenceStart(tx, ctx.tmo_id, digits, MOST_RESULTS)
        : [];
      const tenancies = await tenanciesById(
        tx,
        ctx.tmo_id,
        accounts.flatMap((a) => a.tenancy_id ?? []),
      );
      const found = await search(tx, ctx, typed, on);
      const byReference = accounts.flatMap((a) => {
        const tenancy = a.tenancy_id === null ? undefined : tenancies.get(a.tenancy_id);
        return tenancy ? [accountRow(ctx, a, tenancy.tenancy_ref)] : [];
      });
      return {
        rows: [...byReference, ...found.results.map((r) => resultRow(ctx, r))],
        total: byReference.length + found.total,
      };
    });
    const [only] = rows;
    if (only && total === 1) return redirect(only.href);
    return page('desk/search/search', { ...shown, rows, total, most: rows.length });
  }
}

interface ResultRow {
  readonly who: string;
  readonly href: string;
  readonly where: string;
  readonly reference: string;
  readonly status: { readonly text: string; readonly tag: string };
}

function resultRow(ctx: TmoContext, found: FoundHousehold | FoundHome): ResultRow {
  const where = `${found.home.address}, ${found.home.postcode}`;
  if (found.kind === 'home') {
    return {
      who: 'Nobody',
      href: tmoPath(ctx, 'homes', found.home.home_id),
      where,
      reference: found.home.property_ref,
      status: { text: 'Empty', tag: 'yellow' },
    };
  }
  return {
    who: found.tenants.map((t) => t.name).join(' and '),
    href: tmoPath(ctx, 'households', found.tenancy.tenancy_id),
    where,
    reference: found.tenancy.tenancy_ref,
    status: found.live ? { text: 'Lives here', tag: 'green' } : { text: 'Former', tag: 'grey' },
  };
}

function accountRow(ctx: TmoContext, account: AccountView, tenancy_ref: string): ResultRow {
  return {
    who: `Payment reference ${account.reference}`,
    href: tmoPath(ctx, 'households', account.tenancy_id ?? ''),
    where: `${account.kind} account`,
    reference: tenancy_ref,
    status: account.closed_on === null ? { text: 'Open', tag: 'green' } : { text: 'Closed', tag: 'grey' },
  };
}
