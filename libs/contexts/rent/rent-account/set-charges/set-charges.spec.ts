import { civilDate } from '#kernel';
import { given } from '#platform/testing';
import { rentAccountDecider } from '../rent-account.js';
import { accountId, charged, chargesSet, closed, opened, reversed } from '../rent-account.examples.js';
import { decideSetCharges, type SetCharges } from './set-charges.js';

const command = (from: string, charges: SetCharges['charges'] = [{ component: 'rent', weekly_pence: 10333 }]) => ({
  account_id: accountId,
  from: civilDate(from),
  charges,
});

describe('setting what an account is charged', () => {
  it('sets components from a Monday, in their usual order', () => {
    given(rentAccountDecider, opened('2026-04-06'))
      .when(
        decideSetCharges,
        command('2026-04-06', [
          { component: 'water', weekly_pence: 550 },
          { component: 'rent', weekly_pence: 9860 },
          { component: 'service', weekly_pence: 1433 },
        ]),
      )
      .then(chargesSet('2026-04-06'));
  });

  it('sets several changes ahead', () => {
    given(rentAccountDecider, opened('2026-04-06'), chargesSet('2026-04-06'), chargesSet('2027-04-05', { rent: 10795 }))
      .when(decideSetCharges, command('2026-10-05'))
      .then(chargesSet('2026-10-05', { rent: 10333 }));
  });

  it('leaves weeks that are charged as they are', () => {
    given(
      rentAccountDecider,
      opened('2026-04-06'),
      chargesSet('2026-04-06'),
      charged('2026-04-06'),
      charged('2026-04-13'),
    )
      .when(decideSetCharges, command('2026-04-13'))
      .thenRefused('week-already-charged', { from: '2026-04-13', week_of: '2026-04-13', next_week: '2026-04-20' });
  });

  it('can price a past week anew once its charge is reversed', () => {
    const week = charged('2026-04-13');
    given(
      rentAccountDecider,
      opened('2026-04-06'),
      chargesSet('2026-04-06'),
      charged('2026-04-06'),
      week,
      reversed(week, 44, {}),
    )
      .when(decideSetCharges, command('2026-04-13'))
      .then(chargesSet('2026-04-13', { rent: 10333 }));
  });

  it('can correct a future set although earlier weeks are charged', () => {
    given(rentAccountDecider, opened('2026-04-06'), chargesSet('2026-04-06'), charged('2026-04-06'))
      .when(decideSetCharges, command('2026-04-16'))
      .then(chargesSet('2026-04-16', { rent: 10333 }));
  });

  it('is refused for a day after the account is closed', () => {
    given(rentAccountDecider, opened('2026-04-06'), chargesSet('2026-04-06'), closed('2026-06-07'))
      .when(decideSetCharges, command('2026-06-08'))
      .thenRefused('account-closed', { closed_on: '2026-06-07' });
  });

  it('takes each component once, in whole pence, and none below nothing', () => {
    const account = given(rentAccountDecider, opened('2026-04-06'));
    const rent = (weekly_pence: number) => ({ component: 'rent' as const, weekly_pence });
    account
      .when(decideSetCharges, command('2026-04-06', [rent(100), rent(200)]))
      .thenRefused('component-given-twice', { component: 'rent' });
    account.when(decideSetCharges, command('2026-04-06', [rent(-1)])).thenRefused('charge-not-an-amount');
    account.when(decideSetCharges, command('2026-04-06', [rent(98.6)])).thenRefused('charge-not-an-amount');
    account.when(decideSetCharges, command('2026-04-06', [])).thenRefused('no-charges-given');
  });

  it('is not for accounts charged item by item, nor for one that does not exist', () => {
    given(rentAccountDecider, opened('2026-04-06', { kind: 'recharge' }))
      .when(decideSetCharges, command('2026-04-06'))
      .thenRefused('account-not-charged-weekly', { kind: 'recharge' });
    given(rentAccountDecider).when(decideSetCharges, command('2026-04-06')).thenRefused('account-not-found');
  });
});
