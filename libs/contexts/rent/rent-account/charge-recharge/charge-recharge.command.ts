import { IsIn, Min } from 'class-validator';
import type { CivilDate } from '#kernel';
import { defineCommand, IsCivilDate, IsId, IsLine, IsPence } from '#platform/event-store';
import { CHARGED_FOR, type ChargedFor } from '../rent-account.events.js';
import { rentAccountDecider } from '../rent-account.js';
import { type ChargeRecharge, decideChargeRecharge } from './charge-recharge.js';

export class ChargeRechargeDto implements ChargeRecharge {
  @IsId()
  account_id: string;

  @IsPence()
  @Min(1)
  amount_pence: number;

  @IsCivilDate()
  charged_on: CivilDate;

  @IsIn(CHARGED_FOR)
  charged_for: ChargedFor;

  @IsLine(40)
  document_ref: string;
}

export const chargeRecharge = defineCommand({
  type: 'rent.charge-recharge',
  permission: 'rent.set-charges',
  decider: rentAccountDecider,
  payload: ChargeRechargeDto,
  streamId: (c) => c.account_id,
  decide: decideChargeRecharge,
  household: ({ account_id }) => ({ account_id }),
});
