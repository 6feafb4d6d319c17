import { Controller, Get, Inject, Query, type StreamableFile } from '@nestjs/common';
import { isUuid } from '#kernel';
import { Database } from '#platform/database';
import { Ctx, Permit, type TmoContext } from '#platform/identity';
import { csvDownload, type ListQuery, type Page, page, readList, tmoPath } from '#platform/web';
import { typeOptions } from '../home/home.form.js';
import { blocks, type HomeFilter, type HomeSort, homesPage, type HomeView } from './register.queries.js';

const SORTS = ['address', 'property_ref', 'type', 'bedrooms'] as const satisfies readonly HomeSort[];

/** Rows of the CSV file; a TMO's whole register is far below this. */
const MOST_ROWS = 20_000;

/** The register of homes as a list. */
@Controller('t/:tmo')
export class HomesController {
  constructor(@Inject(Database) private readonly db: Database) {}

  @Get('homes')
  @Permit('homes.view')
  async list(@Ctx() ctx: TmoContext, @Query() query: Record<string, unknown>): Promise<Page> {
    const list = listOf(ctx, query);
    const [found, inBlocks] = await this.db.inTmo(ctx, (tx) =>
      Promise.all([homesPage(tx, ctx.tmo_id, asked(list)), blocks(tx, ctx.tmo_id)]),
    );
    return page('homes/register/homes', {
      title: 'Homes',
      nav: 'homes',
      list: list.view(found.total, {
        block: Object.fromEntries(inBlocks.map((b) => [b.block_id, b.name])),
        type: Object.fromEntries(typeOptions().map(({ value, text }) => [value, text])),
      }),
      blocks: inBlocks.map((b) => ({ value: b.block_id, text: b.name })),
      types: typeOptions(),
      rows: found.homes.map((home) => ({
        address: home.address,
        href: tmoPath(ctx, 'homes', home.home_id),
        block: home.block_name ?? '–',
        postcode: home.postcode,
        property_ref: home.property_ref,
        type: home.type_name,
        bedrooms: home.bedrooms ?? '–',
      })),
    });
  }

  @Get('homes.csv')
  @Permit('homes.view')
  async csv(@Ctx() ctx: TmoContext, @Query() query: Record<string, unknown>): Promise<StreamableFile> {
    const list = listOf(ctx, query);
    const { homes } = await this.db.inTmo(ctx, (tx) =>
      homesPage(tx, ctx.tmo_id, { ...asked(list), limit: MOST_ROWS, offset: 0 }),
    );
    return csvDownload<HomeView>(
      'homes.csv',
      [
        { header: 'Property reference', kind: 'text', value: (h) => h.property_ref },
        { header: 'UPRN', kind: 'text', value: (h) => h.uprn },
        { header: 'Block', kind: 'text', value: (h) => h.block_name },
        { header: 'Address', kind: 'text', value: (h) => h.address },
        { header: 'Postcode', kind: 'text', value: (h) => h.postcode },
        { header: 'Type', kind: 'text', value: (h) => h.type_name },
        { header: 'Bedrooms', kind: 'count', value: (h) => h.bedrooms },
      ],
      homes,
    );
  }
}

function listOf(ctx: TmoContext, query: Record<string, unknown>): ListQuery {
  return readList(query, {
    path: tmoPath(ctx, 'homes'),
    sorts: SORTS,
    default: 'address',
    filters: { block: 'Block', type: 'Type' },
    page_size: 50,
  });
}

function asked(list: ListQuery): HomeFilter & {
  readonly sort: HomeSort;
  readonly descending: boolean;
  readonly limit: number;
  readonly offset: number;
} {
  const { block, type } = list.filters;
  return {
    // A block that is no id is nobody's block: the list is then empty, as for one of another TMO.
    ...(block === undefined ? {} : { block_id: isUuid(block) ? block : NO_BLOCK }),
    ...(type === undefined ? {} : { type }),
    sort: SORTS.find((sort) => sort === list.sort.column) ?? 'address',
    descending: list.sort.descending,
    limit: list.limit,
    offset: list.offset,
  };
}

const NO_BLOCK = '00000000-0000-8000-8000-000000000000';
