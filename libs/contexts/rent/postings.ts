import { pence } from '#kernel';
import { definePostings, type Posting } from '#platform/event-store';
import type { BankAccountRegistered } from './bank-account/bank-account.events.js';
import type {
  Allocation,
  MoneyPaidOut,
  OutgoingExplained,
  PaymentHeld,
  PaymentPlaced,
  PaymentReceived,
  PaymentReversed,
} from './bank-line/bank-line.events.js';
import type { AccountKind, Component } from './contracts/components.js';
import {
  BROUGHT_IN,
  bankLedger,
  debtor,
  dueToCouncil,
  OUTGOING,
  SUSPENSE,
  voidLoss,
} from './contracts/ledger-accounts.js';
import type {
  ChargeLine,
  EntryReversed,
  OpeningBalanceBroughtIn,
  RechargeCharged,
  WeekCharged,
} from './rent-account/rent-account.events.js';

/** Rent is the council's money in the TMO's hands. */
const FUND = 'agency';

const leg = (account: string, amount_pence: number, period: string): Posting => ({
  account,
  fund: FUND,
  period,
  amount_pence: pence(amount_pence),
});

/** Who bears a charge: the tenant, or nobody while the home is empty. */
const borneBy = (kind: AccountKind, account_id: string) =>
  kind === 'void' ? voidLoss(account_id) : debtor(account_id);

function charge(kind: AccountKind, account_id: string, lines: readonly ChargeLine[], period: string): Posting[] {
  const total = lines.reduce((sum, l) => sum + l.amount_pence, 0);
  return [
    leg(borneBy(kind, account_id), total, period),
    ...lines.map(({ component, amount_pence }) => leg(dueToCouncil(kind, component), -amount_pence, period)),
  ];
}

const oneLine = (amount_pence: number): ChargeLine[] => [
  { component: 'rent' satisfies Component, amount_pence: pence(amount_pence) },
];

function broughtIn(account_id: string, amount_pence: number, period: string): Posting[] {
  return [leg(debtor(account_id), amount_pence, period), leg(BROUGHT_IN, -amount_pence, period)];
}

function reversal({ entry, kind, account_id, lines, amount_pence, period }: EntryReversed['data']): Posting[] {
  switch (entry) {
    case 'week':
      return charge(kind, account_id, lines, period);
    case 'recharge':
      return charge(kind, account_id, oneLine(amount_pence), period);
    case 'opening-balance':
      return broughtIn(account_id, amount_pence, period);
  }
}

const credits = (allocations: readonly Allocation[], period: string) =>
  allocations.map(({ account_id, amount_pence }) => leg(debtor(account_id), -amount_pence, period));

/** How each event of this context moves money; every one sums to zero. Table of rent-and-money.md 5.1, for agency money. */
export const rentPostings = [
  definePostings<OpeningBalanceBroughtIn>('rent.opening-balance-brought-in.v1', ({ data }) =>
    broughtIn(data.account_id, data.amount_pence, data.period),
  ),
  definePostings<WeekCharged>('rent.week-charged.v1', ({ data }) =>
    data.lines.length === 0 ? [] : charge(data.kind, data.account_id, data.lines, data.period),
  ),
  definePostings<RechargeCharged>('rent.recharge-charged.v1', ({ data }) =>
    charge(data.kind, data.account_id, oneLine(data.amount_pence), data.period),
  ),
  definePostings<EntryReversed>('rent.entry-reversed.v1', ({ data }) => reversal(data)),

  definePostings<BankAccountRegistered>('rent.bank-account-registered.v1', ({ data }) => [
    leg(bankLedger(data.bank_account_id), data.opening_balance_pence, data.period),
    leg(BROUGHT_IN, -data.opening_balance_pence, data.period),
  ]),
  definePostings<PaymentReceived>('rent.payment-received.v1', ({ data }) => [
    leg(bankLedger(data.bank_account_id), data.amount_pence, data.period),
    leg(debtor(data.account_id), -data.amount_pence, data.period),
  ]),
  definePostings<PaymentHeld>('rent.payment-held.v1', ({ data }) => [
    leg(bankLedger(data.bank_account_id), data.amount_pence, data.period),
    leg(SUSPENSE, -data.amount_pence, data.period),
  ]),
  definePostings<MoneyPaidOut>('rent.money-paid-out.v1', ({ data }) => [
    leg(OUTGOING, data.amount_pence, data.period),
    leg(bankLedger(data.bank_account_id), -data.amount_pence, data.period),
  ]),
  definePostings<PaymentPlaced>('rent.payment-placed.v1', ({ data }) => [
    leg(SUSPENSE, data.amount_pence, data.period),
    ...credits(data.allocations, data.period),
  ]),
  definePostings<PaymentReversed>('rent.payment-reversed.v1', ({ data }) => [
    ...data.allocations.map(({ account_id, amount_pence }) => leg(debtor(account_id), amount_pence, data.period)),
    leg(data.to === 'bank' ? bankLedger(data.bank_account_id) : SUSPENSE, -data.amount_pence, data.period),
  ]),
  definePostings<OutgoingExplained>('rent.outgoing-explained.v1', ({ data }) => [
    leg(bankLedger(data.bank_account_id), data.amount_pence, data.period),
    leg(OUTGOING, -data.amount_pence, data.period),
  ]),
];
