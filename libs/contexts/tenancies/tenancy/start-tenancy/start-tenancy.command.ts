import { ArrayMaxSize, IsArray, IsIn, IsOptional } from 'class-validator';
import type { CivilDate } from '#kernel';
import { defineCommand, IsCivilDate, IsId, IsLine } from '#platform/event-store';
import { tenancyDecider } from '../tenancy.js';
import { END_REASON_KEYS, type EndReason, type Tenure, TENURE_KEYS } from '../tenures.js';
import { startTenancyFacts } from './start-tenancy.facts.js';
import { decideStartTenancy, type StartTenancy } from './start-tenancy.js';

export class StartTenancyDto implements StartTenancy {
  @IsId()
  tenancy_id: string;

  @IsId()
  home_id: string;

  @IsLine(40)
  tenancy_ref: string;

  @IsIn(TENURE_KEYS)
  tenure: Tenure;

  @IsCivilDate()
  starts_on: CivilDate;

  /** Joint tenants, the first named first. */
  @IsArray()
  @ArrayMaxSize(100)
  @IsId({ each: true })
  person_ids: string[];

  /** The last day, for a tenancy that had ended before it came into these records. */
  @IsOptional()
  @IsCivilDate()
  ends_on?: CivilDate;

  @IsOptional()
  @IsIn(END_REASON_KEYS)
  end_reason?: EndReason;
}

export const startTenancy = defineCommand({
  type: 'tenancies.start-tenancy',
  permission: 'tenancies.edit',
  decider: tenancyDecider,
  payload: StartTenancyDto,
  streamId: (c) => c.tenancy_id,
  decide: decideStartTenancy,
  facts: startTenancyFacts,
  household: ({ home_id }) => ({ home_id }),
});
