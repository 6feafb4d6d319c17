import { type DecideEnv, pence } from '#kernel';
import { anEnv, given } from '#platform/testing';
import type { RentAccountEvent } from '../rent-account.events.js';
import { type RentAccountState, rentAccountDecider } from '../rent-account.js';
import {
  accountId,
  broughtIn,
  charged,
  chargesSet,
  lines,
  opened,
  recharged,
  reversed,
} from '../rent-account.examples.js';
import { decideReverseEntry, type ReverseEntry } from './reverse-entry.js';

const standing = (entry: RentAccountEvent | undefined) => (c: ReverseEntry, s: RentAccountState, e: DecideEnv) =>
  decideReverseEntry(c, s, e, { entry });
const command: ReverseEntry = { account_id: accountId, position: 77, reason: 'wrong-amount' };
const account = [opened('2026-03-02'), chargesSet('2026-03-02')];
const week = charged('2026-03-23', { period: '2025/26-12' });

describe('reversing an entry', () => {
  it('posts the equal and opposite of a week, line by line, with its date', () => {
    given(rentAccountDecider, ...account, week)
      .when(standing(week), command)
      .then(
        reversed(week, 77, {
          amount_pence: pence(-11843),
          lines: lines({ rent: -9860, service: -1433, water: -550 }),
          period: '2025/26-12',
        }),
      );
  });

  it('posts in the open period when the entry’s own is closed, and keeps the entry’s date (example 10.6)', () => {
    given(rentAccountDecider, ...account, week)
      .when(standing(week), command, anEnv({ today: '2026-05-20', closedThrough: '2026/27-01' }))
      .then(reversed(week, 77, { period: '2026/27-02' }));
  });

  it('happens once', () => {
    given(rentAccountDecider, ...account, week, reversed(week, 77, {}))
      .when(standing(week), command)
      .thenRefused('already-reversed', { position: 77 });
  });

  it('undoes a recharge and an opening balance', () => {
    const recharge = recharged('2026-05-18', 3333);
    given(rentAccountDecider, opened('2026-04-06', { kind: 'recharge' }), recharge)
      .when(standing(recharge), command)
      .then({
        ...reversed(week, 77, {
          kind: 'recharge',
          entry: 'recharge',
          amount_pence: pence(-3333),
          lines: [],
          week_of: null,
          period: '2026/27-02',
        }),
        effective_on: recharge.effective_on,
      });
    const balance = broughtIn('2026-03-29', -2000, '2025/26-12');
    given(rentAccountDecider, opened('2026-03-02'), balance)
      .when(standing(balance), { ...command, reason: 'balance-was-wrong' })
      .then({
        ...reversed(week, 77, {
          entry: 'opening-balance',
          amount_pence: pence(2000),
          lines: [],
          week_of: null,
          reason: 'balance-was-wrong',
          period: '2025/26-12',
        }),
        effective_on: balance.effective_on,
      });
  });

  it('undoes entries of this account only', () => {
    given(rentAccountDecider, ...account)
      .when(standing(undefined), command)
      .thenRefused('entry-not-found', { position: 77 });
    given(rentAccountDecider).when(standing(week), command).thenRefused('account-not-found');
  });

  it('undoes money only: not a reversal, a free week or the charges that were set', () => {
    for (const entry of [reversed(week, 12, {}), charged('2026-03-23', { free: true }), chargesSet('2026-03-02')])
      given(rentAccountDecider, ...account)
        .when(standing(entry), command)
        .thenRefused('entry-not-reversible', { position: 77, type: entry.type });
  });
});
