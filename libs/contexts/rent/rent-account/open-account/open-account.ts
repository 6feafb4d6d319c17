import { accept, type CivilDate, type Decision, makeReference, refuse } from '#kernel';
import type { AccountKind } from '../../contracts/components.js';
import type { AccountOpened } from '../rent-account.events.js';
import type { RentAccountState } from '../rent-account.js';

export interface OpenAccount {
  readonly account_id: string;
  readonly kind: AccountKind;
  /** Seven digits; nobody else's in this TMO. */
  readonly account_number: string;
  readonly tenancy_id?: string | null;
  readonly home_id?: string | null;
  readonly opened_on: CivilDate;
  /** The first day this ledger charges for, when that is later than `opened_on` (a tenancy taken over from the council). */
  readonly charged_from?: CivilDate | null;
}

/**
 * Opens an account and gives it its payment reference. An account of a tenant names the tenancy; a void account names
 * the home that is empty.
 */
export function decideOpenAccount(command: OpenAccount, state: RentAccountState): Decision<AccountOpened> {
  const { account_id, kind, account_number, opened_on } = command;
  if (state.status !== 'none') return refuse('account-already-open', { account_id });
  if (!/^\d{7}$/.test(account_number)) return refuse('account-number-not-seven-digits', { account_number });
  if (kind === 'void' && !command.home_id) return refuse('void-account-needs-a-home');
  if (kind === 'void' && command.tenancy_id) return refuse('void-account-has-no-tenancy');
  if (kind !== 'void' && !command.tenancy_id) return refuse('account-needs-a-tenancy', { kind });
  const charged_from = command.charged_from ?? opened_on;
  if (charged_from < opened_on) return refuse('charged-before-opened', { opened_on, charged_from });
  return accept({
    type: 'rent.account-opened.v1',
    effective_on: opened_on,
    data: {
      account_id,
      kind,
      account_number,
      reference: makeReference(account_number),
      tenancy_id: command.tenancy_id ?? null,
      home_id: command.home_id ?? null,
      opened_on,
      charged_from,
    },
  });
}
