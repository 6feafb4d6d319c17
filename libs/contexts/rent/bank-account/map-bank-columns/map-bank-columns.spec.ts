import { civilDate, pence } from '#kernel';
import { anEnv, given } from '#platform/testing';
import type { BankAccountRegistered, BankColumns, BankColumnsMapped } from '../bank-account.events.js';
import { bankAccountDecider } from '../bank-account.js';
import { decideMapBankColumns } from './map-bank-columns.js';

const id = '018f0000-0000-7000-8000-0000000000e1';
const registered: BankAccountRegistered = {
  type: 'rent.bank-account-registered.v1',
  effective_on: civilDate('2026-04-06'),
  data: {
    bank_account_id: id,
    name: 'Rent account',
    sort_code: '601613',
    account_number: '31926819',
    iban: null,
    bank_identity: '601613-31926819',
    fund: 'agency',
    opening_balance_pence: pence(0),
    opened_on: civilDate('2026-04-06'),
    period: '2026/27-01',
  },
};
const columns: BankColumns = { date: 'Date', credit: 'Paid in', debit: 'Paid out', description: ['Details'] };
const mapped: BankColumnsMapped = {
  type: 'rent.bank-columns-mapped.v1',
  effective_on: civilDate('2026-05-20'),
  data: { bank_account_id: id, columns },
};
const today = anEnv({ today: '2026-05-20' });

describe('saying which column is what', () => {
  it('is kept with the bank account', () => {
    given(bankAccountDecider, registered)
      .when(decideMapBankColumns, { bank_account_id: id, columns }, today)
      .then(mapped);
  });

  it('records nothing when it is so already', () => {
    given(bankAccountDecider, registered, mapped)
      .when(decideMapBankColumns, { bank_account_id: id, columns }, today)
      .thenNothing();
  });

  it('needs a description, and one amount column or one for in and one for out', () => {
    const refused = (more: Partial<BankColumns>, code: string) =>
      given(bankAccountDecider, registered)
        .when(decideMapBankColumns, { bank_account_id: id, columns: { ...columns, ...more } }, today)
        .thenRefused(code);
    refused({ description: [] }, 'no-description-column');
    refused({ amount: 'Amount' }, 'amount-columns-unclear');
    refused({ debit: undefined }, 'amount-columns-unclear');
  });

  it('is of an account that is registered', () => {
    given(bankAccountDecider)
      .when(decideMapBankColumns, { bank_account_id: id, columns }, today)
      .thenRefused('bank-account-not-found');
  });
});
