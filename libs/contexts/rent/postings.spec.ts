import fc from 'fast-check';
import { civilDate, type DomainEvent, fold, pence } from '#kernel';
import { anEnv } from '#platform/testing';
import { bankId, flatId, held, paidOut, placed, received, takenOff } from './bank-line/bank-line.examples.js';
import { ACCOUNT_KINDS, COMPONENTS } from './contracts/components.js';
import { rentPostings } from './postings.js';
import { decideChargeWeek } from './rent-account/charge-week/charge-week.js';
import { decideCloseAccount } from './rent-account/close-account/close-account.js';
import {
  accountId,
  broughtIn,
  charged,
  chargesSet,
  lines,
  opened,
  recharged,
  reversed,
} from './rent-account/rent-account.examples.js';
import type { RentAccountEvent, WeekCharged } from './rent-account/rent-account.events.js';
import { type RentAccountState, rentAccountDecider } from './rent-account/rent-account.js';
import { decideReverseEntry } from './rent-account/reverse-entry/reverse-entry.js';

const rules = new Map(rentPostings.map((r) => [r.type, r.postings]));
const legs = (event: DomainEvent) => rules.get(event.type)?.(event) ?? [];

/** { 'debtor/x': 100, suspense: -100 } */
function moved(...events: DomainEvent[]): Record<string, number> {
  const total: Record<string, number> = {};
  for (const { account, amount_pence } of events.flatMap(legs)) total[account] = (total[account] ?? 0) + amount_pence;
  return Object.fromEntries(Object.entries(total).filter(([, amount]) => amount !== 0));
}

describe('the money that moves', () => {
  it('when a week is charged: the tenant owes it, and it is due to the council by component', () => {
    expect(moved(charged('2026-04-06'))).toEqual({
      [`debtor/${accountId}`]: 11843,
      'due-to-council/rent': -9860,
      'due-to-council/service': -1433,
      'due-to-council/water': -550,
    });
  });

  it('is agency money, never income, in every leg', () => {
    const events = [charged('2026-04-06'), recharged('2026-05-18', 3333), received(100), held(100, 'no-reference')];
    expect([...new Set(events.flatMap(legs).map((l) => l.fund))]).toEqual(['agency']);
  });

  it('when a free week passes: none', () => {
    expect(legs(charged('2026-12-21', { free: true }))).toEqual([]);
  });

  it('for an empty home: the loss is borne by nobody', () => {
    expect(moved(charged('2026-04-06', { kind: 'void', lines: lines({ rent: 9860 }) }))).toEqual({
      [`void-loss/${accountId}`]: 9860,
      'due-to-council/rent': -9860,
    });
  });

  it('for a garage and a recharge is kept apart from rent', () => {
    expect(moved(charged('2026-04-06', { kind: 'garage', lines: lines({ rent: 1500 }) }))).toEqual({
      [`debtor/${accountId}`]: 1500,
      'due-to-council/garage': -1500,
    });
    expect(moved(recharged('2026-05-18', 3333))).toEqual({
      [`debtor/${accountId}`]: 3333,
      'due-to-council/recharge': -3333,
    });
  });

  it('when a balance is brought in, owed or in credit', () => {
    expect(moved(broughtIn('2026-04-05', -2000, '2026/27-01'))).toEqual({
      [`debtor/${accountId}`]: -2000,
      'opening-balances': 2000,
    });
  });

  it('when a payment waits in suspense and is placed: from the bank to the account', () => {
    expect(moved(held(25000, 'no-reference'))).toEqual({ [`bank/${bankId}`]: 25000, suspense: -25000 });
    expect(moved(held(25000, 'no-reference'), placed({ [flatId]: 25000 }))).toEqual({
      [`bank/${bankId}`]: 25000,
      [`debtor/${flatId}`]: -25000,
    });
  });

  it('when the bank takes a payment back: the tenant owes it again, and the bank is without it (example 10.6)', () => {
    const collected = received(12843, '2026-03-27', '2025/26-12');
    const back = takenOff(collected, 70, { to: 'bank', reason: 'direct-debit-indemnity', period: '2026/27-02' });
    expect(legs(back)).toEqual([
      { account: `debtor/${flatId}`, fund: 'agency', period: '2026/27-02', amount_pence: 12843 },
      { account: `bank/${bankId}`, fund: 'agency', period: '2026/27-02', amount_pence: -12843 },
    ]);
    expect(back.effective_on).toBe('2026-03-27');
    expect(moved(collected, back)).toEqual({});
  });

  it('when that also shows on the statement: once, as soon as somebody says so', () => {
    const collected = received(12843);
    const back = takenOff(collected, 70, { to: 'bank', reason: 'recalled' });
    const onStatement = paidOut(12843);
    expect(moved(collected, back, onStatement)).toEqual({ [`bank/${bankId}`]: -12843, outgoing: 12843 });
    const explained = {
      type: 'rent.outgoing-explained.v1',
      effective_on: civilDate('2026-05-20'),
      data: { bank_account_id: bankId, amount_pence: pence(12843), period: '2026/27-02' },
    };
    expect(moved(collected, back, onStatement, explained)).toEqual({});
  });

  it('when an entry is reversed: none is left', () => {
    for (const kind of ACCOUNT_KINDS) {
      const week = charged('2026-04-06', { kind });
      expect(moved(week, reversed(week, 9, { kind }))).toEqual({});
    }
  });
});

