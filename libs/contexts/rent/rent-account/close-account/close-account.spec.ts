import { civilDate, type DecideEnv, fold } from '#kernel';
import { given } from '#platform/testing';
import { type RentAccountState, rentAccountDecider } from '../rent-account.js';
import { accountId, charged, chargesSet, closed, lines, opened, reversed } from '../rent-account.examples.js';
import { type ChargedWeek, type CloseAccount, decideCloseAccount } from './close-account.js';

const knowing = (charged_weeks: ChargedWeek[]) => (c: CloseAccount, s: RentAccountState, e: DecideEnv) =>
  decideCloseAccount(c, s, e, { charged_weeks });
const close = (closed_on: string) => ({ account_id: accountId, closed_on: civilDate(closed_on) });
const account = [opened('2026-04-06'), chargesSet('2026-04-06')];
const first = charged('2026-04-06');
const second = charged('2026-04-13');
const third = charged('2026-04-20');
const history = [...account, first, second, third];
const endedEarlier = { reason: 'tenancy-ended-earlier' } as const;

describe('closing an account', () => {
  it('on the Sunday of the last week charged changes no charge', () => {
    given(rentAccountDecider, ...history)
      .when(knowing([]), close('2026-04-26'))
      .then(closed('2026-04-26'));
  });

  it('ahead of time leaves the weeks until then to be charged', () => {
    given(rentAccountDecider, ...history)
      .when(knowing([]), close('2026-05-31'))
      .then(closed('2026-05-31'));
  });

  it('gives back the weeks that were charged after the tenancy ended', () => {
    given(rentAccountDecider, ...history)
      .when(
        knowing([
          { position: 52, entry: second },
          { position: 53, entry: third },
        ]),
        close('2026-04-12'),
      )
      .then(reversed(second, 52, endedEarlier), reversed(third, 53, endedEarlier), closed('2026-04-12'));
  });

  it('charges the last days by sevenths in place of the whole week', () => {
    given(rentAccountDecider, ...history)
      .when(knowing([{ position: 53, entry: third }]), close('2026-04-22'))
      .then(
        reversed(third, 53, endedEarlier),
        charged('2026-04-20', { days: 3, lines: lines({ rent: 4226, service: 614, water: 236 }) }),
        closed('2026-04-22'),
      );
  });

  it('gives nothing back twice', () => {
    given(rentAccountDecider, ...history, reversed(third, 53, {}))
      .when(knowing([{ position: 53, entry: third }]), close('2026-04-22'))
      .then(closed('2026-04-22'));
  });

  it('leaves the closed week dealt with, so that no run charges it again', () => {
    const state = fold(rentAccountDecider, rentAccountDecider.initial, [
      ...history,
      reversed(third, 53, endedEarlier),
      charged('2026-04-20', { days: 3 }),
      closed('2026-04-22'),
    ]);
    expect(state).toMatchObject({ status: 'closed', next_week: '2026-04-27', reversed_weeks: [] });
  });

  it('happens once, and not before the account was charged', () => {
    given(rentAccountDecider, ...history, closed('2026-04-26'))
      .when(knowing([]), close('2026-04-26'))
      .thenRefused('account-closed', { closed_on: '2026-04-26' });
    given(rentAccountDecider, ...account)
      .when(knowing([]), close('2026-04-04'))
      .thenRefused('closed-before-charged', { closed_on: '2026-04-04', charged_from: '2026-04-06' });
    given(rentAccountDecider).when(knowing([]), close('2026-04-26')).thenRefused('account-not-found');
  });

  it('can undo a tenancy that never began', () => {
    given(rentAccountDecider, ...account, first)
      .when(knowing([{ position: 51, entry: first }]), close('2026-04-05'))
      .then(reversed(first, 51, endedEarlier), closed('2026-04-05'));
  });

  it('more than 53 weeks back is left to be put right entry by entry', () => {
    given(rentAccountDecider, opened('2024-04-01'), chargesSet('2024-04-01'), charged('2024-04-01'), third)
      .when(knowing([]), close('2025-04-20'))
      .thenRefused('closed-too-long-ago', { closed_on: '2025-04-20', next_week: '2026-04-27' });
  });
});
