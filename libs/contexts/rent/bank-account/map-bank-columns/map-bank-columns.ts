import { accept, type DecideEnv, type Decision, refuse } from '#kernel';
import type { BankColumns, BankColumnsMapped } from '../bank-account.events.js';
import type { BankAccountState } from '../bank-account.js';

export interface MapBankColumns {
  readonly bank_account_id: string;
  readonly columns: BankColumns;
}

/**
 * Says which column of the bank's CSV is what, for all files of the account: a payment is known again by what was read
 * of it, so a file read by other columns could be taken in twice.
 */
export function decideMapBankColumns(
  { bank_account_id, columns }: MapBankColumns,
  state: BankAccountState,
  env: Pick<DecideEnv, 'today'>,
): Decision<BankColumnsMapped> {
  if (state.status === 'none') return refuse('bank-account-not-found', { bank_account_id });
  if (columns.description.length === 0) return refuse('no-description-column');
  const signed = columns.amount !== undefined;
  const inAndOut = columns.credit !== undefined && columns.debit !== undefined;
  if (signed === inAndOut) return refuse('amount-columns-unclear');
  const asked = JSON.stringify(columns);
  if (state.columns === asked) return accept();
  return accept({
    type: 'rent.bank-columns-mapped.v1',
    effective_on: env.today,
    data: { bank_account_id, columns },
  });
}
