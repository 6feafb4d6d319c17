import { civilDate } from '#kernel';
import { given } from '#platform/testing';
import { rentAccountDecider } from '../rent-account.js';
import { accountId, homeId, opened, tenancyId } from '../rent-account.examples.js';
import { decideOpenAccount, type OpenAccount } from './open-account.js';

const command = (more: Partial<OpenAccount> = {}): OpenAccount => ({
  account_id: accountId,
  kind: 'rent',
  account_number: '1002384',
  tenancy_id: tenancyId,
  opened_on: civilDate('2026-04-06'),
  ...more,
});

describe('opening an account', () => {
  it('gives the tenant a reference with two check digits (example 10.9)', () => {
    given(rentAccountDecider)
      .when(decideOpenAccount, command())
      .then(opened('2026-04-06', { reference: '100238443' }));
  });

  it('charges a tenancy taken over from the council from a later day than it began', () => {
    given(rentAccountDecider)
      .when(decideOpenAccount, command({ opened_on: civilDate('1987-11-10'), charged_from: civilDate('2026-04-06') }))
      .then(opened('1987-11-10', { charged_from: civilDate('2026-04-06') }));
  });

  it('does not charge before it is open', () => {
    given(rentAccountDecider)
      .when(decideOpenAccount, command({ charged_from: civilDate('2026-04-05') }))
      .thenRefused('charged-before-opened', { opened_on: '2026-04-06', charged_from: '2026-04-05' });
  });

  it('happens once', () => {
    given(rentAccountDecider, opened('2026-04-06'))
      .when(decideOpenAccount, command())
      .thenRefused('account-already-open');
  });

  it('needs a number of seven digits', () => {
    for (const account_number of ['100238', '10023844', 'T200002'])
      given(rentAccountDecider)
        .when(decideOpenAccount, command({ account_number }))
        .thenRefused('account-number-not-seven-digits', { account_number });
  });

  it('is for a tenancy, or for an empty home when it is a void account', () => {
    given(rentAccountDecider)
      .when(decideOpenAccount, command({ tenancy_id: null, home_id: homeId }))
      .thenRefused('account-needs-a-tenancy', { kind: 'rent' });
    given(rentAccountDecider)
      .when(decideOpenAccount, command({ kind: 'void', home_id: homeId }))
      .thenRefused('void-account-has-no-tenancy');
    given(rentAccountDecider)
      .when(decideOpenAccount, command({ kind: 'void', tenancy_id: null }))
      .thenRefused('void-account-needs-a-home');
    given(rentAccountDecider)
      .when(decideOpenAccount, command({ kind: 'void', tenancy_id: null, home_id: homeId }))
      .then(opened('2026-04-06', { kind: 'void', tenancy_id: null, home_id: homeId }));
  });
});
