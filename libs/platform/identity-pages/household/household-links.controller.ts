import { Controller, Get, Inject, Param, Post } from '@nestjs/common';
import { Database } from '#platform/database';
import {
  Ctx,
  CurrentUser,
  HouseholdLinks,
  Households,
  Permit,
  type SignedInUser,
  type TmoContext,
} from '#platform/identity';
import {
  IdPipe,
  type Page,
  page,
  redirect,
  type Redirect,
  refusedPage,
  type Submission,
  Submitted,
  tmoPath,
} from '#platform/web';
import { labelled } from './labelled.js';

/** Whose household is whose among the people who work here; a manager ends what was declared by mistake. */
@Controller('t/:tmo/household-links')
export class HouseholdLinksController {
  constructor(
    @Inject(Database) private readonly db: Database,
    @Inject(HouseholdLinks) private readonly links: HouseholdLinks,
    @Inject(Households) private readonly households: Households,
  ) {}

  @Get()
  @Permit('household-links.view')
  async show(@Ctx() ctx: TmoContext): Promise<Page> {
    const links = await this.db.inTmo(ctx, async (tx) =>
      labelled(tx, ctx, this.households, await this.links.ofTmo(tx, ctx)),
    );
    return page('identity-pages/household/household-links', {
      title: 'Whose household is whose',
      nav: 'users',
      back: { href: tmoPath(ctx, 'users'), text: 'Users' },
      links: links.map((link) => ({ ...link, end_action: tmoPath(ctx, 'household-links', link.link_id, 'end') })),
    });
  }

  @Post(':link_id/end')
  @Permit('users.manage')
  async end(
    @Ctx() ctx: TmoContext,
    @CurrentUser() user: SignedInUser,
    @Param('link_id', IdPipe) link_id: string,
    @Submitted() sent: Submission,
  ): Promise<Page | Redirect> {
    const answer = await this.links.end(ctx, user.user_id, link_id);
    if (!answer.done) return refusedPage(await this.show(ctx), sent, answer.refusal);
    return redirect(tmoPath(ctx, 'household-links'), 'The link has ended');
  }
}
