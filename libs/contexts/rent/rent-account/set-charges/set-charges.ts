import { accept, addDays, type CivilDate, type Decision, mondayOf, pence, refuse } from '#kernel';
import { COMPONENTS, type Component, WEEKLY_KINDS } from '../../contracts/components.js';
import type { ChargesSet } from '../rent-account.events.js';
import type { KnownAccount, RentAccountState } from '../rent-account.js';

export interface SetCharges {
  readonly account_id: string;
  /** Usually a Monday; a change within a week is charged by sevenths. */
  readonly from: CivilDate;
  readonly charges: readonly { readonly component: Component; readonly weekly_pence: number }[];
}

/**
 * Sets what the account is charged weekly from a day on, until the next set. Several sets may lie in the future; one from
 * the same day replaces it. Weeks already charged are not changed behind anybody's back: they are reversed first.
 */
export function decideSetCharges(command: SetCharges, account: RentAccountState): Decision<ChargesSet> {
  const { account_id, from, charges } = command;
  if (account.status === 'none') return refuse('account-not-found', { account_id });
  if (!WEEKLY_KINDS.includes(account.kind)) return refuse('account-not-charged-weekly', { kind: account.kind });
  if (account.closed_on !== null && from > account.closed_on)
    return refuse('account-closed', { closed_on: account.closed_on });
  if (charges.length === 0) return refuse('no-charges-given');
  const twice = charges.find((c, i) => charges.findIndex((d) => d.component === c.component) !== i);
  if (twice) return refuse('component-given-twice', { component: twice.component });
  const wrong = charges.find((c) => !Number.isSafeInteger(c.weekly_pence) || c.weekly_pence < 0);
  if (wrong) return refuse('charge-not-an-amount', { component: wrong.component, weekly_pence: wrong.weekly_pence });
  const charged = chargedWeekReached(account, from);
  if (charged) return refuse('week-already-charged', { from, week_of: charged, next_week: account.next_week });
  return accept({
    type: 'rent.charges-set.v1',
    effective_on: from,
    data: {
      account_id,
      from,
      charges: COMPONENTS.flatMap((component) => {
        const given = charges.find((c) => c.component === component);
        return given ? [{ component, weekly_pence: pence(given.weekly_pence) }] : [];
      }),
    },
  });
}

/** The last week that stands charged and that charges from this day would have priced. */
function chargedWeekReached(account: KnownAccount, from: CivilDate): CivilDate | undefined {
  const untilNext = account.sets.find((s) => s.from > from)?.from;
  const first = account.charged_from > from ? mondayOf(account.charged_from) : mondayOf(from);
  for (let week = addDays(account.next_week, -7); week >= first; week = addDays(week, -7)) {
    const priced = untilNext === undefined || week < untilNext;
    if (priced && !account.reversed_weeks.includes(week)) return week;
  }
  return undefined;
}
