import { civilDate, type DecideEnv, pence } from '#kernel';
import { given } from '#platform/testing';
import type { OutgoingExplained } from '../bank-line.events.js';
import { bankId, held, lineId, paidOut } from '../bank-line.examples.js';
import { bankLineDecider, type BankLineState } from '../bank-line.js';
import { decideExplainOutgoing, type ExplainOutgoing, type ExplainOutgoingFacts } from './explain-outgoing.js';

const returnedId = '018f0000-0000-7000-8000-0000000000a8';
const returned = { status: 'returned', amount_pence: pence(12843), bank_account_id: bankId };
const knowing = (facts: ExplainOutgoingFacts) => (c: ExplainOutgoing, s: BankLineState, e: DecideEnv) =>
  decideExplainOutgoing(c, s, e, facts);
const command = { bank_line_id: lineId, returned_line_id: returnedId };
const explained: OutgoingExplained = {
  type: 'rent.outgoing-explained.v1',
  effective_on: civilDate('2026-05-18'),
  data: {
    bank_line_id: lineId,
    bank_account_id: bankId,
    amount_pence: pence(12843),
    returned_line_id: returnedId,
    period: '2026/27-02',
  },
};

describe('explaining money that went out', () => {
  it('says that the bank took back a payment which is reversed already', () => {
    given(bankLineDecider, paidOut(12843)).when(knowing({ returned }), command).then(explained);
  });

  it('happens once, for money that went out', () => {
    given(bankLineDecider, paidOut(12843), explained)
      .when(knowing({ returned }), command)
      .thenRefused('not-an-unexplained-outgoing', { status: 'out-explained' });
    given(bankLineDecider, held(12843, 'no-reference'))
      .when(knowing({ returned }), command)
      .thenRefused('not-an-unexplained-outgoing', { status: 'held' });
    given(bankLineDecider).when(knowing({ returned }), command).thenRefused('bank-line-not-found');
  });

  it('needs a payment of the same amount that the bank took back from the same account', () => {
    const refused = (facts: ExplainOutgoingFacts, code: string) =>
      given(bankLineDecider, paidOut(12843)).when(knowing(facts), command).thenRefused(code);
    refused({ returned: undefined }, 'bank-line-not-found');
    refused({ returned: { ...returned, status: 'posted' } }, 'payment-not-returned');
    refused({ returned: { ...returned, amount_pence: pence(12842) } }, 'amounts-differ');
    refused({ returned: { ...returned, bank_account_id: 'another' } }, 'payment-of-another-bank-account');
  });
});
