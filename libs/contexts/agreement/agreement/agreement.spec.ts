import { civilDate, fold } from '#kernel';
import { agreementDecider } from './agreement.js';
import { assigned, established, ledgerKeptBy } from './agreement.examples.js';
import { valueOn } from './dated-entries.js';

describe('the agreement as it stands on a day', () => {
  const state = fold(agreementDecider, agreementDecider.initial, [
    established,
    assigned('arrears', 'tmo', '2020-04-06'),
    assigned('arrears', 'council', '2026-04-06'),
    assigned('arrears', 'shared', '2023-04-03'),
    ledgerKeptBy('tmo', '2026-04-13'),
    ledgerKeptBy('tmo', '2026-04-06', '2026-04-13'),
  ]);
  if (state.status !== 'established') throw new Error('the TMO was established');
  const arrears = state.functions.arrears ?? [];

  it.each([
    ['2020-04-05', undefined],
    ['2020-04-06', 'tmo'],
    ['2023-04-02', 'tmo'],
    ['2023-04-03', 'shared'],
    ['2026-04-05', 'shared'],
    ['2026-04-06', 'council'],
    ['2031-01-01', 'council'],
  ])('on %s arrears are with: %s', (date, responsible) => {
    expect(valueOn(arrears, civilDate(date))).toBe(responsible);
  });

  it('has nothing at all to say of a function it does not list', () => {
    expect(state.functions.lifts).toBeUndefined();
  });

  it('forgets an entry that was corrected away', () => {
    expect(state.rent_ledger_keeper).toEqual([{ from: '2026-04-06', value: 'tmo' }]);
  });
});
