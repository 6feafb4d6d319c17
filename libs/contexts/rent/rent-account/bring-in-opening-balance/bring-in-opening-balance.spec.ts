import { civilDate, fold } from '#kernel';
import { anEnv, given } from '#platform/testing';
import { rentAccountDecider } from '../rent-account.js';
import { accountId, broughtIn, charged, chargesSet, opened, reversed } from '../rent-account.examples.js';
import { decideBringInOpeningBalance } from './bring-in-opening-balance.js';

const command = (amount_pence: number, as_at = '2026-04-05') => ({
  account_id: accountId,
  amount_pence,
  as_at: civilDate(as_at),
  source: 'Council rent extract',
});
const env = anEnv({ today: '2026-05-20' });

describe('bringing in a balance', () => {
  it('brings in arrears, credit, or nothing', () => {
    for (const amount of [7316, -2000, 0])
      given(rentAccountDecider, opened('1987-11-10'))
        .when(decideBringInOpeningBalance, command(amount), env)
        .then(broughtIn('2026-04-05', amount, '2026/27-01'));
  });

  it('has us charge from the day after it, whenever the tenancy began', () => {
    const state = fold(rentAccountDecider, rentAccountDecider.initial, [
      opened('1987-11-10'),
      broughtIn('2026-04-05', 7316, '2026/27-01'),
    ]);
    expect(state).toMatchObject({ charged_from: '2026-04-06', next_week: '2026-04-06' });
  });

  it('leaves a later first day of charging alone', () => {
    const state = fold(rentAccountDecider, rentAccountDecider.initial, [
      opened('1987-11-10', { charged_from: civilDate('2026-04-13') }),
      broughtIn('2026-04-05', 7316, '2026/27-01'),
    ]);
    expect(state).toMatchObject({ charged_from: '2026-04-13', next_week: '2026-04-13' });
  });

  it('happens once', () => {
    given(rentAccountDecider, opened('1987-11-10'), broughtIn('2026-04-05', 7316, '2026/27-01'))
      .when(decideBringInOpeningBalance, command(7316), env)
      .thenRefused('opening-balance-already-brought-in');
  });

  it('can happen again once the wrong one is reversed', () => {
    const wrong = reversed(charged('2026-04-06'), 12, { entry: 'opening-balance', week_of: null, lines: [] });
    given(rentAccountDecider, opened('1987-11-10'), broughtIn('2026-04-05', 7316, '2026/27-01'), wrong)
      .when(decideBringInOpeningBalance, command(7361), env)
      .then(broughtIn('2026-04-05', 7361, '2026/27-01'));
  });

  it('does not cover weeks that are charged here already', () => {
    given(rentAccountDecider, opened('2026-04-06'), chargesSet('2026-04-06'), charged('2026-04-06'))
      .when(decideBringInOpeningBalance, command(7316, '2026-04-12'), env)
      .thenRefused('weeks-already-charged', { as_at: '2026-04-12', charged_from: '2026-04-06' });
  });

  it('is of a day that has been', () => {
    given(rentAccountDecider, opened('1987-11-10'))
      .when(decideBringInOpeningBalance, command(7316, '2026-05-21'), env)
      .thenRefused('balance-of-a-future-day');
  });

  it('goes into the open period when its own is closed', () => {
    given(rentAccountDecider, opened('1987-11-10'))
      .when(decideBringInOpeningBalance, command(7316, '2026-03-29'), anEnv({ closedThrough: '2026/27-01' }))
      .then(broughtIn('2026-03-29', 7316, '2026/27-02'));
  });

  it('is not for an empty home, which nobody owes for', () => {
    given(rentAccountDecider, opened('2026-04-06', { kind: 'void' }))
      .when(decideBringInOpeningBalance, command(1), env)
      .thenRefused('void-account-is-owed-by-nobody');
  });
});
