import type { CivilDate } from '#kernel';
import type { Tx } from '#platform/database';
import { loadStates } from '#platform/event-store';
import { accountsToCharge } from '../accounts/accounts.queries.js';
import { type KnownAccount, rentAccountDecider } from '../rent-account/rent-account.js';

/** How many accounts are looked at in one go. */
const PAGE = 2_000;

export interface Candidate {
  readonly account: KnownAccount;
  /** A week up to the run's is still to be charged. */
  readonly due: boolean;
}

export interface CandidatePage {
  readonly candidates: readonly Candidate[];
  /** Where the next page begins; null after the last. */
  readonly next: string | null;
}

/** The accounts that belong to the week's run: those with a day to charge in it, and closed ones with weeks outstanding. */
export async function candidatesOf(
  tx: Tx,
  tmo_id: number,
  week_of: CivilDate,
  after: string | null,
): Promise<CandidatePage> {
  const ids = await accountsToCharge(tx, tmo_id, week_of, { after, limit: PAGE });
  const states = await loadStates(tx, tmo_id, rentAccountDecider, ids);
  const candidates = ids.flatMap((id): Candidate[] => {
    const account = states.get(id);
    if (!account || account.status === 'none') return [];
    const last = account.closed_on !== null && account.closed_on < week_of ? account.closed_on : week_of;
    const due = account.next_week <= last;
    return due || last === week_of ? [{ account, due }] : [];
  });
  return { candidates, next: ids.length < PAGE ? null : (ids.at(-1) ?? null) };
}

/** The accounts that still have a week up to this one to be charged. */
export async function outstandingAccounts(tx: Tx, tmo_id: number, week_of: CivilDate): Promise<string[]> {
  const outstanding: string[] = [];
  for (let after: string | null = null; ;) {
    const page: CandidatePage = await candidatesOf(tx, tmo_id, week_of, after);
    outstanding.push(...page.candidates.flatMap((c) => (c.due ? c.account.account_id : [])));
    if (page.next === null) return outstanding;
    after = page.next;
  }
}
