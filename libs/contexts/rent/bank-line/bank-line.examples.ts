import { civilDate, pence } from '#kernel';
import type {
  BankLineEvent,
  MoneyPaidOut,
  PaymentHeld,
  PaymentPlaced,
  PaymentReceived,
  PaymentReversed,
} from './bank-line.events.js';
import type { NoMatch } from './matching.js';

export const lineId = '018f0000-0000-7000-8000-0000000000a9';
export const bankId = '018f0000-0000-7000-8000-0000000000e1';
export const statementId = '018f0000-0000-7000-8000-0000000000f1';
export const flatId = '018f0000-0000-7000-8000-0000000000b1';
export const garageId = '018f0000-0000-7000-8000-0000000000b2';
export const rechargeId = '018f0000-0000-7000-8000-0000000000b3';

const line = (amount_pence: number, booked_on: string, period: string) => ({
  bank_line_id: lineId,
  bank_account_id: bankId,
  statement_id: statementId,
  identity: 'ref/AB12',
  booked_on: civilDate(booked_on),
  amount_pence: pence(amount_pence),
  payer: 'sealed:payer',
  narrative: null,
  period,
});

/** Events of one bank line as specs speak of them. */
export function received(amount_pence: number, booked_on = '2026-05-18', period = '2026/27-02'): PaymentReceived {
  return {
    type: 'rent.payment-received.v1',
    effective_on: civilDate(booked_on),
    data: { ...line(amount_pence, booked_on, period), account_id: flatId, reference: '100238443' },
  };
}

export function held(amount_pence: number, reason: NoMatch, booked_on = '2026-05-18'): PaymentHeld {
  return {
    type: 'rent.payment-held.v1',
    effective_on: civilDate(booked_on),
    data: { ...line(amount_pence, booked_on, '2026/27-02'), reason },
  };
}

export function paidOut(amount_pence: number, booked_on = '2026-05-18'): MoneyPaidOut {
  return {
    type: 'rent.money-paid-out.v1',
    effective_on: civilDate(booked_on),
    data: line(amount_pence, booked_on, '2026/27-02'),
  };
}

export function placed(parts: Readonly<Record<string, number>>, booked_on = '2026-05-18'): PaymentPlaced {
  const allocations = Object.entries(parts).map(([account_id, part]) => ({ account_id, amount_pence: pence(part) }));
  return {
    type: 'rent.payment-placed.v1',
    effective_on: civilDate(booked_on),
    data: {
      bank_line_id: lineId,
      amount_pence: pence(allocations.reduce((sum, a) => sum + a.amount_pence, 0)),
      allocations,
      period: '2026/27-02',
    },
  };
}

export function takenOff(
  entry: Extract<BankLineEvent, { type: 'rent.payment-received.v1' | 'rent.payment-placed.v1' }>,
  reverses: number,
  data: Partial<PaymentReversed['data']> = {},
): PaymentReversed {
  const allocations =
    entry.type === 'rent.payment-placed.v1'
      ? entry.data.allocations
      : [{ account_id: entry.data.account_id, amount_pence: entry.data.amount_pence }];
  return {
    type: 'rent.payment-reversed.v1',
    effective_on: entry.effective_on,
    data: {
      bank_line_id: lineId,
      bank_account_id: bankId,
      reverses,
      amount_pence: entry.data.amount_pence,
      allocations,
      to: 'suspense',
      reason: 'wrong-account',
      period: entry.data.period,
      ...data,
    },
  };
}
