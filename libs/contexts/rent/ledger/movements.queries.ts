import { type CivilDate, pence, type Pence } from '#kernel';
import type { Tx } from '#platform/database';
import { accountIdOf } from '../contracts/ledger-accounts.js';

/** What a posting on an account was for, whatever kind of event made it; a reversal has the nature of what it reverses. */
export type Nature = 'brought-in' | 'due' | 'collected';

export interface MovementsAsked {
  /** First and last day, by when things took effect. */
  readonly from: CivilDate;
  readonly to: CivilDate;
  /** The log position up to which it is known. */
  readonly known_to: number;
  /**
   * The log position that an earlier report of the time before `from` was made at: what took effect before `from` and
   * became known since is a movement, marked as prior. Left out: it is all in the opening balance.
   */
  readonly known_before?: number | undefined;
}

/** Pence; debits positive, so what was collected is negative. */
export interface Movement {
  readonly account_id: string;
  readonly nature: Nature;
  readonly prior: boolean;
  readonly amount_pence: Pence;
}

export interface AccountMovements {
  /** What each account owed at the end of the day before `from`; accounts that owed nothing are left out. */
  readonly opening: ReadonlyMap<string, Pence>;
  /** One for each account, nature and prior or not, where it comes to anything; opening + movements = what was owed at the end of `to`. */
  readonly movements: readonly Movement[];
}

/** What every account (of void accounts: the loss) stood at and what moved it, over a time and as known at a position. */
export async function accountMovements(tx: Tx, tmo_id: number, asked: MovementsAsked): Promise<AccountMovements> {
  const rows = await tx.query<{ account: string; nature: Nature | null; prior: boolean; amount_pence: number }>(SQL, [
    tmo_id,
    asked.from,
    asked.to,
    asked.known_to,
    asked.known_before ?? asked.known_to,
  ]);
  const opening = new Map<string, Pence>();
  const movements: Movement[] = [];
  for (const { account, nature, prior, amount_pence } of rows) {
    const account_id = accountIdOf(account);
    if (account_id === undefined) continue;
    if (nature === null) opening.set(account_id, pence(amount_pence));
    else movements.push({ account_id, nature, prior, amount_pence: pence(amount_pence) });
  }
  return { opening, movements };
}

const NATURE = `case
  when e.type in ('rent.week-charged.v1', 'rent.recharge-charged.v1') then 'due'
  when e.type = 'rent.opening-balance-brought-in.v1' then 'brought-in'
  when e.type = 'rent.entry-reversed.v1'
    then case e.data ->> 'entry' when 'opening-balance' then 'brought-in' else 'due' end
  else 'collected' end`;

const SQL = `with seen as (
    select account, position, amount_pence, effective_on < $2 and position <= $5 as opening,
      effective_on < $2 and position > $5 as prior
    from posting
    where tmo_id = $1 and effective_on <= $3 and position <= $4
      and (account >= 'debtor/' and account < 'debtor0' or account >= 'void-loss/' and account < 'void-loss0')
  )
  select account, null as nature, false as prior, sum(amount_pence)::bigint as amount_pence
    from seen where opening group by account having sum(amount_pence) <> 0
  union all
  select s.account, ${NATURE} as nature, s.prior, sum(s.amount_pence)::bigint
    from seen s join event e on e.tmo_id = $1 and e.position = s.position
    where not s.opening group by 1, 2, 3 having sum(s.amount_pence) <> 0`;
