import { accept, type DecideEnv, type Decision, pence, refuse, sumPence } from '#kernel';
import { negated } from '../charges.js';
import type {
  EntryReversed,
  OpeningBalanceBroughtIn,
  RechargeCharged,
  RentAccountEvent,
  ReversalReason,
  WeekCharged,
} from '../rent-account.events.js';
import type { KnownAccount, RentAccountState } from '../rent-account.js';

export interface ReverseEntry {
  readonly account_id: string;
  /** The entry's log position. */
  readonly position: number;
  readonly reason: ReversalReason;
}

export type ReversibleEntry = WeekCharged | RechargeCharged | OpeningBalanceBroughtIn;

export interface ReverseEntryFacts {
  /** What stands at that position of the log on this account's stream. */
  readonly entry: RentAccountEvent | undefined;
}

/**
 * Undoes one entry by its equal and opposite, linked to it, once. It takes the entry's effective date; when that date's
 * period is closed it posts in the open one, so nothing that was reported changes (rent-and-money.md 5.3 and 10.6).
 */
export function decideReverseEntry(
  command: ReverseEntry,
  account: RentAccountState,
  env: Pick<DecideEnv, 'period'>,
  { entry }: ReverseEntryFacts,
): Decision<EntryReversed> {
  const { account_id, position, reason } = command;
  if (account.status === 'none') return refuse('account-not-found', { account_id });
  if (!entry) return refuse('entry-not-found', { position });
  if (!isReversible(entry)) return refuse('entry-not-reversible', { position, type: entry.type });
  if (account.reversed.includes(position)) return refuse('already-reversed', { position });
  return accept(reversalOf(account, { entry, position }, reason, env));
}

export function isReversible(event: RentAccountEvent): event is ReversibleEntry {
  return (
    (event.type === 'rent.week-charged.v1' && event.data.lines.length > 0) ||
    event.type === 'rent.recharge-charged.v1' ||
    event.type === 'rent.opening-balance-brought-in.v1'
  );
}

/** The equal and opposite of an entry, ready to be recorded. */
export function reversalOf(
  { account_id, kind }: KnownAccount,
  { entry, position }: { readonly entry: ReversibleEntry; readonly position: number },
  reason: ReversalReason,
  env: Pick<DecideEnv, 'period'>,
): EntryReversed {
  const week = entry.type === 'rent.week-charged.v1' ? entry.data : undefined;
  const total = entry.type === 'rent.week-charged.v1' ? totalOf(entry.data.lines) : entry.data.amount_pence;
  return {
    type: 'rent.entry-reversed.v1',
    effective_on: entry.effective_on,
    data: {
      account_id,
      kind,
      reverses: position,
      entry: ENTRY[entry.type],
      amount_pence: pence(-total),
      lines: negated(week?.lines ?? []),
      week_of: week?.week_of ?? null,
      reason,
      period: env.period(entry.effective_on),
    },
  };
}

const totalOf = (lines: WeekCharged['data']['lines']) => sumPence(lines.map((l) => l.amount_pence));

const ENTRY = {
  'rent.week-charged.v1': 'week',
  'rent.recharge-charged.v1': 'recharge',
  'rent.opening-balance-brought-in.v1': 'opening-balance',
} as const;
