import { civilDate } from '#kernel';
import { given } from '#platform/testing';
import { rentAccountDecider } from '../rent-account.js';
import { accountId, closed, opened, recharged } from '../rent-account.examples.js';
import { type ChargeRecharge, decideChargeRecharge } from './charge-recharge.js';

const command = (more: Partial<ChargeRecharge> = {}): ChargeRecharge => ({
  account_id: accountId,
  amount_pence: 3333,
  charged_on: civilDate('2026-05-18'),
  charged_for: 'lock-change',
  document_ref: 'WO 4411',
  ...more,
});
const recharges = opened('2026-04-06', { kind: 'recharge' });

describe('charging a single item', () => {
  it('charges a lock change to the recharge account, kept off the rent', () => {
    given(rentAccountDecider, recharges).when(decideChargeRecharge, command()).then(recharged('2026-05-18', 3333));
  });

  it('can come in after the tenant has left', () => {
    given(rentAccountDecider, recharges, closed('2026-05-10'))
      .when(decideChargeRecharge, command())
      .then(recharged('2026-05-18', 3333));
  });

  it('never goes onto a rent account', () => {
    given(rentAccountDecider, opened('2026-04-06'))
      .when(decideChargeRecharge, command())
      .thenRefused('account-charged-weekly', { kind: 'rent' });
    given(rentAccountDecider).when(decideChargeRecharge, command()).thenRefused('account-not-found');
  });

  it('is a positive amount of whole pence, charged by today', () => {
    for (const amount_pence of [0, -1, 10.5])
      given(rentAccountDecider, recharges)
        .when(decideChargeRecharge, command({ amount_pence }))
        .thenRefused('amount-not-positive', { amount_pence });
    given(rentAccountDecider, recharges)
      .when(decideChargeRecharge, command({ charged_on: civilDate('2026-05-21') }))
      .thenRefused('charged-in-the-future');
  });
});
