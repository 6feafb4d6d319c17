import { type Pence, pence } from '#kernel';

export interface RunningLine {
  readonly amount_pence: Pence;
  /** What the bank says is in the account after the line; undefined where its cell is blank. */
  readonly balance_pence: Pence | undefined;
}

export type RunningBalance =
  | { readonly ok: true; readonly newest_first: boolean; readonly opening_pence: Pence; readonly closing_pence: Pence }
  | { readonly ok: false; readonly index: number; readonly expected_pence: Pence; readonly found_pence: Pence };

/**
 * Checks a running balance, oldest line first or newest first, whichever adds up; `hint` says which fault to report when
 * neither does. Undefined when no line has a balance.
 */
export function checkRunningBalance(
  lines: readonly RunningLine[],
  hint: 'oldest-first' | 'newest-first',
): RunningBalance | undefined {
  if (lines.every((line) => line.balance_pence === undefined)) return undefined;
  const oldestFirst = walk(lines);
  const newestFirst = walk(lines.toReversed());
  if (oldestFirst.ok && (hint === 'oldest-first' || !newestFirst.ok)) return { ...oldestFirst, newest_first: false };
  if (newestFirst.ok) return { ...newestFirst, newest_first: true };
  if (!oldestFirst.ok && hint === 'oldest-first') return oldestFirst;
  return { ...newestFirst, index: lines.length - 1 - newestFirst.index };
}

type Walk =
  | { readonly ok: true; readonly opening_pence: Pence; readonly closing_pence: Pence }
  | Extract<RunningBalance, { ok: false }>;

function walk(lines: readonly RunningLine[]): Walk {
  let opening: Pence | undefined;
  let balance = pence(0); // relative to the opening until that is known
  for (const [index, line] of lines.entries()) {
    balance = pence(balance + line.amount_pence);
    if (line.balance_pence === undefined) continue;
    if (opening === undefined) {
      opening = pence(line.balance_pence - balance);
      balance = line.balance_pence;
    } else if (balance !== line.balance_pence) {
      return { ok: false, index, expected_pence: balance, found_pence: line.balance_pence };
    }
  }
  return { ok: true, opening_pence: opening ?? pence(0), closing_pence: balance };
}
