import { refuse, type CivilDate, type Decision, type Pence } from '#kernel';
import type { AgreementState } from '../agreement.js';
import type { OrderLimitSet } from '../agreement.events.js';
import { decideEntry } from '../dated-entries.js';
import type { OrderingRole } from '../functions.js';

export interface SetOrderLimit {
  readonly role: OrderingRole;
  /** The most that one order may come to without approval, in pence; 0 means no order at all. */
  readonly limit_pence: Pence;
  readonly from: CivilDate;
  /** The date of the limit that this one corrects; left out for a new one. */
  readonly replaces_from?: CivilDate;
}

export function decideSetOrderLimit(c: SetOrderLimit, state: AgreementState): Decision<OrderLimitSet> {
  if (state.status === 'none') return refuse('tmo-not-established');
  const { role, limit_pence, from, replaces_from = null } = c;
  if (limit_pence < 0) return refuse('order-limit-negative', { limit_pence });
  const entries = state.order_limits[role] ?? [];
  return decideEntry(entries, { from, value: limit_pence }, replaces_from, {
    type: 'agreement.order-limit-set.v1',
    data: { role, limit_pence, from, replaces_from },
    effective_on: from,
  });
}
