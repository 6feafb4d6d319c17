import { accept, refuse, type DecideEnv, type Decision } from '#kernel';
import type { BlockRegistered, BlockState } from '../block.js';

export interface RegisterBlock {
  readonly block_id: string;
  readonly name: string;
}

export function decideRegisterBlock(c: RegisterBlock, state: BlockState, env: DecideEnv): Decision<BlockRegistered> {
  if (state.status === 'registered') return refuse('block-already-registered', { block_id: c.block_id });
  return accept({
    type: 'homes.block-registered.v1',
    data: { block_id: c.block_id, name: c.name },
    effective_on: env.today,
  });
}
