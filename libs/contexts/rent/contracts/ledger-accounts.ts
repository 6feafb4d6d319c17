import type { AccountKind, Component } from './components.js';

/** What a rent account owes: debits positive. */
export const debtor = (account_id: string) => `debtor/${account_id}`;

/** The charges of an empty home, which nobody owes, by void account. */
export const voidLoss = (account_id: string) => `void-loss/${account_id}`;

/**
 * What has been charged on the council's behalf, by component; garages, recharges and court costs apart, because arrears
 * and collection figures leave them out. A credit (negative): gross, with the empty homes' charges in it.
 */
export const dueToCouncil = (kind: AccountKind, component: Component) =>
  `due-to-council/${kind === 'rent' || kind === 'void' ? component : kind}`;

/** A bank account as our books have it. */
export const bankLedger = (bank_account_id: string) => `bank/${bank_account_id}`;

/** Payments nobody could place yet: a credit (negative). */
export const SUSPENSE = 'suspense';

/** Money that left the bank and is not explained: a debit. */
export const OUTGOING = 'outgoing';

/** The other side of every balance brought in when this ledger began. */
export const BROUGHT_IN = 'opening-balances';

/** The account id of a ledger account 'debtor/<id>' or 'void-loss/<id>'; undefined for any other. */
export function accountIdOf(ledgerAccount: string): string | undefined {
  return /^(?:debtor|void-loss)\/(.+)$/.exec(ledgerAccount)?.[1];
}
