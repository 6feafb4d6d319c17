import { Controller, Get, Inject, NotFoundException, Param, Post } from '@nestjs/common';
import { type CivilDate, deterministicUuid } from '#kernel';
import { homeById } from '#contexts/homes/contracts/index.js';
import { Database } from '#platform/database';
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
  Text,
  tmoPath,
  UkDate,
} from '#platform/web';
import { tenancyById } from '../../register/register.queries.js';
import { ALERT_KIND_KEYS, ALERT_KINDS, type AlertKind } from '../alerts.js';
import { addAlert } from './add-alert.command.js';

class AddAlertForm {
  @Choice(ALERT_KIND_KEYS, 'Choose what the alert is about')
  kind: AlertKind;

  @Text('Say it in at most 1,000 characters', { max: 1000, optional: true })
  text?: string;

  @UkDate('Enter the last day on which it holds, like 31/5/2027')
  expires_on: CivilDate;
}

@Controller('t/:tmo/tenancies/:tenancy_id/alerts/new')
export class AddAlertController {
  constructor(
    @Inject(Forms) private readonly forms: Forms,
    @Inject(Database) private readonly db: Database,
    @Inject(NeighbourRule) private readonly neighbours: NeighbourRule,
  ) {}

  @Get()
  @Permit('tenancies.edit')
  async show(@Ctx() ctx: TmoContext, @Param('tenancy_id', IdPipe) tenancy_id: string): Promise<Page> {
    const address = await this.db.inTmo(ctx, async (tx) => {
      await this.neighbours.assertNotOwnHousehold(tx, ctx, { tenancy_id });
      const tenancy = await tenancyById(tx, ctx.tmo_id, tenancy_id);
      return tenancy && (await homeById(tx, ctx.tmo_id, tenancy.home_id))?.address;
    });
    if (address === undefined) throw new NotFoundException('no such tenancy');
    return page('tenancies/tenancy/add-alert/add-alert', {
      title: 'Put an alert on this household',
      caption: address,
      nav: 'tenancies',
      back: { href: tmoPath(ctx, 'tenancies', tenancy_id) },
      kinds: ALERT_KIND_KEYS.map((value) => ({ value, text: ALERT_KINDS[value].name })),
    });
  }

  @Post()
  @Permit('tenancies.edit')
  save(
    @Ctx() ctx: TmoContext,
    @Param('tenancy_id', IdPipe) tenancy_id: string,
    @Submitted() sent: Submission,
  ): Promise<Page | Redirect> {
    const alert_id = deterministicUuid('alert', sent.command_id);
    return this.forms.command(ctx, sent, {
      page: () => this.show(ctx, tenancy_id),
      form: AddAlertForm,
      command: addAlert,
      payload: ({ kind, expires_on, text }) => ({ tenancy_id, alert_id, kind, expires_on, text: text ?? null }),
      done: () => redirect(tmoPath(ctx, 'households', tenancy_id), 'The alert is on the household'),
    });
  }
}
