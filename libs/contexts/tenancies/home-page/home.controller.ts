import { Controller, Get, Inject, NotFoundException, Param } from '@nestjs/common';
import { type CivilDate, londonDateOf } from '#kernel';
import { homeById } from '#contexts/homes/contracts/index.js';
import { Database, type Tx } from '#platform/database';
import { StoreClock } from '#platform/event-store';
import { actorMay, Ctx, NeighbourRule, Permit, type TmoContext } from '#platform/identity';
import { Provenances } from '#platform/provenance';
import { IdPipe, type Page, page, tmoPath } from '#platform/web';
import { joinNames, namesFor } from '../directory/names-for.js';
import { homeTimeline } from '../household/timeline.queries.js';
import { tenanciesOfHome, type TenancyView } from '../register/register.queries.js';
import { statusOf } from '../register/tenancies.controller.js';
import { TENURES } from '../tenancy/tenures.js';

/**
 * One home: what is known of it, who lives there and lived there, and what was corrected. It stands here and not with
 * the register, because the register knows no tenancies.
 */
@Controller('t/:tmo/homes/:home_id')
export class HomeController {
  constructor(
    @Inject(Database) private readonly db: Database,
    @Inject(StoreClock) private readonly clock: StoreClock,
    @Inject(NeighbourRule) private readonly neighbours: NeighbourRule,
    @Inject(Provenances) private readonly provenances: Provenances,
  ) {}

  @Get()
  @Permit('homes.view')
  async show(@Ctx() ctx: TmoContext, @Param('home_id', IdPipe) home_id: string): Promise<Page> {
    const today = londonDateOf(this.clock.now());
    return this.db.inTmo(ctx, async (tx) => {
      await this.neighbours.assertNotOwnHousehold(tx, ctx, { home_id });
      const home = await homeById(tx, ctx.tmo_id, home_id);
      if (!home) throw new NotFoundException('no such home');
      const lets = actorMay(ctx.actor, 'tenancies.view') ? await this.lets(tx, ctx, home_id, today) : undefined;
      const happened = await homeTimeline(tx, ctx.tmo_id, home_id);
      const told = await this.provenances.of(tx, ctx.tmo_id, happened);
      return page('tenancies/home-page/home', {
        title: home.address,
        caption: `${home.type_name} · ${home.property_ref}`,
        nav: 'homes',
        back: { href: tmoPath(ctx, 'homes'), text: 'Homes' },
        home,
        lets,
        is_empty: lets?.every((row) => !row.covers_today),
        let_href: tmoPath(ctx, 'homes', home_id, 'let'),
        correct_href: tmoPath(ctx, 'homes', home_id, 'correct'),
        happened: happened.map((item, i) => ({
          occurred_on: item.occurred_on,
          known_at: item.known_at,
          words: item.words,
          who: told[i]?.who,
          detail: told[i]?.source,
        })),
      });
    });
  }

  private async lets(tx: Tx, ctx: TmoContext, home_id: string, today: CivilDate) {
    const list = await tenanciesOfHome(tx, ctx.tmo_id, home_id);
    const names = await namesFor(
      tx,
      ctx,
      list.flatMap((t) => t.person_ids),
      'home',
    );
    return list.map((t) => ({
      tenants: joinNames(names, t.person_ids),
      href: tmoPath(ctx, 'households', t.tenancy_id),
      tenancy_ref: t.tenancy_ref,
      tenure: TENURES[t.tenure].name,
      starts_on: t.starts_on,
      ends_on: t.ends_on,
      status: statusOf(t, today),
      covers_today: covers(t, today),
    }));
  }
}

function covers({ starts_on, ends_on }: TenancyView, day: CivilDate): boolean {
  return starts_on <= day && (ends_on === null || ends_on >= day);
}
