import { NotFoundException } from '@nestjs/common';
import type { Tx } from '#platform/database';
import type { NeighbourRule, TmoContext } from '#platform/identity';
import { tmoPath } from '#platform/web';
import { accountById, type AccountView } from '../accounts/accounts.queries.js';

/** The account a form is about, unless it is nobody's here or the reader's own household's. @throws NotFoundException, OwnHousehold */
export async function accountForForm(
  tx: Tx,
  ctx: TmoContext,
  neighbours: NeighbourRule,
  account_id: string,
): Promise<{ readonly account: AccountView; readonly back: { readonly href: string; readonly text: string } }> {
  await neighbours.assertNotOwnHousehold(tx, ctx, { account_id });
  const account = await accountById(tx, ctx.tmo_id, account_id);
  if (!account) throw new NotFoundException();
  return { account, back: { href: tmoPath(ctx, 'rent/accounts', account_id), text: `Account ${account.reference}` } };
}
