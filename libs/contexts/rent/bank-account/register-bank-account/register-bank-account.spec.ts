import { civilDate, pence } from '#kernel';
import { given } from '#platform/testing';
import type { BankAccountRegistered } from '../bank-account.events.js';
import { bankAccountDecider } from '../bank-account.js';
import { decideRegisterBankAccount, type RegisterBankAccount } from './register-bank-account.js';

const command = (more: Partial<RegisterBankAccount> = {}): RegisterBankAccount => ({
  bank_account_id: '018f0000-0000-7000-8000-0000000000e1',
  name: 'Rent account',
  sort_code: '60-16-13',
  account_number: '31926819',
  opening_balance_pence: 123456,
  opened_on: civilDate('2026-04-06'),
  ...more,
});
const registered = (data: Partial<BankAccountRegistered['data']> = {}): BankAccountRegistered => ({
  type: 'rent.bank-account-registered.v1',
  effective_on: civilDate('2026-04-06'),
  data: {
    bank_account_id: '018f0000-0000-7000-8000-0000000000e1',
    name: 'Rent account',
    sort_code: '60-16-13',
    account_number: '31926819',
    iban: null,
    bank_identity: '601613-31926819',
    fund: 'agency',
    opening_balance_pence: pence(123456),
    opened_on: civilDate('2026-04-06'),
    period: '2026/27-01',
    ...data,
  },
});

describe('registering the bank account', () => {
  it('takes sort code and number, or the IBAN', () => {
    given(bankAccountDecider).when(decideRegisterBankAccount, command()).then(registered());
    const iban = 'GB29NWBK60161331926819';
    given(bankAccountDecider)
      .when(decideRegisterBankAccount, command({ sort_code: null, account_number: '', iban }))
      .then(registered({ sort_code: null, account_number: null, iban }));
  });

  it('takes an overdrawn balance', () => {
    given(bankAccountDecider)
      .when(decideRegisterBankAccount, command({ opening_balance_pence: -5001 }))
      .then(registered({ opening_balance_pence: pence(-5001) }));
  });

  it('says what it cannot read', () => {
    const refused = (more: Partial<RegisterBankAccount>, code: string) =>
      given(bankAccountDecider).when(decideRegisterBankAccount, command(more)).thenRefused(code);
    refused({ sort_code: null, account_number: null }, 'bank-account-not-identified');
    refused({ sort_code: '601613', account_number: null }, 'sort-code-or-account-not-valid');
    refused({ sort_code: null, account_number: null, iban: 'GB28NWBK60161331926819' }, 'iban-not-valid');
    refused({ account_number: '31926818', iban: 'GB29NWBK60161331926819' }, 'iban-of-another-account');
    refused({ opening_balance_pence: 1.5 }, 'amount-not-whole-pence');
  });

  it('happens once', () => {
    given(bankAccountDecider, registered())
      .when(decideRegisterBankAccount, command())
      .thenRefused('bank-account-already-registered');
  });
});
