import { accept, type CivilDate, type DecideEnv, type Decision, pence, refuse } from '#kernel';
import type { BankAccountRegistered } from '../bank-account.events.js';
import type { BankAccountState } from '../bank-account.js';
import { fromIban, fromSortCode } from '../bank-identity.js';

export interface RegisterBankAccount {
  readonly bank_account_id: string;
  readonly name: string;
  readonly sort_code?: string | null;
  readonly account_number?: string | null;
  readonly iban?: string | null;
  readonly opening_balance_pence: number;
  readonly opened_on: CivilDate;
}

/** Registers the account the tenants pay into, by sort code and number or by IBAN, with what it holds. Rent is agency money. */
export function decideRegisterBankAccount(
  command: RegisterBankAccount,
  state: BankAccountState,
  env: Pick<DecideEnv, 'period'>,
): Decision<BankAccountRegistered> {
  const { bank_account_id, name, opening_balance_pence, opened_on } = command;
  if (state.status !== 'none') return refuse('bank-account-already-registered', { bank_account_id });
  const sort_code = command.sort_code || null;
  const account_number = command.account_number || null;
  const iban = command.iban || null;
  const byNumber = sort_code !== null && account_number !== null ? fromSortCode(sort_code, account_number) : undefined;
  const byIban = iban === null ? undefined : fromIban(iban);
  if (iban === null && sort_code === null && account_number === null) return refuse('bank-account-not-identified');
  if (iban !== null && !byIban) return refuse('iban-not-valid');
  if ((sort_code !== null || account_number !== null) && !byNumber) return refuse('sort-code-or-account-not-valid');
  if (byIban && byNumber && byIban !== byNumber) return refuse('iban-of-another-account');
  const bank_identity = byIban ?? byNumber;
  if (!bank_identity) return refuse('bank-account-not-identified');
  if (!Number.isSafeInteger(opening_balance_pence)) return refuse('amount-not-whole-pence', { opening_balance_pence });
  return accept({
    type: 'rent.bank-account-registered.v1',
    effective_on: opened_on,
    data: {
      bank_account_id,
      name,
      sort_code,
      account_number,
      iban,
      bank_identity,
      fund: 'agency',
      opening_balance_pence: pence(opening_balance_pence),
      opened_on,
      period: env.period(opened_on),
    },
  });
}
