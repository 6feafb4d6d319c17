import { accept, addDays, refuse, type CivilDate, type DecideEnv, type Decision } from '#kernel';
import type { TenancyEnded } from '../tenancy.events.js';
import { FURTHEST_AHEAD_DAYS, type TenancyState } from '../tenancy.js';
import type { EndReason } from '../tenures.js';

export interface EndTenancy {
  readonly tenancy_id: string;
  /** The last day of the tenancy; under a notice it may lie some weeks ahead. */
  readonly ends_on: CivilDate;
  readonly reason: EndReason;
}

/** Ends a tenancy. From then on the home can be let again, so the next tenancy can be signed before this one is out. */
export function decideEndTenancy(c: EndTenancy, state: TenancyState, env: DecideEnv): Decision<TenancyEnded> {
  const { tenancy_id, ends_on, reason } = c;
  if (state.status === 'none') return refuse('no-such-tenancy', { tenancy_id });
  if (state.status === 'ended') return refuse('tenancy-already-ended', { ends_on: state.ends_on });
  const { home_id, starts_on } = state;
  if (ends_on < starts_on) return refuse('ends-before-it-starts', { starts_on, ends_on });
  const latest = addDays(env.today, FURTHEST_AHEAD_DAYS);
  if (ends_on > latest) return refuse('ends-too-far-ahead', { ends_on, latest });
  return accept({
    type: 'tenancies.tenancy-ended.v1',
    data: { tenancy_id, home_id, ends_on, reason, former: false },
    effective_on: ends_on,
  });
}
