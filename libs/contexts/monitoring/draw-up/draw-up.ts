import { type FunctionKey, responsible, type Responsible } from '#contexts/agreement/contracts/index.js';
import type { HomeEvent } from '#contexts/homes/contracts/index.js';
import { accountMovements, type Movement, type RentEvent } from '#contexts/rent/contracts/index.js';
import type { TenancyEvent } from '#contexts/tenancies/contracts/index.js';
import type { Tx } from '#platform/database';
import { type Head, loadEvents, type StoredEventOf } from '#platform/event-store';
import { FIGURE_DEFINITIONS, type FigureDefinition } from '../return/definitions.js';
import { figuresOf } from '../return/figures.js';
import { type Quarter, type QuarterDates, quarterDates } from '../return/quarter.js';
import { type Followed, RETURN_FORMAT, type ReturnContents } from '../return/return.events.js';
import { type ReturnRow, rowOf } from '../return/rows.js';
import { KNOWN_BY, knownAccounts } from './known-accounts.js';

export interface ToDrawUp {
  readonly quarter: Quarter;
  readonly version: number;
  readonly follows: Followed | null;
  /** Names of the TMO and the council, for the heading. */
  readonly parties: { readonly tmo: string; readonly council: string };
  /** What was known: the log up to here. */
  readonly known: Head;
}

/**
 * A quarter as the log knew it at a position: what took effect up to the quarter's last day and was recorded up to there.
 * The same log and the same position give the same return, today and in ten years.
 */
export async function drawUp(tx: Tx, tmo_id: number, asked: ToDrawUp): Promise<ReturnContents> {
  const { quarter, version, follows, parties, known } = asked;
  const dates = quarterDates(quarter);
  const events = await loadEvents(tx, tmo_id, { types: KNOWN_BY, to: known.position });
  const { accounts, charged_weeks } = knownAccounts(
    events as StoredEventOf<HomeEvent | TenancyEvent | RentEvent>[],
    dates.to,
  );
  const rows = await rowsOf(tx, tmo_id, accounts, dates, asked);
  const whose = await responsibilities(tx, tmo_id, dates, known.position);
  return {
    format: RETURN_FORMAT,
    ...parties,
    version,
    ...dates,
    position: known.position,
    head_hash: known.hash,
    known_at: known.recorded_at,
    follows,
    charged_weeks,
    rows,
    figures: figuresOf({ rows, charged_weeks }, whose),
  };
}

async function rowsOf(
  tx: Tx,
  tmo_id: number,
  accounts: ReturnType<typeof knownAccounts>['accounts'],
  dates: QuarterDates,
  { known, follows }: ToDrawUp,
): Promise<ReturnRow[]> {
  const { opening, movements } = await accountMovements(tx, tmo_id, {
    from: dates.from,
    to: dates.to,
    known_to: known.position,
    known_before: follows?.position,
  });
  const byAccount = new Map<string, Movement[]>();
  for (const m of movements) byAccount.set(m.account_id, [...(byAccount.get(m.account_id) ?? []), m]);
  const rows = accounts.flatMap((account) => {
    const moved = byAccount.get(account.account_id) ?? [];
    return rowOf(account, { opening_pence: opening.get(account.account_id) ?? 0, movements: moved }, dates) ?? [];
  });
  return rows.sort((a, b) => (a.account < b.account ? -1 : 1));
}

/** Whose the functions behind a figure are on the quarter's last day: the TMO's when it has one of them, else shared, else the council's. */
async function responsibilities(
  tx: Tx,
  tmo_id: number,
  { to }: QuarterDates,
  known_to: number,
): Promise<(definition: FigureDefinition) => Responsible> {
  const keys = [...new Set(FIGURE_DEFINITIONS.flatMap((d): readonly FunctionKey[] => d.functions))];
  const whose = new Map<FunctionKey, Responsible>();
  for (const key of keys) whose.set(key, await responsible(tx, tmo_id, key, to, known_to));
  const byWeight = ['tmo', 'shared', 'council'] as const;
  return ({ functions }) => byWeight.find((r) => functions.some((f) => whose.get(f) === r)) ?? 'not-delegated';
}
