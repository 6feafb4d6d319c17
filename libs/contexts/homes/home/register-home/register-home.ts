import { accept, refuse, type DecideEnv, type Decision } from '#kernel';
import { type KnownBlock, readHomeFacts } from '../home-facts.js';
import type { HomeFacts, HomeRegistered } from '../home.events.js';
import type { HomeState } from '../home.js';

export interface RegisterHome extends HomeFacts {
  readonly home_id: string;
}

export function decideRegisterHome(
  c: RegisterHome,
  state: HomeState,
  env: DecideEnv,
  { block_known }: KnownBlock,
): Decision<HomeRegistered> {
  const { home_id } = c;
  if (state.status === 'registered') return refuse('home-already-registered', { home_id });
  const read = readHomeFacts(c);
  if (!block_known) return refuse('no-such-block', { block_id: c.block_id });
  if ('refused' in read) return refuse(read.refused.code, read.refused.facts);
  return accept({
    type: 'homes.home-registered.v1',
    data: { home_id, ...read.facts },
    effective_on: env.today,
  });
}
