import { type CivilDate, findReferences, type Pence, repairCandidates } from '#kernel';
import type { AccountKind } from '../contracts/components.js';

/** Why a payment waits in suspense. */
export type NoMatch =
  | 'no-reference'
  /** A valid reference that no account here has: another TMO's, or a number that happens to check. */
  | 'unknown-reference'
  | 'several-accounts'
  /** A closed account that owes less than was paid: a standing order that was never stopped. */
  | 'account-closed'
  | 'void-account';

/** An account as matching sees it. */
export interface PayableAccount {
  readonly account_id: string;
  readonly reference: string;
  readonly kind: AccountKind;
  readonly closed_on: CivilDate | null;
  /** What it owes today; negative is in credit. */
  readonly balance_pence: Pence;
}

/** This TMO's accounts by reference: those that the references in question lead to. */
export type Directory = ReadonlyMap<string, PayableAccount>;

export type Match = { readonly account_id: string; readonly reference: string } | { readonly held: NoMatch };

/** The parts of a bank line that a payer writes into. */
export interface PayerText {
  readonly texts: readonly string[];
  readonly amount_pence: Pence;
}

/** The valid references a line names, each once. */
export function referencesIn(line: Pick<PayerText, 'texts'>): string[] {
  return [...new Set(line.texts.flatMap(findReferences))];
}

/**
 * The account a payment is for: the exact, valid reference of one account of this TMO, else none (rent-and-money.md 9.1,
 * 13). A former tenant's payment posts as long as they owe that much.
 */
export function matchReferences(references: readonly string[], amount_pence: Pence, directory: Directory): Match {
  if (references.length === 0) return { held: 'no-reference' };
  const accounts = references.flatMap((r) => directory.get(r) ?? []);
  const [account] = accounts;
  if (!account) return { held: 'unknown-reference' };
  if (accounts.length > 1) return { held: 'several-accounts' };
  if (account.kind === 'void') return { held: 'void-account' };
  if (account.closed_on !== null && account.balance_pence < amount_pence) return { held: 'account-closed' };
  return { account_id: account.account_id, reference: account.reference };
}

export function matchLine(line: PayerText, directory: Directory): Match {
  return matchReferences(referencesIn(line), line.amount_pence, directory);
}

/**
 * The references the payer may have meant: a wrong one with two neighbours swapped back or one digit changed. They are
 * proposed to a person, and nothing posts by them; most belong to no account (rent-and-money.md 10.9).
 */
export function repairsFor(line: Pick<PayerText, 'texts'>): string[] {
  return [...new Set(line.texts.flatMap(repairCandidates))];
}
