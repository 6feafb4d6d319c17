import type { CivilDate } from '#kernel';
import { defineCommand, IsCivilDate, IsId, IsLine, IsPence } from '#platform/event-store';
import { rentAccountDecider } from '../rent-account.js';
import { type BringInOpeningBalance, decideBringInOpeningBalance } from './bring-in-opening-balance.js';

export class BringInOpeningBalanceDto implements BringInOpeningBalance {
  @IsId()
  account_id: string;

  @IsPence()
  amount_pence: number;

  @IsCivilDate()
  as_at: CivilDate;

  @IsLine()
  source: string;
}

export const bringInOpeningBalance = defineCommand({
  type: 'rent.bring-in-opening-balance',
  permission: 'rent.open-account',
  decider: rentAccountDecider,
  payload: BringInOpeningBalanceDto,
  streamId: (c) => c.account_id,
  decide: decideBringInOpeningBalance,
  household: ({ account_id }) => ({ account_id }),
});
