import { IsIn } from 'class-validator';
import type { CivilDate } from '#kernel';
import { defineCommand, IsCivilDate, IsId } from '#platform/event-store';
import { tenancyDecider } from '../tenancy.js';
import { END_REASON_KEYS, type EndReason } from '../tenures.js';
import { decideEndTenancy, type EndTenancy } from './end-tenancy.js';

export class EndTenancyDto implements EndTenancy {
  @IsId()
  tenancy_id: string;

  /** The last day of the tenancy. */
  @IsCivilDate()
  ends_on: CivilDate;

  @IsIn(END_REASON_KEYS)
  reason: EndReason;
}

export const endTenancy = defineCommand({
  type: 'tenancies.end-tenancy',
  permission: 'tenancies.edit',
  decider: tenancyDecider,
  payload: EndTenancyDto,
  streamId: (c) => c.tenancy_id,
  decide: decideEndTenancy,
  household: ({ tenancy_id }) => ({ tenancy_id }),
});