describe('over any history of an account', () => {
  const step = fc.oneof(
    fc.record({ do: fc.constant('charge' as const), week: fc.integer({ min: 0, max: 20 }) }),
    fc.record({ do: fc.constant('reverse' as const), entry: fc.nat(20) }),
    fc.record({
      do: fc.constant('set' as const),
      day: fc.integer({ min: 0, max: 150 }),
      amounts: fc.array(fc.integer({ min: 0, max: 40_000 }), { minLength: 4, maxLength: 4 }),
    }),
    fc.record({ do: fc.constant('close' as const), day: fc.integer({ min: -1, max: 150 }) }),
  );
  const facts = {
    ledger_keeper: 'tmo' as const,
    calendar: {
      from: civilDate('2026-04-06'),
      until: civilDate('2027-04-05'),
      free_weeks: [civilDate('2026-05-25'), civilDate('2026-08-24')],
    },
  };
  const start = civilDate('2026-04-08');
  const env = anEnv({ today: '2026-09-30' });
  const day = (n: number) => civilDate(new Date(Date.UTC(2026, 3, 8 + n)).toISOString().slice(0, 10));
  const monday = (n: number) => civilDate(new Date(Date.UTC(2026, 3, 6 + 7 * n)).toISOString().slice(0, 10));

  function decided(
    log: readonly RentAccountEvent[],
    state: RentAccountState,
    s: typeof step extends fc.Arbitrary<infer S> ? S : never,
  ) {
    switch (s.do) {
      case 'charge':
        return decideChargeWeek({ account_id: accountId, week_of: monday(s.week) }, state, env, facts);
      case 'reverse':
        return decideReverseEntry({ account_id: accountId, position: s.entry, reason: 'wrong-amount' }, state, env, {
          entry: log[s.entry],
        });
      case 'set': {
        const set = chargesSet(day(s.day), Object.fromEntries(COMPONENTS.map((c, i) => [c, s.amounts[i] ?? 0])));
        return { accepted: true as const, events: [set] };
      }
      case 'close': {
        const charged_weeks = log.flatMap((entry, position) =>
          entry.type === 'rent.week-charged.v1' &&
          monday(0) <= entry.data.week_of &&
          entry.data.week_of > day(s.day - 7)
            ? [{ position, entry: entry satisfies WeekCharged }]
            : [],
        );
        return decideCloseAccount({ account_id: accountId, closed_on: day(s.day) }, state, env, { charged_weeks });
      }
    }
  }

  it('every event’s postings sum to zero, and what is owed is what was charged and not reversed', () => {
    fc.assert(
      fc.property(fc.array(step, { maxLength: 30 }), (steps) => {
        const log: RentAccountEvent[] = [opened(start), chargesSet('2026-04-06')];
        let state = fold(rentAccountDecider, rentAccountDecider.initial, log);
        for (const s of steps) {
          const decision = decided(log, state, s);
          if (!decision.accepted) continue;
          log.push(...decision.events);
          state = fold(rentAccountDecider, state, decision.events);
        }
        for (const event of log) expect(legs(event).reduce((sum, l) => sum + l.amount_pence, 0)).toBe(0);
        const undone = new Set(log.flatMap((e) => (e.type === 'rent.entry-reversed.v1' ? [e.data.reverses] : [])));
        const standing = log.flatMap((e, i) =>
          e.type === 'rent.week-charged.v1' && !undone.has(i) ? e.data.lines.map((l) => l.amount_pence) : [],
        );
        expect(moved(...log)[`debtor/${accountId}`] ?? 0).toBe(standing.reduce((a, b) => a + b, 0));
      }),
    );
  });
});
