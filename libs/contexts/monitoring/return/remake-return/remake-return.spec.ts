import type { DecideEnv } from '#kernel';
import { anEnv, given } from '#platform/testing';
import { made, remade, someContents } from '../return.examples.js';
import type { ReturnEvent } from '../return.events.js';
import { returnDecider, type ReturnFacts, type ReturnState } from '../return.js';
import { decideRemakeReturn, type RemakeReturn } from './remake-return.js';

const first = someContents({ quarter: '2026-Q1', version: 1 });
const second = someContents({ quarter: '2026-Q1', version: 2, position: 5000 });
const remake = { quarter: '2026-Q1', reason: 'payments-came-late' } as const;

function quarterReturn(latest: ReturnFacts['latest'], ...history: ReturnEvent[]) {
  const decide = (command: RemakeReturn, state: ReturnState, env: DecideEnv) =>
    decideRemakeReturn(command, state, env, { latest, drawn_up: { contents: second, sha256: 'cd'.repeat(32) } });
  return given(returnDecider, ...history).when(decide, remake, anEnv({ today: '2026-07-09' }));
}

describe('making a return again', () => {
  it('makes the next version and says why; the one that was sent stays', () => {
    quarterReturn({ quarter: '2026-Q1', version: 1 }, made(first)).then(
      remade(second, 'payments-came-late', '2026-07-09'),
    );
  });

  it('is refused where there is none yet', () => {
    quarterReturn(undefined).thenRefused('return-not-made', { quarter: '2026-Q1' });
  });

  it('is refused once the next quarter has gone on from it: what comes late is shown there', () => {
    quarterReturn({ quarter: '2026-Q2', version: 1 }, made(first)).thenRefused('later-return-made', {
      quarter: '2026-Q1',
      later: '2026-Q2',
    });
  });
});
