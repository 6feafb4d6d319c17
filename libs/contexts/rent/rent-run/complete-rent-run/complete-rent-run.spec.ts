import { civilDate, type DecideEnv, pence } from '#kernel';
import { given } from '#platform/testing';
import type { RentRunCompleted } from '../rent-run.events.js';
import { rentRunDecider, type RentRunState } from '../rent-run.js';
import { type CompleteRentRun, decideCompleteRentRun } from './complete-rent-run.js';

const leaving =
  (...outstanding: string[]) =>
  (c: CompleteRentRun, s: RentRunState, e: DecideEnv) =>
    decideCompleteRentRun(c, s, e, { outstanding });
const complete = leaving();
const refused = [
  { account_id: '018f0000-0000-7000-8000-0000000000b1', code: 'no-charges-set', facts: { week_of: '2026-04-06' } },
];
const totals = {
  week_of: civilDate('2026-04-06'),
  free: false,
  accounts: 381,
  charged: 380,
  charged_pence: pence(4500340),
  already: 0,
  refused,
};
const completed = (data: Partial<RentRunCompleted['data']> = {}): RentRunCompleted => ({
  type: 'rent.run-completed.v1',
  effective_on: civilDate('2026-04-06'),
  data: { ...totals, ...data },
});

describe('a completed rent run', () => {
  it('is recorded with its control total and everybody who was not charged', () => {
    given(rentRunDecider).when(complete, totals).then(completed());
  });

  it('is refused when charged, already charged and refused do not make up all accounts', () => {
    given(rentRunDecider)
      .when(complete, { ...totals, charged: 379 })
      .thenRefused('run-does-not-add-up', { accounts: 381, charged: 379, already: 0, refused: 1 });
  });

  it('is not complete while an account is left that nobody has named', () => {
    const named = refused.map((r) => r.account_id);
    given(rentRunDecider)
      .when(leaving(...named, '018f0000-0000-7000-8000-0000000000b2'), totals)
      .thenRefused('run-not-through', { accounts: 1 });
    given(rentRunDecider)
      .when(leaving(...named), totals)
      .then(completed());
  });

  it('run again without finding more records nothing', () => {
    given(rentRunDecider, completed()).when(complete, totals).thenNothing();
  });

  it('run again after charges were set records what it has charged now', () => {
    given(rentRunDecider, completed())
      .when(complete, { ...totals, charged: 381, refused: [] })
      .then(completed({ charged: 381, refused: [] }));
  });
});
