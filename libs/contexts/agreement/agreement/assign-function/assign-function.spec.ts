import { civilDate } from '#kernel';
import { given } from '#platform/testing';
import { agreementDecider } from '../agreement.js';
import { assigned, established } from '../agreement.examples.js';
import { decideAssignFunction } from './assign-function.js';

const arrearsToTmo = { function: 'arrears', responsible: 'tmo', from: civilDate('2026-04-06') } as const;

describe('assigning a function of the agreement', () => {
  it('hands a function to the TMO from a date', () => {
    given(agreementDecider, established)
      .when(decideAssignFunction, arrearsToTmo)
      .then(assigned('arrears', 'tmo', '2026-04-06'));
  });

  it('needs a TMO', () => {
    given(agreementDecider).when(decideAssignFunction, arrearsToTmo).thenRefused('tmo-not-established');
  });

  it('hands a function back to the council in the middle of the agreement', () => {
    given(agreementDecider, established, assigned('arrears', 'tmo', '2018-04-02'))
      .when(decideAssignFunction, { ...arrearsToTmo, responsible: 'council' })
      .then(assigned('arrears', 'council', '2026-04-06'));
  });

  it('leaves every other function as it was', () => {
    given(agreementDecider, established, assigned('arrears', 'tmo', '2026-04-06'))
      .when(decideAssignFunction, { ...arrearsToTmo, function: 'rent-collection' })
      .then(assigned('rent-collection', 'tmo', '2026-04-06'));
  });

  it('records nothing when the function is theirs already on that day', () => {
    given(agreementDecider, established, assigned('arrears', 'tmo', '2018-04-02'))
      .when(decideAssignFunction, arrearsToTmo)
      .thenNothing();
  });

  it('can learn of an earlier assignment late', () => {
    given(agreementDecider, established, assigned('arrears', 'council', '2027-04-05'))
      .when(decideAssignFunction, arrearsToTmo)
      .then(assigned('arrears', 'tmo', '2026-04-06'));
  });

  it('moves an assignment to its right date as a correction', () => {
    given(agreementDecider, established, assigned('arrears', 'tmo', '2026-04-13'))
      .when(decideAssignFunction, { ...arrearsToTmo, replaces_from: civilDate('2026-04-13') })
      .then(assigned('arrears', 'tmo', '2026-04-06', '2026-04-13'));
  });

  it('can no longer correct an entry that was moved away from its date', () => {
    given(
      agreementDecider,
      established,
      assigned('arrears', 'tmo', '2026-04-13'),
      assigned('arrears', 'tmo', '2026-04-20', '2026-04-13'),
    )
      .when(decideAssignFunction, { ...arrearsToTmo, replaces_from: civilDate('2026-04-13') })
      .thenRefused('nothing-to-correct', { replaces_from: '2026-04-13' });
  });

  it('refuses to move an assignment onto the date of another', () => {
    given(
      agreementDecider,
      established,
      assigned('arrears', 'tmo', '2026-04-06'),
      assigned('arrears', 'council', '2027-04-05'),
    )
      .when(decideAssignFunction, { ...arrearsToTmo, replaces_from: civilDate('2027-04-05') })
      .thenRefused('already-set-from-that-date', { from: '2026-04-06' });
  });
});
