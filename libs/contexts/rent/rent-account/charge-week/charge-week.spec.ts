import {
  addDays,
  civilDate,
  type DecideEnv,
  fold,
  perChargedWeek,
  pence,
  rentYearStart,
  sumPence,
  weeksOf,
} from '#kernel';
import { anEnv, given } from '#platform/testing';
import type { RentCalendar } from '../../contracts/rent-calendar.js';
import { type RentAccountState, rentAccountDecider } from '../rent-account.js';
import {
  accountId,
  broughtIn,
  charged,
  chargesSet,
  closed,
  lines,
  opened,
  reversed,
} from '../rent-account.examples.js';
import { type ChargeWeek, type ChargeWeekFacts, decideChargeWeek } from './charge-week.js';

const calendar: RentCalendar = {
  from: civilDate('2025-04-07'),
  until: civilDate('2027-04-05'),
  free_weeks: [civilDate('2026-12-21'), civilDate('2026-12-28')],
};
const env = anEnv({ today: '2027-04-05' });
const facts: ChargeWeekFacts = { calendar, ledger_keeper: 'tmo' };
const knowing = (known: Partial<ChargeWeekFacts>) => (c: ChargeWeek, s: RentAccountState, e: DecideEnv) =>
  decideChargeWeek(c, s, e, { ...facts, ...known });
const charge = knowing({});
const week = (week_of: string) => ({ account_id: accountId, week_of: civilDate(week_of) });
const account = [opened('2026-04-06'), chargesSet('2026-04-06')];

describe('charging a week', () => {
  it('charges each component, due on the Monday', () => {
    given(rentAccountDecider, ...account)
      .when(charge, week('2026-04-06'), env)
      .then(charged('2026-04-06'));
  });

  it('charges nobody twice', () => {
    given(rentAccountDecider, ...account, charged('2026-04-06'))
      .when(charge, week('2026-04-06'), env)
      .thenRefused('already-charged', { week_of: '2026-04-06' });
  });

  it('charges on a bank holiday Monday like any other', () => {
    given(rentAccountDecider, opened('2026-05-04'), chargesSet('2026-05-04'))
      .when(charge, week('2026-05-04'), env)
      .then(charged('2026-05-04', { period: '2026/27-02' }));
  });

  it('charges a tenancy that starts on a Thursday for four days (example 10.1)', () => {
    given(rentAccountDecider, opened('2026-07-09'), chargesSet('2026-07-06'))
      .when(charge, week('2026-07-06'), env)
      .then(
        charged(
          '2026-07-06',
          { days: 4, lines: lines({ rent: 5634, service: 819, water: 314 }), period: '2026/27-04' },
          '2026-07-09',
        ),
      );
  });

  it('catches up the weeks of an account that was opened late, oldest first', () => {
    given(rentAccountDecider, ...account)
      .when(charge, week('2026-04-20'), env)
      .then(charged('2026-04-06'), charged('2026-04-13'), charged('2026-04-20'));
  });

  it('charges from the day after the balance that was brought in', () => {
    given(
      rentAccountDecider,
      opened('1987-11-10'),
      broughtIn('2026-04-12', 7316, '2026/27-01'),
      chargesSet('2026-04-13'),
    )
      .when(charge, week('2026-04-13'), env)
      .then(charged('2026-04-13'));
  });

  it('posts a week of a closed period into the open one, with its own date', () => {
    given(rentAccountDecider, ...account)
      .when(charge, week('2026-04-06'), anEnv({ today: '2026-05-20', closedThrough: '2026/27-01' }))
      .then(charged('2026-04-06', { period: '2026/27-02' }));
  });

  it('charges an empty home to its void account', () => {
    given(rentAccountDecider, opened('2026-04-06', { kind: 'void' }), chargesSet('2026-04-06'))
      .when(charge, week('2026-04-06'), env)
      .then(charged('2026-04-06', { kind: 'void' }));
  });
});

describe('a free week', () => {
  const upToChristmas = [opened('2026-12-14'), chargesSet('2026-12-14'), charged('2026-12-14')];

  it('charges nothing and counts as dealt with', () => {
    given(rentAccountDecider, ...upToChristmas)
      .when(charge, week('2026-12-21'), env)
      .then(charged('2026-12-21', { free: true, period: '2026/27-09' }));
    given(rentAccountDecider, ...upToChristmas, charged('2026-12-21', { free: true }))
      .when(charge, week('2026-12-21'), env)
      .thenRefused('already-charged');
  });

  it('is free for a tenancy that starts or ends in it', () => {
    given(rentAccountDecider, opened('2026-12-24'), chargesSet('2026-12-21'))
      .when(charge, week('2026-12-21'), env)
      .then(charged('2026-12-21', { free: true, days: 4, period: '2026/27-09' }, '2026-12-24'));
    given(rentAccountDecider, ...upToChristmas, closed('2026-12-23'))
      .when(charge, week('2026-12-21'), env)
      .then(charged('2026-12-21', { free: true, days: 3, period: '2026/27-09' }));
  });

  it('needs no charges to be set', () => {
    given(rentAccountDecider, opened('2026-12-21'), chargesSet('2027-01-04'))
      .when(charge, week('2026-12-21'), env)
      .then(charged('2026-12-21', { free: true, period: '2026/27-09' }));
  });
});

