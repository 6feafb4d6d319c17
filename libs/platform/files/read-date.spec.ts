import { dateOrderOf, readDate } from './read-date.js';

describe('reading dates', () => {
  it.each([
    ['2026-04-06', '2026-04-06'],
    ['20260406', '2026-04-06'],
    ['2026-04-06T00:00:00', '2026-04-06'],
    ['06/04/2026', '2026-04-06'],
    ['6.4.2026', '2026-04-06'],
    ['06-04-2026 09:15', '2026-04-06'],
    ['06 Apr 2026', '2026-04-06'],
    ['6th April, 2026', '2026-04-06'],
    ['Mon 6-Apr-2026', '2026-04-06'],
    ['29/02/1932', '1932-02-29'],
  ])('%s is read day first', (text, on) => {
    expect(readDate(text, { order: 'day-first' })).toEqual({ ok: true, on });
  });

  it.each([
    ['31/02/2019', 'no-such-date'],
    ['29/02/2026', 'no-such-date'],
    ['04/13/2026', 'no-such-date'],
    ['06/04/26', 'two-digit-year'],
    ['37151', 'not-a-date'],
    ['6 Fob 2026', 'not-a-date'],
    ['', 'not-a-date'],
  ])('%s is refused: %s', (text, why) => {
    expect(readDate(text, { order: 'day-first' })).toEqual({ ok: false, why });
  });

  it('without an order, a date that could be two days is ambiguous and one that could not is read', () => {
    expect(readDate('04/03/2026')).toEqual({ ok: false, why: 'ambiguous' });
    expect(readDate('04/04/2026')).toEqual({ ok: true, on: '2026-04-04' });
    expect(readDate('25/03/2026')).toEqual({ ok: true, on: '2026-03-25' });
    expect(readDate('03/25/2026')).toEqual({ ok: true, on: '2026-03-25' });
  });

  it('bank lines may have years of two digits', () => {
    expect(readDate('06-Apr-26', { shortYears: true })).toEqual({ ok: true, on: '2026-04-06' });
  });

  it('a column’s order is what its unmistakable dates say', () => {
    expect(dateOrderOf(['04/03/2026', '25/03/2026'])).toBe('day-first');
    expect(dateOrderOf(['04/03/2026', '03/25/2026'])).toBe('month-first');
    expect(dateOrderOf(['25/03/2026', '03/25/2026'])).toBe('both');
    expect(dateOrderOf(['04/03/2026', '2026-03-04', '05/05/2026'])).toBeUndefined();
  });
});
