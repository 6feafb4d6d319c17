import { defineCommand, IsId } from '#platform/event-store';
import { HomeFactsDto } from '../home-facts.dto.js';
import { knownBlocks } from '../known-blocks.js';
import { homeDecider } from '../home.js';
import { decideRegisterHome, type RegisterHome } from './register-home.js';

export class RegisterHomeDto extends HomeFactsDto implements RegisterHome {
  @IsId()
  home_id: string;
}

export const registerHome = defineCommand({
  type: 'homes.register-home',
  permission: 'homes.edit',
  decider: homeDecider,
  payload: RegisterHomeDto,
  streamId: (c) => c.home_id,
  decide: decideRegisterHome,
  facts: knownBlocks,
});
