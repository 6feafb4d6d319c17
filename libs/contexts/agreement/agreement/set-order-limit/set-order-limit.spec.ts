import { civilDate, pence } from '#kernel';
import { given } from '#platform/testing';
import { agreementDecider } from '../agreement.js';
import { established, limited } from '../agreement.examples.js';
import { decideSetOrderLimit } from './set-order-limit.js';

const officer500 = { role: 'officer', limit_pence: pence(50_000), from: civilDate('2026-04-06') } as const;

describe('limiting what a role may order', () => {
  it('limits an officer to £500 an order from a date', () => {
    given(agreementDecider, established)
      .when(decideSetOrderLimit, officer500)
      .then(limited('officer', 50_000, '2026-04-06'));
  });

  it('keeps the limits of the roles apart', () => {
    given(agreementDecider, established, limited('manager', 50_000, '2026-04-06'))
      .when(decideSetOrderLimit, officer500)
      .then(limited('officer', 50_000, '2026-04-06'));
  });

  it('accepts a limit of nothing at all, which is not the same as no limit set', () => {
    given(agreementDecider, established)
      .when(decideSetOrderLimit, { ...officer500, limit_pence: pence(0) })
      .then(limited('officer', 0, '2026-04-06'));
  });

  it('refuses a limit below nothing', () => {
    given(agreementDecider, established)
      .when(decideSetOrderLimit, { ...officer500, limit_pence: pence(-1) })
      .thenRefused('order-limit-negative', { limit_pence: -1 });
  });

  it('records nothing when the limit stands already', () => {
    given(agreementDecider, established, limited('officer', 50_000, '2025-04-07'))
      .when(decideSetOrderLimit, officer500)
      .thenNothing();
  });

  it('needs a TMO', () => {
    given(agreementDecider).when(decideSetOrderLimit, officer500).thenRefused('tmo-not-established');
  });

  it('corrects a limit', () => {
    given(agreementDecider, established, limited('officer', 5_000, '2026-04-06'))
      .when(decideSetOrderLimit, { ...officer500, replaces_from: civilDate('2026-04-06') })
      .then(limited('officer', 50_000, '2026-04-06', '2026-04-06'));
  });
});
