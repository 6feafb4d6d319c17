import { IsIn } from 'class-validator';
import type { Pence } from '#kernel';
import { defineCommand, IsPence } from '#platform/event-store';
import { AGREEMENT_STREAM_ID, agreementDecider } from '../agreement.js';
import { DatedDto } from '../dated.dto.js';
import { ORDERING_ROLES, type OrderingRole } from '../functions.js';
import { decideSetOrderLimit, type SetOrderLimit } from './set-order-limit.js';

export class SetOrderLimitDto extends DatedDto implements SetOrderLimit {
  @IsIn(ORDERING_ROLES)
  role: OrderingRole;

  @IsPence()
  limit_pence: Pence;
}

export const setOrderLimit = defineCommand({
  type: 'agreement.set-order-limit',
  permission: 'agreement.edit',
  decider: agreementDecider,
  payload: SetOrderLimitDto,
  streamId: () => AGREEMENT_STREAM_ID,
  decide: decideSetOrderLimit,
});
