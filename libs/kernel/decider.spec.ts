import { accept, civilDate, firstRefusal, fold, refusal, refuse, type DecideEnv, type Rule } from './index.js';

interface Order {
  pence: number;
}
interface Limit {
  limit_pence: number;
  closed: boolean;
}
const env: DecideEnv = {
  today: civilDate('2026-05-20'),
  now: '2026-05-20T12:00:00Z',
  actor: 'user:spec',
  newId: (label) => label,
  period: () => '2026/27-02',
};

const bookIsOpen: Rule<Order, Limit> = (_order, state) => (state.closed ? refusal('order-book-closed') : undefined);
const withinLimit: Rule<Order, Limit> = (order, state) =>
  order.pence > state.limit_pence
    ? refusal('order-over-limit', { limit_pence: state.limit_pence, order_pence: order.pence })
    : undefined;
const rules = [bookIsOpen, withinLimit];

describe('rules in a list', () => {
  it('let through what none of them refuses', () => {
    expect(firstRefusal(rules, { pence: 100 }, { limit_pence: 100, closed: false }, env)).toBeUndefined();
  });

  it('refuse with the facts', () => {
    expect(firstRefusal(rules, { pence: 101 }, { limit_pence: 100, closed: false }, env)).toEqual(
      refuse('order-over-limit', { limit_pence: 100, order_pence: 101 }),
    );
  });

  it('give the first reason when there are two', () => {
    expect(firstRefusal(rules, { pence: 101 }, { limit_pence: 100, closed: true }, env)?.refusal.code).toBe(
      'order-book-closed',
    );
  });
});

describe('a decision', () => {
  const on = civilDate('2026-05-20');
  const event = { type: 'spec.order-placed.v1', data: { pence: 100 }, effective_on: on };

  it('may be to record several events, or none', () => {
    expect(accept(event, event)).toEqual({ accepted: true, events: [event, event] });
    expect(accept()).toEqual({ accepted: true, events: [] });
  });

  it('to refuse may carry the evidence that it was refused', () => {
    expect(refuse('order-over-limit', { limit_pence: 5 }, [event])).toEqual({
      accepted: false,
      refusal: { code: 'order-over-limit', facts: { limit_pence: 5 } },
      evidence: [event],
    });
  });

  it('leads, folded in order, to a state', () => {
    expect(
      fold<string, typeof event>({ evolve: (state, e) => `${state} ${e.data.pence}` }, 'placed', [
        event,
        { ...event, data: { pence: 200 } },
      ]),
    ).toBe('placed 100 200');
  });
});
