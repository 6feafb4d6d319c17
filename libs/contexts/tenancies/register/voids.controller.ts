import { Controller, Get, Inject, Query, type StreamableFile } from '@nestjs/common';
import { type CivilDate, daysBetween, londonDateOf, parseCivilDate, parseUkDate } from '#kernel';
import { Database } from '#platform/database';
import { StoreClock } from '#platform/event-store';
import { Ctx, Permit, type TmoContext } from '#platform/identity';
import { csvDownload, type Page, page, tmoPath } from '#platform/web';
import { voidsOn, type VoidView } from './register.queries.js';

/** The homes that nobody is in, on a day. */
@Controller('t/:tmo/homes')
export class VoidsController {
  constructor(
    @Inject(Database) private readonly db: Database,
    @Inject(StoreClock) private readonly clock: StoreClock,
  ) {}

  @Get('empty')
  @Permit('tenancies.view')
  async list(@Ctx() ctx: TmoContext, @Query('on') asked?: string): Promise<Page> {
    const on = this.day(asked);
    const voids = await this.db.inTmo(ctx, (tx) => voidsOn(tx, ctx.tmo_id, { on }));
    const rows = voids.map(({ home, void_since }) => ({
      address: home.address,
      href: tmoPath(ctx, 'homes', home.home_id),
      property_ref: home.property_ref,
      since: void_since,
      days: void_since === undefined ? undefined : daysBetween(void_since, on),
      is_dwelling: home.is_dwelling,
      type: home.type_name,
    }));
    return page('tenancies/register/voids', {
      title: 'Empty homes',
      nav: 'homes',
      back: { href: tmoPath(ctx, 'homes'), text: 'Homes' },
      on,
      csv_href: `${tmoPath(ctx, 'homes/empty.csv')}?on=${on}`,
      dwellings: rows.filter((row) => row.is_dwelling),
      others: rows.filter((row) => !row.is_dwelling),
    });
  }

  @Get('empty.csv')
  @Permit('tenancies.view')
  async csv(@Ctx() ctx: TmoContext, @Query('on') asked?: string): Promise<StreamableFile> {
    const on = this.day(asked);
    const voids = await this.db.inTmo(ctx, (tx) => voidsOn(tx, ctx.tmo_id, { on }));
    return csvDownload<VoidView>(
      `empty-homes-${on}.csv`,
      [
        { header: 'Property reference', kind: 'text', value: (v) => v.home.property_ref },
        { header: 'Address', kind: 'text', value: (v) => v.home.address },
        { header: 'Type', kind: 'text', value: (v) => v.home.type_name },
        { header: 'Empty since', kind: 'date', value: (v) => v.void_since },
      ],
      voids,
    );
  }

  private day(asked: unknown): CivilDate {
    const typed = typeof asked === 'string' ? (parseUkDate(asked) ?? parseCivilDate(asked)) : undefined;
    return typed ?? londonDateOf(this.clock.now());
  }
}
