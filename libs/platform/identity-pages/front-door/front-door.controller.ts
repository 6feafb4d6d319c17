import { Controller, Get, Inject } from '@nestjs/common';
import { CurrentUser, Members, SignedIn, type SignedInUser } from '#platform/identity';
import { type Page, page, redirect, type Redirect, tmoPath } from '#platform/web';

/** The address without a path: straight on to the TMO of somebody who has one, a choice for somebody with several. */
@Controller()
export class FrontDoorController {
  constructor(@Inject(Members) private readonly members: Members) {}

  @Get()
  @SignedIn()
  async enter(@CurrentUser() user: SignedInUser): Promise<Page | Redirect> {
    const tmos = await this.members.ofUser(user.user_id);
    const [only] = tmos;
    if (only && tmos.length === 1) return redirect(tmoPath(only));
    return page('identity-pages/front-door/front-door', {
      title: only ? 'Choose a TMO' : 'You have no role in any TMO today',
      tmos: tmos.map((tmo) => ({ ...tmo, href: tmoPath(tmo) })),
    });
  }
}
