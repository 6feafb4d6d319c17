import { addDays, civilDate, fold } from '#kernel';
import { rentAccountDecider } from './rent-account.js';
import { charged, chargesSet, opened } from './rent-account.examples.js';
import type { RentAccountEvent } from './rent-account.events.js';

describe('a rent account', () => {
  it('of thirty years has a state hardly larger than a new one', () => {
    const start = civilDate('1996-04-01');
    const events: RentAccountEvent[] = [opened(start)];
    for (let week = start; week < '2026-04-06'; week = addDays(week, 7)) {
      if (week.slice(5) >= '04-01' && week.slice(5) <= '04-07') events.push(chargesSet(week));
      events.push(charged(week));
    }
    const size = (list: RentAccountEvent[]) =>
      JSON.stringify(fold(rentAccountDecider, rentAccountDecider.initial, list)).length;
    expect(events.length).toBeGreaterThan(1_590);
    expect(size(events)).toBeLessThan(2 * size(events.slice(0, 3)));
  });

  it('remembers no account that was never opened', () => {
    expect(rentAccountDecider.evolve({ status: 'none' }, charged('2026-04-06'))).toEqual({ status: 'none' });
  });
});
