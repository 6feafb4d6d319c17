import { Controller, Get, Inject, NotFoundException, Param, Post } from '@nestjs/common';
import { type CivilDate, formatDate, londonDateOf } from '#kernel';
import { Database } from '#platform/database';
import { StoreClock } from '#platform/event-store';
import { Ctx, NeighbourRule, Permit, type TmoContext } from '#platform/identity';
import {
  Choice,
  Forms,
  IdPipe,
  type Page,
  page,
  type Redirect,
  redirect,
  type Submission,
  Submitted,
  tmoPath,
  UkDate,
} from '#platform/web';
import { household } from '../../household/household.queries.js';
import { END_REASON_KEYS, END_REASONS, type EndReason } from '../tenures.js';
import { endTenancy } from './end-tenancy.command.js';

/** Whoever ends a tenancy knows why; only one that was over before it came here may leave it out. */
const REASONS = END_REASON_KEYS.filter((reason) => reason !== 'not-recorded');

class EndTenancyForm {
  @UkDate('Enter the last day of the tenancy, like 6/12/2026')
  ends_on: CivilDate;

  @Choice(REASONS, 'Choose why it ends')
  reason: EndReason;
}

@Controller('t/:tmo/tenancies/:tenancy_id/end')
export class EndTenancyController {
  constructor(
    @Inject(Forms) private readonly forms: Forms,
    @Inject(Database) private readonly db: Database,
    @Inject(StoreClock) private readonly clock: StoreClock,
    @Inject(NeighbourRule) private readonly neighbours: NeighbourRule,
  ) {}

  @Get()
  @Permit('tenancies.edit')
  async show(@Ctx() ctx: TmoContext, @Param('tenancy_id', IdPipe) tenancy_id: string): Promise<Page> {
    const found = await this.db.inTmo(ctx, async (tx) => {
      await this.neighbours.assertNotOwnHousehold(tx, ctx, { tenancy_id });
      return household(tx, ctx, tenancy_id, londonDateOf(this.clock.now()), 'ending a tenancy');
    });
    if (!found) throw new NotFoundException('no such tenancy');
    return page('tenancies/tenancy/end-tenancy/end-tenancy', {
      title: 'End this tenancy',
      caption: `${found.tenancy.tenancy_ref}, ${found.home.address}`,
      nav: 'tenancies',
      back: { href: tmoPath(ctx, 'tenancies', tenancy_id), text: `Tenancy ${found.tenancy.tenancy_ref}` },
      tenants: found.tenants,
      starts_on: found.tenancy.starts_on,
      reasons: REASONS.map((value) => ({ value, text: END_REASONS[value].name })),
    });
  }

  @Post()
  @Permit('tenancies.edit')
  save(
    @Ctx() ctx: TmoContext,
    @Param('tenancy_id', IdPipe) tenancy_id: string,
    @Submitted() sent: Submission,
  ): Promise<Page | Redirect> {
    return this.forms.command(ctx, sent, {
      page: () => this.show(ctx, tenancy_id),
      form: EndTenancyForm,
      command: endTenancy,
      payload: ({ ends_on, reason }) => ({ tenancy_id, ends_on, reason }),
      done: (_outcome, { ends_on }) =>
        redirect(tmoPath(ctx, 'tenancies', tenancy_id), `The tenancy ends on ${formatDate(ends_on)}`),
    });
  }
}
