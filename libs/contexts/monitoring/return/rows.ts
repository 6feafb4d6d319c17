import type { CivilDate } from '#kernel';

/**
 * What an account is for. Dwelling figures count `rent` and `void` alone: leaseholders, garages, recharges and court costs
 * are in the file so that it covers every account, and in no dwelling figure.
 */
export const ROW_KINDS = ['rent', 'leasehold', 'garage', 'recharge', 'court-costs', 'void', 'void-garage'] as const;
export type RowKind = (typeof ROW_KINDS)[number];

/** How an account stood on the quarter's last day. `empty` and `ended` are of void accounts: the home still empty, and no longer. */
export const ROW_STATUSES = ['current', 'former', 'not-started', 'empty', 'ended'] as const;
export type RowStatus = (typeof ROW_STATUSES)[number];

/**
 * One account in one quarter: opening + brought in + due − collected + adjusted = closing. Pence; positive is owed (on a
 * void account: lost), so money collected is positive and lowers what is owed.
 */
export interface ReturnRow {
  /** Seven digits; nobody's name. */
  readonly account: string;
  readonly kind: RowKind;
  readonly status: RowStatus;
  /** What one charged week costs by the charges in force on the last day; 0 unless the account is charged that day. */
  readonly weekly_pence: number;
  /** As the return before closed it; in the first return, as known when it was made. */
  readonly opening_pence: number;
  /** Taken over from another ledger. */
  readonly brought_in_pence: number;
  readonly due_pence: number;
  /** Of `due_pence`: what took effect before the quarter and became known only after the return before was made. */
  readonly due_prior_pence: number;
  readonly collected_pence: number;
  readonly collected_prior_pence: number;
  /** Whatever else changed what is owed. */
  readonly adjusted_pence: number;
  readonly closing_pence: number;
}

/** The cells that hold money, in the order of the file. */
export const MONEY_CELLS = [
  'weekly_pence',
  'opening_pence',
  'brought_in_pence',
  'due_pence',
  'due_prior_pence',
  'collected_pence',
  'collected_prior_pence',
  'adjusted_pence',
  'closing_pence',
] as const satisfies readonly (keyof ReturnRow)[];

export type MoneyCells = Pick<ReturnRow, (typeof MONEY_CELLS)[number]>;

/** Every money column of one kind of account, added up. */
export interface ReturnTotal extends MoneyCells {
  readonly kind: RowKind;
  readonly rows: number;
}

/** What the ledger holds of one account for the quarter, by what it was for. Debits positive, as the ledger has them. */
export interface AccountMovements {
  readonly opening_pence: number;
  readonly movements: readonly {
    readonly nature: 'brought-in' | 'due' | 'collected' | 'adjusted';
    /** It took effect before the quarter, and the return before did not have it. */
    readonly prior: boolean;
    readonly amount_pence: number;
  }[];
}

/** An account as it was known to be when the return was made. */
export interface ReturnAccount {
  readonly account: string;
  readonly kind: RowKind;
  readonly opened_on: CivilDate;
  /** The last day charged. */
  readonly closed_on: CivilDate | null;
  readonly weekly_pence: number;
}

/** The row of an account, or undefined when it has no part in the quarter: not open in it, and nothing owed or moved. */
export function rowOf(
  account: ReturnAccount,
  ledger: AccountMovements,
  quarter: { readonly from: CivilDate; readonly to: CivilDate },
): ReturnRow | undefined {
  const sum = (nature: AccountMovements['movements'][number]['nature'], priorOnly = false) =>
    ledger.movements
      .filter((m) => m.nature === nature && (m.prior || !priorOnly))
      .reduce((total, m) => total + m.amount_pence, 0);
  const opening = ledger.opening_pence;
  const brought_in = sum('brought-in');
  const due = sum('due');
  const collected = 0 - sum('collected');
  const adjusted = sum('adjusted');
  const isOpenOnLastDay = account.opened_on <= quarter.to && (account.closed_on ?? quarter.to) >= quarter.to;
  const money: MoneyCells = {
    weekly_pence: isOpenOnLastDay ? account.weekly_pence : 0,
    opening_pence: opening,
    brought_in_pence: brought_in,
    due_pence: due,
    due_prior_pence: sum('due', true),
    collected_pence: collected,
    collected_prior_pence: 0 - sum('collected', true),
    adjusted_pence: adjusted,
    closing_pence: opening + brought_in + due - collected + adjusted,
  };
  const isOpenInQuarter = account.opened_on <= quarter.to && (account.closed_on ?? quarter.to) >= quarter.from;
  if (!isOpenInQuarter && MONEY_CELLS.every((cell) => money[cell] === 0)) return undefined;
  return { account: account.account, kind: account.kind, status: statusOf(account, quarter.to), ...money };
}

function statusOf({ kind, opened_on, closed_on }: ReturnAccount, lastDay: CivilDate): RowStatus {
  if (opened_on > lastDay) return 'not-started';
  const isOpen = closed_on === null || closed_on >= lastDay;
  if (kind === 'void' || kind === 'void-garage') return isOpen ? 'empty' : 'ended';
  return isOpen ? 'current' : 'former';
}

/** The columns of each kind of account, for the kinds that have rows, in their order. */
export function totalsOf(rows: readonly ReturnRow[]): ReturnTotal[] {
  return ROW_KINDS.flatMap((kind) => {
    const mine = rows.filter((r) => r.kind === kind);
    const total = (cell: (typeof MONEY_CELLS)[number]) => mine.reduce((sum, r) => sum + r[cell], 0);
    const cells = Object.fromEntries(MONEY_CELLS.map((cell) => [cell, total(cell)])) as unknown as MoneyCells;
    return mine.length === 0 ? [] : [{ kind, rows: mine.length, ...cells }];
  });
}
