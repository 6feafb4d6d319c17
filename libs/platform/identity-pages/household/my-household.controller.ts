import { Controller, Get, Inject, Post, Query } from '@nestjs/common';
import { isUuid } from '#kernel';
import { Database } from '#platform/database';
import {
  Ctx,
  CurrentUser,
  type FoundHousehold,
  HouseholdLinks,
  Households,
  Permit,
  type Relation,
  RELATIONS,
  type SignedInUser,
  type TmoContext,
} from '#platform/identity';
import {
  Choice,
  Forms,
  type Page,
  page,
  redirect,
  type Redirect,
  sentBack,
  type Submission,
  Submitted,
  tmoPath,
} from '#platform/web';
import { ValidateBy } from 'class-validator';
import { labelled } from './labelled.js';

/** 'tenancy:<id>' or 'home:<id>', as the choices of the page name what was found. */
const CHOICE = /^(tenancy|home):(.+)$/;
const isChoice = (value: unknown) => typeof value === 'string' && isUuid(CHOICE.exec(value)?.[2] ?? '');

class DeclareForm {
  @ValidateBy({ name: 'household', validator: { validate: isChoice, defaultMessage: () => 'Choose the household' } })
  household: string;
  @Choice(RELATIONS, 'Say whether you live there or a relative does') relation: Relation;
}

/** Declaring one's own and one's relatives' households, so that one cannot open or act on their records. */
@Controller('t/:tmo/my-household')
export class MyHouseholdController {
  constructor(
    @Inject(Forms) private readonly forms: Forms,
    @Inject(Database) private readonly db: Database,
    @Inject(HouseholdLinks) private readonly links: HouseholdLinks,
    @Inject(Households) private readonly households: Households,
  ) {}

  @Get()
  @Permit('household-links.declare')
  async show(@Ctx() ctx: TmoContext, @CurrentUser() user: SignedInUser, @Query('q') q?: string): Promise<Page> {
    const asked = typeof q === 'string' ? q.trim().slice(0, 200) : '';
    const [links, found] = await this.db.inTmo(ctx, async (tx) => {
      const own = await this.links.ofUser(tx, ctx, user.user_id);
      const hits = asked === '' ? [] : await this.households.finder.find(tx, ctx.tmo_id, asked);
      return [await labelled(tx, ctx, this.households, own), hits] as const;
    });
    return page('identity-pages/household/my-household', {
      title: 'My household',
      back: { href: '/account', text: 'My account' },
      links,
      asked,
      found: found.map((household) => ({ value: choiceOf(household), text: household.label })),
      relation_options: [
        { value: 'self', text: 'I live there, or hold the tenancy' },
        { value: 'relative', text: 'A relative does' },
      ],
    });
  }

  @Post()
  @Permit('household-links.declare')
  async declare(
    @Ctx() ctx: TmoContext,
    @CurrentUser() user: SignedInUser,
    @Submitted() sent: Submission,
    @Query('q') q?: string,
  ): Promise<Page | Redirect> {
    const read = await this.forms.read(sent, DeclareForm);
    if (!read.ok) return sentBack(await this.show(ctx, user, q), sent, read.errors);
    const [, kind, id = ''] = CHOICE.exec(read.typed.household) ?? [];
    // An id that a browser made up, or another TMO's, has no label here.
    const labels = await this.db.inTmo(ctx, (tx) => this.households.finder.labels(tx, ctx.tmo_id, [id]));
    if (!labels.has(id)) {
      return sentBack(await this.show(ctx, user, q), sent, [{ field: 'household', text: 'Choose the household' }]);
    }
    const household = kind === 'home' ? { home_id: id } : { tenancy_id: id };
    await this.links.declare(ctx, user.user_id, household, read.typed.relation);
    return redirect(tmoPath(ctx, 'my-household'), `Declared: ${labels.get(id)}`);
  }
}

function choiceOf({ tenancy_id, home_id }: FoundHousehold): string {
  return tenancy_id === undefined ? `home:${home_id}` : `tenancy:${tenancy_id}`;
}
