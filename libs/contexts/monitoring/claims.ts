import { defineClaims } from '#platform/event-store';
import type { ReturnMade, ReturnRemade } from './return/return.events.js';

/**
 * After each version of a return comes one thing: its own re-making or the next quarter's return. So two people pressing
 * at once can never give the returns two histories.
 */
const FIRST = 'first';

export const returnClaims = [
  defineClaims<ReturnMade>('monitoring.return-made.v1', ({ data: { contents } }) => [
    {
      op: 'take',
      kind: 'return-successor',
      key: contents.follows ? `${contents.follows.quarter}/${contents.follows.version}` : FIRST,
    },
  ]),
  defineClaims<ReturnRemade>('monitoring.return-remade.v1', ({ data: { contents } }) => [
    { op: 'take', kind: 'return-successor', key: `${contents.quarter}/${contents.version - 1}` },
  ]),
];
