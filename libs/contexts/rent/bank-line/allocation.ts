import { pence, type Pence, splitPence } from '#kernel';
import type { AccountKind } from '../contracts/components.js';
import type { Allocation } from './bank-line.events.js';

/** An account a payment could go to, with what it owes. */
export interface Debt {
  readonly account_id: string;
  readonly kind: AccountKind;
  /** Negative is in credit. */
  readonly balance_pence: Pence;
}

/** Rent first, because arrears of rent can cost the home (Ground 1); then the garage; then what was recharged. */
const PRIORITY: readonly AccountKind[] = ['rent', 'garage', 'recharge', 'court-costs'];

/**
 * How a payment for several accounts is split when the payer did not say: each debt in order of priority, and what is
 * left over as credit on the first (rent-and-money.md 10.7). The parts add up to the payment.
 */
export function allocateByPriority(amount_pence: Pence, debts: readonly Debt[]): Allocation[] {
  const ordered = debts
    .filter((d) => d.kind !== 'void')
    .sort((a, b) => PRIORITY.indexOf(a.kind) - PRIORITY.indexOf(b.kind));
  const parts = new Map<string, number>();
  let left: number = amount_pence;
  for (const { account_id, balance_pence } of ordered) {
    const part = Math.min(left, Math.max(balance_pence, 0));
    parts.set(account_id, part);
    left -= part;
  }
  const [first] = ordered;
  if (first) parts.set(first.account_id, (parts.get(first.account_id) ?? 0) + left);
  return paid([...parts].map(([account_id, part]) => ({ account_id, amount_pence: pence(part) })));
}

/** Split in proportion to what each account owes, by the largest remainder; all of it to the first when none owes. */
export function allocateInProportion(amount_pence: Pence, debts: readonly Debt[]): Allocation[] {
  const owing = debts.filter((d) => d.kind !== 'void' && d.balance_pence > 0);
  if (owing.length === 0) return allocateByPriority(amount_pence, debts);
  const parts = splitPence(
    amount_pence,
    owing.map((d) => d.balance_pence),
  );
  return paid(owing.map(({ account_id }, i) => ({ account_id, amount_pence: pence(parts[i] ?? 0) })));
}

const paid = (allocations: readonly Allocation[]) => allocations.filter((a) => a.amount_pence !== 0);
