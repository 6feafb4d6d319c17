import { anEnv, given } from '#platform/testing';
import type { DecideEnv } from '#kernel';
import { returnDue } from '../deadline.js';
import { made, someContents } from '../return.examples.js';
import type { ReturnEvent } from '../return.events.js';
import { returnDecider, type ReturnFacts, type ReturnState } from '../return.js';
import { decideMakeReturn, type MakeReturn } from './make-return.js';

const contents = someContents({ quarter: '2026-Q1' });
const sha256 = 'cd'.repeat(32);

function quarterReturn(latest: ReturnFacts['latest'], ...history: ReturnEvent[]) {
  const decide = (command: MakeReturn, state: ReturnState, env: DecideEnv) =>
    decideMakeReturn(command, state, env, { latest, drawn_up: { contents, sha256 } });
  const when = (today: string) =>
    given(returnDecider, ...history).when(decide, { quarter: '2026-Q1' }, anEnv({ today }));
  return { when };
}

describe("making a quarter's return", () => {
  it('freezes what the log knew, with the file’s hash and the day it was due', () => {
    quarterReturn(undefined)
      .when('2026-07-01')
      .then({
        type: 'monitoring.return-made.v1',
        effective_on: returnDue('2026-Q1').due_on,
        data: { contents, sha256, due: returnDue('2026-Q1') },
      });
  });

  it('goes on from the quarter before', () => {
    quarterReturn({ quarter: '2025-Q4', version: 2 }).when('2026-07-08').then(made(contents, '2026-07-08'));
  });

  it('is refused on the last day of the quarter: it is not over', () => {
    quarterReturn(undefined)
      .when('2026-06-30')
      .thenRefused('quarter-not-over', { quarter: '2026-Q1', ends_on: '2026-06-30' });
  });

  it('is refused the second time: what was sent stands', () => {
    quarterReturn({ quarter: '2026-Q1', version: 1 }, made(contents))
      .when('2026-07-02')
      .thenRefused('return-already-made', { quarter: '2026-Q1', version: 1 });
  });

  it('is refused out of order, because each return opens with what the one before closed with', () => {
    const inOrder = (next: string) => ['returns-are-made-in-order', { quarter: '2026-Q1', next }] as const;
    quarterReturn({ quarter: '2025-Q3', version: 1 })
      .when('2026-07-01')
      .thenRefused(...inOrder('2025-Q4'));
    quarterReturn({ quarter: '2026-Q1', version: 1 })
      .when('2026-07-01')
      .thenRefused(...inOrder('2026-Q2'));
  });
});
