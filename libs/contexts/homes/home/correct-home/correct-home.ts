import { accept, refuse, type DecideEnv, type Decision } from '#kernel';
import { type KnownBlock, readHomeFacts, sameFacts } from '../home-facts.js';
import type { HomeCorrected, HomeCorrectionReason, HomeFacts } from '../home.events.js';
import type { HomeState } from '../home.js';

export interface CorrectHome extends HomeFacts {
  readonly home_id: string;
  readonly reason: HomeCorrectionReason;
}

/** Both the old facts and the new are kept in the event, so that a page can show what was written before. */
export function decideCorrectHome(
  c: CorrectHome,
  state: HomeState,
  env: DecideEnv,
  { block_known }: KnownBlock,
): Decision<HomeCorrected> {
  const { home_id, reason } = c;
  if (state.status === 'none') return refuse('no-such-home', { home_id });
  const read = readHomeFacts(c);
  if (!block_known) return refuse('no-such-block', { block_id: c.block_id });
  if ('refused' in read) return refuse(read.refused.code, read.refused.facts);
  const { facts: is } = read;
  if (sameFacts(state.facts, is)) return accept();
  return accept({
    type: 'homes.home-corrected.v1',
    data: { home_id, was: state.facts, is, reason },
    effective_on: env.today,
  });
}
