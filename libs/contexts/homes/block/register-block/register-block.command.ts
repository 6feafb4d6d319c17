import { defineCommand, IsId, IsLine } from '#platform/event-store';
import { blockDecider } from '../block.js';
import { decideRegisterBlock, type RegisterBlock } from './register-block.js';

export class RegisterBlockDto implements RegisterBlock {
  @IsId()
  block_id: string;

  @IsLine()
  name: string;
}

export const registerBlock = defineCommand({
  type: 'homes.register-block',
  permission: 'homes.edit',
  decider: blockDecider,
  payload: RegisterBlockDto,
  streamId: (c) => c.block_id,
  decide: decideRegisterBlock,
});
