import { Type } from 'class-transformer';
import { IsArray, IsInt, IsString, Min, ValidateNested } from 'class-validator';
import type { CivilDate } from '#kernel';
import { defineCommand, IsCivilDate, IsId } from '#platform/event-store';
import type { ExtractCounts } from '../batch.events.js';
import { batchDecider } from '../batch.js';
import { type ApplyExtract, decideApplyExtract } from './apply-extract.js';

class CountsDto implements ExtractCounts {
  @IsInt() @Min(0) homes: number;
  @IsInt() @Min(0) tenancies: number;
  @IsInt() @Min(0) persons: number;
  @IsInt() @Min(0) accounts: number;
  @IsInt() @Min(0) voids: number;
  @IsInt() balances_pence: number;
}

export class ApplyExtractDto implements ApplyExtract {
  @IsId()
  batch_id: string;

  @IsCivilDate()
  as_at: CivilDate;

  @ValidateNested()
  @Type(() => CountsDto)
  counts: CountsDto;

  @IsArray()
  @IsInt({ each: true })
  left_out: number[];

  @IsArray()
  @IsString({ each: true })
  ticked: string[];
}

/** Sent only as the last of an import's list (plan/plan-import.ts); it has no endpoint of its own. */
export const applyExtract = defineCommand({
  type: 'imports.apply-extract',
  permission: 'imports.run',
  decider: batchDecider,
  payload: ApplyExtractDto,
  streamId: (c) => c.batch_id,
  decide: decideApplyExtract,
});
