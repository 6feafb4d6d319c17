import type { DecideEnv } from '#kernel';
import { anEnv, given } from '#platform/testing';
import type { BankLineEvent } from '../bank-line.events.js';
import { flatId, garageId, held, lineId, placed, received, takenOff } from '../bank-line.examples.js';
import { bankLineDecider, type BankLineState } from '../bank-line.js';
import { decideReversePayment, type ReversePayment } from './reverse-payment.js';

const standing = (entry: BankLineEvent | undefined) => (c: ReversePayment, s: BankLineState, e: DecideEnv) =>
  decideReversePayment(c, s, e, { entry });
const command = (reason: ReversePayment['reason']): ReversePayment => ({
  bank_line_id: lineId,
  account_id: flatId,
  position: 70,
  reason,
});

describe('reversing a payment', () => {
  // £128.43 of Friday 27 March 2026; period 2025/26-12 closed on 10 April; the bank takes it back on 20 May.
  const collected = received(12843, '2026-03-27', '2025/26-12');
  const inMay = anEnv({ today: '2026-05-20', closedThrough: '2026/27-01' });
  const takenBack = takenOff(collected, 70, {
    to: 'bank',
    reason: 'direct-debit-indemnity',
    period: '2026/27-02',
  });

  it('of a closed period posts in the open one with the old date, out of the bank (example 10.6)', () => {
    given(bankLineDecider, collected)
      .when(standing(collected), command('direct-debit-indemnity'), inMay)
      .then(takenBack);
  });

  it('happens once: a second claim for the same collection is rejected (10.6)', () => {
    given(bankLineDecider, collected, takenBack)
      .when(standing(collected), command('direct-debit-indemnity'), inMay)
      .thenRefused('already-reversed', { position: 70 });
  });

  it('puts money that was on the wrong account back into suspense', () => {
    const entry = received(11843);
    given(bankLineDecider, entry).when(standing(entry), command('wrong-account')).then(takenOff(entry, 70));
  });

  it('takes a split payment off all its accounts', () => {
    const entry = placed({ [flatId]: 20495, [garageId]: 4505 });
    given(bankLineDecider, held(25000, 'no-reference'), entry)
      .when(standing(entry), command('cheque-unpaid'))
      .then(takenOff(entry, 70, { to: 'bank', reason: 'cheque-unpaid' }));
  });

  it('undoes postings of this line only', () => {
    const entry = received(11843);
    given(bankLineDecider, entry).when(standing(undefined), command('recalled')).thenRefused('entry-not-found');
    const waiting = held(11843, 'no-reference');
    given(bankLineDecider, waiting)
      .when(standing(waiting), command('recalled'))
      .thenRefused('entry-not-reversible', { position: 70, type: 'rent.payment-held.v1' });
    given(bankLineDecider).when(standing(entry), command('recalled')).thenRefused('bank-line-not-found');
    given(bankLineDecider, entry)
      .when(standing(entry), { ...command('recalled'), account_id: garageId })
      .thenRefused('payment-not-on-account', { account_id: garageId });
  });
});
