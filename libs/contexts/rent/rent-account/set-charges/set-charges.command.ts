import { Type } from 'class-transformer';
import { ArrayMaxSize, IsArray, IsIn, Min, ValidateNested } from 'class-validator';
import type { CivilDate } from '#kernel';
import { defineCommand, IsCivilDate, IsId, IsPence } from '#platform/event-store';
import { type Component, COMPONENTS } from '../../contracts/components.js';
import { rentAccountDecider } from '../rent-account.js';
import { decideSetCharges, type SetCharges } from './set-charges.js';

export class WeeklyChargeDto {
  @IsIn(COMPONENTS)
  component: Component;

  @IsPence()
  @Min(0)
  weekly_pence: number;
}

export class SetChargesDto implements SetCharges {
  @IsId()
  account_id: string;

  @IsCivilDate()
  from: CivilDate;

  @IsArray()
  @ArrayMaxSize(COMPONENTS.length)
  @ValidateNested({ each: true })
  @Type(() => WeeklyChargeDto)
  charges: WeeklyChargeDto[];
}

export const setCharges = defineCommand({
  type: 'rent.set-charges',
  permission: 'rent.set-charges',
  decider: rentAccountDecider,
  payload: SetChargesDto,
  streamId: (c) => c.account_id,
  decide: decideSetCharges,
  household: ({ account_id }) => ({ account_id }),
});
