import { type CivilDate, pence } from '#kernel';
import type { Tx } from '#platform/database';
import { keepersOn } from '../accounts/account-facts.js';
import { accountsByReference } from '../accounts/accounts.queries.js';
import type { Directory } from '../bank-line/matching.js';
import { balances } from '../ledger/ledger.queries.js';
import { type BankAccountView, bankAccounts } from './banking.queries.js';

/** What the rules of statements and lines must know of the bank account and of who keeps the ledger on the day. */
export async function bankFacts(
  tx: Tx,
  tmo_id: number,
  asked: readonly { readonly bank_account_id: string; readonly day: CivilDate }[],
): Promise<{ bank_account: BankAccountView | undefined; ledger_keeper: 'tmo' | 'council' }[]> {
  const [accounts, keepers] = await Promise.all([
    bankAccounts(tx, tmo_id),
    keepersOn(
      tx,
      tmo_id,
      asked.map((a) => a.day),
    ),
  ]);
  return asked.map(({ bank_account_id, day }) => ({
    bank_account: accounts.find((a) => a.bank_account_id === bank_account_id),
    ledger_keeper: keepers.get(day) ?? 'tmo',
  }));
}

/** The accounts of this TMO that these references lead to, with what they owe now. */
export async function directoryOf(tx: Tx, tmo_id: number, references: readonly string[]): Promise<Directory> {
  if (references.length === 0) return new Map();
  const accounts = await accountsByReference(tx, tmo_id, references);
  const owed = await balances(
    tx,
    tmo_id,
    [...accounts.values()].map((a) => a.account_id),
  );
  return new Map(
    [...accounts].map(([reference, a]) => [reference, { ...a, balance_pence: owed.get(a.account_id) ?? pence(0) }]),
  );
}
