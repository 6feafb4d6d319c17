import { IsIn } from 'class-validator';
import { defineCommand, IsId } from '#platform/event-store';
import { HomeFactsDto } from '../home-facts.dto.js';
import { HOME_CORRECTION_REASONS, type HomeCorrectionReason } from '../home.events.js';
import { knownBlocks } from '../known-blocks.js';
import { homeDecider } from '../home.js';
import { type CorrectHome, decideCorrectHome } from './correct-home.js';

export class CorrectHomeDto extends HomeFactsDto implements CorrectHome {
  @IsId()
  home_id: string;

  @IsIn(HOME_CORRECTION_REASONS)
  reason: HomeCorrectionReason;
}

export const correctHome = defineCommand({
  type: 'homes.correct-home',
  permission: 'homes.edit',
  decider: homeDecider,
  payload: CorrectHomeDto,
  streamId: (c) => c.home_id,
  decide: decideCorrectHome,
  facts: knownBlocks,
  household: ({ home_id }) => ({ home_id }),
});