describe('a week that is not charged', () => {
  it('is named when no charges are set for it', () => {
    given(rentAccountDecider, opened('2026-04-06'), chargesSet('2026-04-13'))
      .when(charge, week('2026-04-06'), env)
      .thenRefused('no-charges-set', { week_of: '2026-04-06', first_charges_from: '2026-04-13' });
  });

  it('is named when the account was opened after it', () => {
    given(rentAccountDecider, opened('2026-04-13'))
      .when(charge, week('2026-04-06'), env)
      .thenRefused('before-account-opened', { week_of: '2026-04-06', charged_from: '2026-04-13' });
  });

  it('is named when the account was closed before it', () => {
    given(rentAccountDecider, ...account, charged('2026-04-06'), closed('2026-04-12'))
      .when(charge, week('2026-04-13'), env)
      .thenRefused('account-closed', { week_of: '2026-04-13', closed_on: '2026-04-12' });
  });

  it('is named when no rent year holds it', () => {
    given(rentAccountDecider, opened('2027-04-05'), chargesSet('2027-04-05'))
      .when(charge, week('2027-04-05'), env)
      .thenRefused('no-rent-year', { week_of: '2027-04-05' });
    given(rentAccountDecider, ...account)
      .when(knowing({ calendar: null }), week('2026-04-06'), env)
      .thenRefused('no-rent-year', { week_of: '2026-04-06' });
  });

  it('is the council’s to charge when the council keeps the rent ledger', () => {
    given(rentAccountDecider, ...account)
      .when(knowing({ ledger_keeper: 'council' }), week('2026-04-06'), env)
      .thenRefused('rent-ledger-kept-by-council');
  });

  it('is not a week of a recharge account, nor one that starts on a Tuesday', () => {
    given(rentAccountDecider, opened('2026-04-06', { kind: 'court-costs' }))
      .when(charge, week('2026-04-06'), env)
      .thenRefused('account-not-charged-weekly', { kind: 'court-costs' });
    given(rentAccountDecider, ...account)
      .when(charge, week('2026-04-07'), env)
      .thenRefused('week-not-from-a-monday');
    given(rentAccountDecider).when(charge, week('2026-04-06'), env).thenRefused('account-not-found');
  });

  it('is not charged before its Monday', () => {
    given(rentAccountDecider, ...account)
      .when(charge, week('2026-04-06'), anEnv({ today: '2026-04-05' }))
      .thenRefused('week-not-begun', { week_of: '2026-04-06' });
  });

  it('is one of too many when an account is charged from thirty years ago by mistake', () => {
    given(rentAccountDecider, opened('1996-04-01'), chargesSet('1996-04-01'))
      .when(charge, week('2026-04-06'), env)
      .thenRefused('too-many-weeks-missing', { from: '1996-04-01', charged_from: '1996-04-01' });
  });
});

describe('the last week of a closed account', () => {
  it('is still charged when the run had not reached it, for the days up to the end', () => {
    given(rentAccountDecider, ...account, closed('2026-04-08'))
      .when(charge, week('2026-04-13'), env)
      .then(charged('2026-04-06', { days: 3, lines: lines({ rent: 4226, service: 614, water: 236 }) }));
  });
});

describe('a week whose charge was reversed', () => {
  const first = charged('2026-04-06');
  const history = [...account, first, charged('2026-04-13'), reversed(first, 33, {})];

  it('is not charged again by the next run', () => {
    given(rentAccountDecider, ...history)
      .when(charge, week('2026-04-20'), env)
      .then(charged('2026-04-20'));
  });

  it('can be charged again, once', () => {
    given(rentAccountDecider, ...history)
      .when(charge, week('2026-04-06'), env)
      .then(charged('2026-04-06'));
    given(rentAccountDecider, ...history, charged('2026-04-06'))
      .when(charge, week('2026-04-06'), env)
      .thenRefused('already-charged');
  });
});

describe('a year of weeks (example 10.2)', () => {
  function yearOf(starts_on: number, weeks: 52 | 53, free: number, weekly: number): number {
    const year = { starts_on: rentYearStart(starts_on), weeks, free_weeks: [] };
    const all = weeksOf(year);
    const known: ChargeWeekFacts = {
      ledger_keeper: 'tmo',
      calendar: {
        from: year.starts_on,
        until: addDays(year.starts_on, 7 * weeks),
        free_weeks: all.slice(weeks - free),
      },
    };
    let state = fold(rentAccountDecider, rentAccountDecider.initial, [
      opened(year.starts_on),
      chargesSet(year.starts_on, { rent: weekly }),
    ]);
    const amounts: number[] = [];
    for (const week_of of all) {
      const decision = decideChargeWeek({ account_id: accountId, week_of }, state, env, known);
      if (!decision.accepted) throw new Error(decision.refusal.code);
      state = fold(rentAccountDecider, state, decision.events);
      amounts.push(...decision.events.flatMap((e) => e.data.lines.map((l) => l.amount_pence)));
    }
    return sumPence(amounts);
  }

  it('of 53 weeks charges £6,276.79 at £118.43', () => {
    expect(yearOf(2024, 53, 0, 11843)).toBe(627679);
  });

  it('of 52 weeks charges £6,158.36', () => {
    expect(yearOf(2026, 52, 0, 11843)).toBe(615836);
  });

  it('of 48 charged weeks charges £128.30 each, and 49 of them, £6,286.70, in a long year', () => {
    const grossedUp = perChargedWeek(pence(11843), 48);
    expect(grossedUp).toBe(12830);
    expect(yearOf(2024, 53, 4, grossedUp)).toBe(628670);
  });
});
