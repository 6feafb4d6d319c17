import { Controller, Get, Inject, Query, type StreamableFile } from '@nestjs/common';
import { type CivilDate, londonDateOf } from '#kernel';
import { blocks, homes, type HomeView } from '#contexts/homes/contracts/index.js';
import { Database, type Tx } from '#platform/database';
import { StoreClock } from '#platform/event-store';
import { Ctx, Permit, type TmoContext } from '#platform/identity';
import { csvDownload, type ListQuery, type Page, page, readList, tmoPath } from '#platform/web';
import { joinNames, namesFor } from '../directory/names-for.js';
import { END_REASONS, TENURE_KEYS, TENURES } from '../tenancy/tenures.js';
import { tenancies, type TenancyView } from './register.queries.js';

const STATUSES = { live: 'Live', former: 'Former' } as const;
const SORTS = ['address', 'tenancy_ref', 'tenure', 'starts_on'] as const;

interface Row {
  readonly tenancy: TenancyView;
  readonly home: HomeView;
  readonly tenants: string;
}

/** Who holds what, as a list. */
@Controller('t/:tmo')
export class TenanciesController {
  constructor(
    @Inject(Database) private readonly db: Database,
    @Inject(StoreClock) private readonly clock: StoreClock,
  ) {}

  @Get('tenancies')
  @Permit('tenancies.view')
  async list(@Ctx() ctx: TmoContext, @Query() query: Record<string, unknown>): Promise<Page> {
    const today = londonDateOf(this.clock.now());
    const list = listOf(ctx, query);
    const { rows, total, block_options } = await this.db.inTmo(ctx, async (tx) => {
      const found = await this.found(tx, ctx, list, today);
      const shown = await named(tx, ctx, found.slice(list.offset, list.offset + list.limit), 'tenancies list');
      const options = (await blocks(tx, ctx.tmo_id)).map((b) => ({ value: b.block_id, text: b.name }));
      return { rows: shown, total: found.length, block_options: options };
    });
    const tenure_options = TENURE_KEYS.map((value) => ({ value, text: TENURES[value].name }));
    return page('tenancies/register/tenancies', {
      title: 'Tenancies',
      nav: 'tenancies',
      list: list.view(total, {
        status: STATUSES,
        tenure: labels(tenure_options),
        block: labels(block_options),
      }),
      block_options,
      tenure_options,
      status_options: Object.entries(STATUSES).map(([value, text]) => ({ value, text })),
      rows: rows.map(({ tenancy, home, tenants }) => ({
        address: home.address,
        href: tmoPath(ctx, 'households', tenancy.tenancy_id),
        tenants,
        tenancy_ref: tenancy.tenancy_ref,
        tenure: TENURES[tenancy.tenure].name,
        starts_on: tenancy.starts_on,
        status: statusOf(tenancy, today),
      })),
    });
  }

  @Get('tenancies.csv')
  @Permit('tenancies.view')
  async csv(@Ctx() ctx: TmoContext, @Query() query: Record<string, unknown>): Promise<StreamableFile> {
    const today = londonDateOf(this.clock.now());
    const list = listOf(ctx, query);
    const rows = await this.db.inTmo(ctx, async (tx) =>
      named(tx, ctx, await this.found(tx, ctx, list, today), 'tenancies export'),
    );
    return csvDownload<Row>(
      'tenancies.csv',
      [
        { header: 'Tenancy reference', kind: 'text', value: (r) => r.tenancy.tenancy_ref },
        { header: 'Tenants', kind: 'text', value: (r) => r.tenants },
        { header: 'Property reference', kind: 'text', value: (r) => r.home.property_ref },
        { header: 'Address', kind: 'text', value: (r) => r.home.address },
        { header: 'Postcode', kind: 'text', value: (r) => r.home.postcode },
        { header: 'Tenure', kind: 'text', value: (r) => TENURES[r.tenancy.tenure].name },
        { header: 'Starts on', kind: 'date', value: (r) => r.tenancy.starts_on },
        { header: 'Ends on', kind: 'date', value: (r) => r.tenancy.ends_on },
        {
          header: 'Why it ended',
          kind: 'text',
          value: (r) => r.tenancy.end_reason && END_REASONS[r.tenancy.end_reason].name,
        },
      ],
      rows,
    );
  }

  /** Every tenancy that the list asks for, in its order, without names: those are read for what is shown only. */
  private async found(tx: Tx, ctx: TmoContext, list: ListQuery, today: CivilDate): Promise<Omit<Row, 'tenants'>[]> {
    const { status, tenure, block } = list.filters;
    const which = status === 'live' || status === 'former' ? status : 'all';
    const [all, register] = await Promise.all([tenancies(tx, ctx.tmo_id, which, today), homes(tx, ctx.tmo_id)]);
    const homeOf = new Map(register.map((home) => [home.home_id, home]));
    const rows = all.flatMap((tenancy) => {
      const home = homeOf.get(tenancy.home_id);
      const asked = (tenure === undefined || tenancy.tenure === tenure) && (!block || home?.block_id === block);
      return home && asked ? [{ tenancy, home }] : [];
    });
    const key = ({ tenancy, home }: Omit<Row, 'tenants'>) =>
      list.sort.column === 'address' ? home.sort_key : String(tenancy[list.sort.column as keyof TenancyView]);
    const sign = list.sort.descending ? -1 : 1;
    return rows.sort((a, b) => (key(a) === key(b) ? 0 : key(a) < key(b) ? -sign : sign));
  }
}

async function named(tx: Tx, ctx: TmoContext, rows: readonly Omit<Row, 'tenants'>[], purpose: string): Promise<Row[]> {
  const names = await namesFor(
    tx,
    ctx,
    rows.flatMap((r) => r.tenancy.person_ids),
    purpose,
  );
  return rows.map((row) => ({ ...row, tenants: joinNames(names, row.tenancy.person_ids) }));
}

function listOf(ctx: TmoContext, query: Record<string, unknown>): ListQuery {
  return readList(query, {
    path: tmoPath(ctx, 'tenancies'),
    sorts: SORTS,
    default: 'address',
    filters: { status: 'Status', tenure: 'Tenure', block: 'Block' },
    page_size: 50,
  });
}

function labels(options: readonly { value: string; text: string }[]): Record<string, string> {
  return Object.fromEntries(options.map(({ value, text }) => [value, text]));
}

/** Where a tenancy stands on a day, as a tag. */
export function statusOf({ starts_on, ends_on }: TenancyView, today: CivilDate): { text: string; tag: string } {
  if (ends_on !== null && ends_on < today) return { text: 'Former', tag: 'grey' };
  if (ends_on !== null) return { text: 'Ending', tag: 'orange' };
  return starts_on > today ? { text: 'Not begun', tag: 'blue' } : { text: 'Live', tag: 'green' };
}
