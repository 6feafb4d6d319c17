import { accept, type CivilDate, type DecideEnv, type Decision, mondayOf, pence, refuse } from '#kernel';
import type { OpeningBalanceBroughtIn } from '../rent-account.events.js';
import type { RentAccountState } from '../rent-account.js';

export interface BringInOpeningBalance {
  readonly account_id: string;
  /** Positive is owed, negative in credit; nothing is a balance too. */
  readonly amount_pence: number;
  /** The day at whose end the balance stood so. */
  readonly as_at: CivilDate;
  /** Whose figure it is, in words. */
  readonly source: string;
}

/** Brings in what the account stood at before this ledger began, once. Charging begins on the day after it, if not later. */
export function decideBringInOpeningBalance(
  command: BringInOpeningBalance,
  account: RentAccountState,
  env: Pick<DecideEnv, 'period' | 'today'>,
): Decision<OpeningBalanceBroughtIn> {
  const { account_id, amount_pence, as_at, source } = command;
  if (account.status === 'none') return refuse('account-not-found', { account_id });
  if (account.kind === 'void') return refuse('void-account-is-owed-by-nobody');
  if (account.opening_balance) return refuse('opening-balance-already-brought-in');
  if (!Number.isSafeInteger(amount_pence)) return refuse('amount-not-whole-pence', { amount_pence });
  if (as_at > env.today) return refuse('balance-of-a-future-day', { as_at });
  if (as_at >= account.charged_from && account.next_week > mondayOf(account.charged_from))
    return refuse('weeks-already-charged', { as_at, charged_from: account.charged_from });
  return accept({
    type: 'rent.opening-balance-brought-in.v1',
    effective_on: as_at,
    data: {
      account_id,
      kind: account.kind,
      amount_pence: pence(amount_pence),
      as_at,
      source,
      period: env.period(as_at),
    },
  });
}
