import type { RentEvent } from '../contracts/events.js';
import { isReversible } from '../rent-account/reverse-entry/reverse-entry.js';

/** Whether an entry can be undone by a linked reversal: money moved, and it is not itself a reversal. */
export function isCorrectable(event: Pick<RentEvent, 'type' | 'data'>): boolean {
  const e = event as RentEvent;
  if (e.type === 'rent.week-charged.v1') return isReversible(e);
  return CORRECTABLE.has(e.type);
}

const CORRECTABLE: ReadonlySet<string> = new Set<RentEvent['type']>([
  'rent.recharge-charged.v1',
  'rent.opening-balance-brought-in.v1',
  'rent.payment-received.v1',
  'rent.payment-placed.v1',
]);
