import { Controller, Get, Inject, NotFoundException, Param, Post } from '@nestjs/common';
import { londonDateOf } from '#kernel';
import { Database } from '#platform/database';
import { StoreClock } from '#platform/event-store';
import { Ctx, NeighbourRule, Permit, type TmoContext } from '#platform/identity';
import { Vault } from '#platform/privacy';
import {
  Forms,
  IdPipe,
  type Page,
  page,
  type Redirect,
  redirect,
  type Submission,
  Submitted,
  tmoPath,
} from '#platform/web';
import { household } from '../household/household.queries.js';
import { alertsOn } from '../register/alerts.queries.js';
import { statusOf } from '../register/tenancies.controller.js';
import { endAlert } from './end-alert/end-alert.command.js';
import { END_REASONS, TENURES } from './tenures.js';

/** One tenancy: its dates, who holds it, the alerts on its household, and what can be done with it. */
@Controller('t/:tmo/tenancies/:tenancy_id')
export class TenancyController {
  constructor(
    @Inject(Forms) private readonly forms: Forms,
    @Inject(Database) private readonly db: Database,
    @Inject(StoreClock) private readonly clock: StoreClock,
    @Inject(NeighbourRule) private readonly neighbours: NeighbourRule,
    @Inject(Vault) private readonly vault: Vault,
  ) {}

  @Get()
  @Permit('tenancies.view')
  async show(@Ctx() ctx: TmoContext, @Param('tenancy_id', IdPipe) tenancy_id: string): Promise<Page> {
    const today = londonDateOf(this.clock.now());
    return this.db.inTmo(ctx, async (tx) => {
      await this.neighbours.assertNotOwnHousehold(tx, ctx, { tenancy_id });
      const found = await household(tx, ctx, tenancy_id, today, 'tenancy');
      if (!found) throw new NotFoundException('no such tenancy');
      const alerts = await alertsOn(tx, ctx.tmo_id, this.vault, [tenancy_id], today);
      const { tenancy, home, tenants } = found;
      const here = tmoPath(ctx, 'tenancies', tenancy_id);
      return page('tenancies/tenancy/tenancy', {
        title: `Tenancy ${tenancy.tenancy_ref}`,
        caption: home.address,
        nav: 'tenancies',
        back: { href: tmoPath(ctx, 'households', tenancy_id), text: 'The household' },
        tenancy,
        tenure: TENURES[tenancy.tenure].name,
        end_reason: tenancy.end_reason && END_REASONS[tenancy.end_reason].name,
        status: statusOf(tenancy, today),
        home: { text: home.address, href: tmoPath(ctx, 'homes', home.home_id) },
        tenants: tenants.map((t) => ({ ...t, correct_href: tmoPath(ctx, 'persons', t.person_id, 'correct') })),
        alerts: alerts.map((a) => ({ ...a, end_action: `${here}/alerts/${a.alert_id}/end` })),
        end_href: `${here}/end`,
        alert_href: `${here}/alerts/new`,
      });
    });
  }

  /** The button beside an alert. */
  @Post('alerts/:alert_id/end')
  @Permit('tenancies.edit')
  endAlert(
    @Ctx() ctx: TmoContext,
    @Param('tenancy_id', IdPipe) tenancy_id: string,
    @Param('alert_id', IdPipe) alert_id: string,
    @Submitted() sent: Submission,
  ): Promise<Page | Redirect> {
    return this.forms.command(ctx, sent, {
      page: () => this.show(ctx, tenancy_id),
      command: endAlert,
      payload: () => ({ tenancy_id, alert_id }),
      done: () => redirect(tmoPath(ctx, 'tenancies', tenancy_id), 'The alert is taken off'),
    });
  }
}
