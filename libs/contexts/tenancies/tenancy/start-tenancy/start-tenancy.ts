import {
  accept,
  addDays,
  firstRefusal,
  refusal,
  refuse,
  type CivilDate,
  type DecideEnv,
  type Decision,
  type Refusal,
  type Rule,
} from '#kernel';
import type { TenancyEnded, TenancyStarted } from '../tenancy.events.js';
import { FURTHEST_AHEAD_DAYS, type TenancyState } from '../tenancy.js';
import type { EndReason, Tenure } from '../tenures.js';

export interface StartTenancy {
  readonly tenancy_id: string;
  readonly home_id: string;
  readonly tenancy_ref: string;
  readonly tenure: Tenure;
  readonly starts_on: CivilDate;
  /** Joint tenants, the first named first. */
  readonly person_ids: readonly string[];
  /** The last day, for a tenancy that had ended before it came into these records; with it, why it ended. */
  readonly ends_on?: CivilDate;
  readonly end_reason?: EndReason;
}

/** What the rule must know beyond the tenancy's own stream. */
export interface StartTenancyFacts {
  /** The home and every person are this TMO's. */
  readonly home_known: boolean;
  readonly persons_known: boolean;
  /** The last day of the tenancy that held the home before, where its end is recorded; null when none did. */
  readonly let_until: CivilDate | null;
}

const MOST_JOINT_TENANTS = 20;

const rules: readonly Rule<StartTenancy, TenancyState>[] = [
  (c, state) =>
    state.status === 'none' ? undefined : refusal('tenancy-already-started', { tenancy_id: c.tenancy_id }),
  (c) => (c.tenancy_ref.trim() === '' ? refusal('tenancy-ref-missing') : undefined),
  (c) => (c.person_ids.length === 0 ? refusal('tenant-missing') : undefined),
  (c) =>
    c.person_ids.length > MOST_JOINT_TENANTS ? refusal('too-many-tenants', { most: MOST_JOINT_TENANTS }) : undefined,
  (c) => (new Set(c.person_ids).size < c.person_ids.length ? refusal('tenant-named-twice') : undefined),
  (c, _, env) => {
    const latest = addDays(env.today, FURTHEST_AHEAD_DAYS);
    return c.starts_on > latest ? refusal('starts-too-far-ahead', { starts_on: c.starts_on, latest }) : undefined;
  },
  (c) => (c.tenure === 'not-recorded' && c.ends_on === undefined ? refusal('tenure-missing') : undefined),
  ({ starts_on, ends_on }) =>
    ends_on !== undefined && ends_on < starts_on ? refusal('ends-before-it-starts', { starts_on, ends_on }) : undefined,
  ({ ends_on }, _, env) =>
    ends_on !== undefined && ends_on >= env.today
      ? refusal('not-a-former-tenancy', { ends_on, today: env.today })
      : undefined,
];

function beyondTheTenancy(c: StartTenancy, facts: StartTenancyFacts): Refusal | undefined {
  const { home_id, starts_on } = c;
  if (!facts.home_known) return refusal('no-such-home', { home_id });
  if (!facts.persons_known) return refusal('no-such-person');
  const overlaps = c.ends_on === undefined && facts.let_until !== null && starts_on <= facts.let_until;
  return overlaps ? refusal('home-still-let', { starts_on, let_until: facts.let_until }) : undefined;
}

/**
 * Starts a tenancy, or takes over a former one: with its last day, which has passed, it is started and ended in one go
 * and never holds the home, so it stands beside the tenancy of whoever lives there now.
 */
export function decideStartTenancy(
  c: StartTenancy,
  state: TenancyState,
  env: DecideEnv,
  facts: StartTenancyFacts,
): Decision<TenancyStarted | TenancyEnded> {
  const refused = firstRefusal(rules, c, state, env);
  if (refused) return refused;
  const beyond = beyondTheTenancy(c, facts);
  if (beyond) return refuse(beyond.code, beyond.facts);
  const { tenancy_id, home_id, tenure, starts_on, person_ids, ends_on, end_reason = 'not-recorded' } = c;
  const former = ends_on !== undefined;
  const started: TenancyStarted = {
    type: 'tenancies.tenancy-started.v1',
    data: { tenancy_id, home_id, tenancy_ref: c.tenancy_ref.trim(), tenure, starts_on, person_ids, former },
    effective_on: starts_on,
  };
  if (!former) return accept(started);
  return accept<TenancyStarted | TenancyEnded>(started, {
    type: 'tenancies.tenancy-ended.v1',
    data: { tenancy_id, home_id, ends_on, reason: end_reason, former },
    effective_on: ends_on,
  });
}
