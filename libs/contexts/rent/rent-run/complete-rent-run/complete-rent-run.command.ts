import { Type } from 'class-transformer';
import { IsArray, IsBoolean, IsInt, IsObject, Min, ValidateNested } from 'class-validator';
import type { CivilDate } from '#kernel';
import { defineCommand, IsCivilDate, IsId, IsLine, IsPence } from '#platform/event-store';
import { outstandingAccounts } from '../candidates.queries.js';
import { rentRunDecider } from '../rent-run.js';
import { type CompleteRentRun, decideCompleteRentRun } from './complete-rent-run.js';

export class NotChargedDto {
  @IsId()
  account_id: string;

  @IsLine(60)
  code: string;

  @IsObject()
  facts: Record<string, unknown>;
}

export class CompleteRentRunDto implements CompleteRentRun {
  @IsCivilDate()
  week_of: CivilDate;

  @IsBoolean()
  free: boolean;

  @IsInt()
  @Min(0)
  accounts: number;

  @IsInt()
  @Min(0)
  charged: number;

  @IsPence()
  charged_pence: number;

  @IsInt()
  @Min(0)
  already: number;

  @IsArray()
  @ValidateNested({ each: true })
  @Type(() => NotChargedDto)
  refused: NotChargedDto[];
}

/** Sent by the run itself when it is through. */
export const completeRentRun = defineCommand({
  type: 'rent.complete-rent-run',
  permission: 'rent.run',
  decider: rentRunDecider,
  payload: CompleteRentRunDto,
  streamId: (c) => c.week_of,
  decide: decideCompleteRentRun,
  facts: (tx, tmo_id, commands) =>
    Promise.all(commands.map(async (c) => ({ outstanding: await outstandingAccounts(tx, tmo_id, c.week_of) }))),
});
