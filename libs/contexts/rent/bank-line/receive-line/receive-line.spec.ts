import { civilDate, type DecideEnv, pence } from '#kernel';
import { anEnv, given } from '#platform/testing';
import { bankId, flatId, held, lineId, paidOut, received, statementId } from '../bank-line.examples.js';
import { bankLineDecider, type BankLineState } from '../bank-line.js';
import { decideReceiveLine, type ReceiveLine, type ReceiveLineFacts } from './receive-line.js';

const known: ReceiveLineFacts = {
  references: ['100238443'],
  directory: new Map([
    [
      '100238443',
      { account_id: flatId, reference: '100238443', kind: 'rent', closed_on: null, balance_pence: pence(0) },
    ],
  ]),
  bank_account: { opened_on: civilDate('2026-04-06') },
  ledger_keeper: 'tmo',
};
const knowing = (facts: Partial<ReceiveLineFacts>) => (c: ReceiveLine, s: BankLineState, e: DecideEnv) =>
  decideReceiveLine(c, s, e, { ...known, ...facts });
const take = knowing({});
const command = (more: Partial<ReceiveLine> = {}): ReceiveLine => ({
  bank_line_id: lineId,
  bank_account_id: bankId,
  statement_id: statementId,
  identity: 'ref/AB12',
  booked_on: civilDate('2026-05-18'),
  amount_pence: 11843,
  payer: 'sealed:payer',
  ...more,
});

describe('taking in a bank line', () => {
  it('posts money in to the account whose reference it carries, on the day the bank booked it', () => {
    given(bankLineDecider).when(take, command()).then(received(11843));
  });

  it('holds money that nobody can place', () => {
    given(bankLineDecider)
      .when(knowing({ references: [] }), command())
      .then(held(11843, 'no-reference'));
    given(bankLineDecider)
      .when(knowing({ references: ['200000130'] }), command())
      .then(held(11843, 'unknown-reference'));
  });

  it('records money out as gone, even with a tenant’s reference on it', () => {
    given(bankLineDecider)
      .when(take, command({ amount_pence: -11843 }))
      .then(paidOut(11843));
  });

  it('posts an old line into the open period, with its own date', () => {
    given(bankLineDecider)
      .when(take, command({ booked_on: civilDate('2026-04-30') }), anEnv({ closedThrough: '2026/27-01' }))
      .then(received(11843, '2026-04-30', '2026/27-02'));
  });

  it('happens once', () => {
    given(bankLineDecider, received(11843))
      .when(take, command())
      .thenRefused('bank-line-already-taken', { bank_line: 'ref/AB12' });
  });

  it('refuses what no bank line can be', () => {
    given(bankLineDecider)
      .when(take, command({ amount_pence: 0 }))
      .thenRefused('line-of-no-amount');
    given(bankLineDecider)
      .when(take, command({ amount_pence: 10.5 }))
      .thenRefused('line-of-no-amount');
    given(bankLineDecider)
      .when(take, command({ booked_on: civilDate('2026-05-21') }))
      .thenRefused('booked-in-the-future', { booked_on: '2026-05-21' });
    given(bankLineDecider)
      .when(take, command({ booked_on: civilDate('2026-04-05') }))
      .thenRefused('before-bank-account-opened', { booked_on: '2026-04-05', opened_on: '2026-04-06' });
    given(bankLineDecider)
      .when(knowing({ bank_account: undefined }), command())
      .thenRefused('bank-account-not-found', { bank_account_id: bankId });
  });

  it('is the council’s business when the council keeps the rent ledger', () => {
    given(bankLineDecider)
      .when(knowing({ ledger_keeper: 'council' }), command())
      .thenRefused('rent-ledger-kept-by-council');
  });
});
