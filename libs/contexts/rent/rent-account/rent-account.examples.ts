import { civilDate, pence, type Pence } from '#kernel';
import type { Component } from '../contracts/components.js';
import type {
  AccountClosed,
  AccountOpened,
  ChargeLine,
  ChargesSet,
  EntryReversed,
  OpeningBalanceBroughtIn,
  RechargeCharged,
  WeekCharged,
} from './rent-account.events.js';

export const accountId = '018f0000-0000-7000-8000-0000000000b1';
export const tenancyId = '018f0000-0000-7000-8000-0000000000c1';
export const homeId = '018f0000-0000-7000-8000-000000000001';

type Amounts = Partial<Record<Component, number>>;

const amounts = (given: Amounts): [Component, Pence][] =>
  (Object.entries(given) as [Component, number][]).map(([component, amount]) => [component, pence(amount)]);

/** { rent: 9860 } as the lines of a charge. */
export const lines = (given: Amounts): ChargeLine[] =>
  amounts(given).map(([component, amount_pence]) => ({ component, amount_pence }));

/** £118.43 a week, the example of rent-and-money.md section 10. */
export const WEEKLY = { rent: 9860, service: 1433, water: 550 };

/** Events of one account as specs speak of them. */
export function opened(opened_on: string, data: Partial<AccountOpened['data']> = {}): AccountOpened {
  const on = civilDate(opened_on);
  return {
    type: 'rent.account-opened.v1',
    effective_on: on,
    data: {
      account_id: accountId,
      kind: 'rent',
      account_number: '1002384',
      reference: '100238443',
      tenancy_id: tenancyId,
      home_id: null,
      opened_on: on,
      charged_from: on,
      ...data,
    },
  };
}

export function chargesSet(from: string, charges: Amounts = WEEKLY): ChargesSet {
  return {
    type: 'rent.charges-set.v1',
    effective_on: civilDate(from),
    data: {
      account_id: accountId,
      from: civilDate(from),
      charges: amounts(charges).map(([component, weekly_pence]) => ({ component, weekly_pence })),
    },
  };
}

export function broughtIn(as_at: string, amount_pence: number, period: string): OpeningBalanceBroughtIn {
  return {
    type: 'rent.opening-balance-brought-in.v1',
    effective_on: civilDate(as_at),
    data: {
      account_id: accountId,
      kind: 'rent',
      amount_pence: pence(amount_pence),
      as_at: civilDate(as_at),
      source: 'Council rent extract',
      period,
    },
  };
}

/** The charge of a week, by default a whole one at the weekly amounts of the example. */
export function charged(week_of: string, data: Partial<WeekCharged['data']> = {}, from = week_of): WeekCharged {
  return {
    type: 'rent.week-charged.v1',
    effective_on: civilDate(from),
    data: {
      account_id: accountId,
      kind: 'rent',
      week_of: civilDate(week_of),
      days: 7,
      free: false,
      lines: data.free ? [] : lines(WEEKLY),
      period: '2026/27-01',
      ...data,
    },
  };
}

export function recharged(on: string, amount_pence: number): RechargeCharged {
  return {
    type: 'rent.recharge-charged.v1',
    effective_on: civilDate(on),
    data: {
      account_id: accountId,
      kind: 'recharge',
      amount_pence: pence(amount_pence),
      charged_for: 'lock-change',
      document_ref: 'WO 4411',
      period: '2026/27-02',
    },
  };
}

export function reversed(entry: WeekCharged, reverses: number, data: Partial<EntryReversed['data']>): EntryReversed {
  const opposite = entry.data.lines.map((l) => ({ ...l, amount_pence: pence(-l.amount_pence) }));
  return {
    type: 'rent.entry-reversed.v1',
    effective_on: entry.effective_on,
    data: {
      account_id: accountId,
      kind: 'rent',
      reverses,
      entry: 'week',
      amount_pence: pence(opposite.reduce((sum, l) => sum + l.amount_pence, 0)),
      lines: opposite,
      week_of: entry.data.week_of,
      reason: 'wrong-amount',
      period: entry.data.period,
      ...data,
    },
  };
}

export function closed(closed_on: string): AccountClosed {
  return {
    type: 'rent.account-closed.v1',
    effective_on: civilDate(closed_on),
    data: { account_id: accountId, kind: 'rent', home_id: null, closed_on: civilDate(closed_on) },
  };
}
