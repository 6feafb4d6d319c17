import { civilDate } from '#kernel';
import { given } from '#platform/testing';
import { agreementDecider } from '../agreement.js';
import { established, ledgerKeptBy } from '../agreement.examples.js';
import { decideSetRentLedgerKeeper } from './set-rent-ledger-keeper.js';

const toTmo = { keeper: 'tmo', from: civilDate('2026-04-06') } as const;
const switched = [established, ledgerKeptBy('council', '2018-04-02'), ledgerKeptBy('tmo', '2026-04-13')] as const;

describe('saying who keeps the rent ledger', () => {
  it('passes from the council to the TMO on a date', () => {
    given(agreementDecider, established, ledgerKeptBy('council', '2018-04-02'))
      .when(decideSetRentLedgerKeeper, toTmo)
      .then(ledgerKeptBy('tmo', '2026-04-06'));
  });

  it('never switches behind a later switch, because those weeks are charged', () => {
    given(agreementDecider, ...switched)
      .when(decideSetRentLedgerKeeper, toTmo)
      .thenRefused('ledger-switch-out-of-order', { after: '2026-04-13' });
  });

  it('records nothing when they keep it already', () => {
    given(agreementDecider, established, ledgerKeptBy('tmo', '2018-04-02'))
      .when(decideSetRentLedgerKeeper, toTmo)
      .thenNothing();
  });

  it('moves the last switch to its right date as a correction', () => {
    given(agreementDecider, ...switched)
      .when(decideSetRentLedgerKeeper, { ...toTmo, replaces_from: civilDate('2026-04-13') })
      .then(ledgerKeptBy('tmo', '2026-04-06', '2026-04-13'));
  });

  it('does not move the last switch to or before the one it follows', () => {
    given(agreementDecider, ...switched)
      .when(decideSetRentLedgerKeeper, {
        ...toTmo,
        from: civilDate('2018-04-02'),
        replaces_from: civilDate('2026-04-13'),
      })
      .thenRefused('ledger-switch-out-of-order', { after: '2018-04-02' });
  });

  it('corrects only the last switch', () => {
    given(agreementDecider, ...switched)
      .when(decideSetRentLedgerKeeper, { ...toTmo, replaces_from: civilDate('2018-04-02') })
      .thenRefused('only-last-switch-can-be-corrected', { last_from: '2026-04-13' });
  });

  it('has nothing to correct where nothing was said', () => {
    given(agreementDecider, established)
      .when(decideSetRentLedgerKeeper, { ...toTmo, replaces_from: civilDate('2018-04-02') })
      .thenRefused('nothing-to-correct');
  });

  it('needs a TMO', () => {
    given(agreementDecider).when(decideSetRentLedgerKeeper, toTmo).thenRefused('tmo-not-established');
  });
});
