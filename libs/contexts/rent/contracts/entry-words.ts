import { formatDate, formatPounds } from '#kernel';
import type { NoMatch } from '../bank-line/matching.js';
import type { AccountKind } from './components.js';
import type { RentEvent } from './events.js';

export const KIND_WORDS: Readonly<Record<AccountKind, string>> = {
  rent: 'Rent',
  garage: 'Garage',
  recharge: 'Recharges',
  'court-costs': 'Court costs',
  void: 'Empty home',
};

export const HELD_WORDS: Readonly<Record<NoMatch, string>> = {
  'no-reference': 'No valid reference on it',
  'unknown-reference': 'The reference is nobody’s here',
  'several-accounts': 'It names several accounts',
  'account-closed': 'The account is closed and does not owe that much',
  'void-account': 'The reference is that of an empty home',
};

/** What happened, in an officer's words and without names: a line of an account, a timeline, "how do we know". */
export function entryWords(event: Pick<RentEvent, 'type' | 'data'>): string {
  const e = event as RentEvent;
  switch (e.type) {
    case 'rent.account-opened.v1':
      return `${KIND_WORDS[e.data.kind]} account ${e.data.reference} opened`;
    case 'rent.charges-set.v1':
      return `Charges set from ${formatDate(e.data.from)}: ${e.data.charges.map((c) => `${c.component} ${formatPounds(c.weekly_pence)}`).join(', ')} a week`;
    case 'rent.opening-balance-brought-in.v1':
      return `Balance at the end of ${formatDate(e.data.as_at)} brought in: ${e.data.source}`;
    case 'rent.week-charged.v1':
      return weekWords(e.data);
    case 'rent.recharge-charged.v1':
      return `Charged for ${plain(e.data.charged_for)}, ${e.data.document_ref}`;
    case 'rent.entry-reversed.v1':
      return `Reversed, ${plain(e.data.reason)}: ${REVERSED[e.data.entry]}${e.data.week_of ? ` of the week of ${formatDate(e.data.week_of)}` : ''}`;
    case 'rent.account-closed.v1':
      return `Account closed, last day charged ${formatDate(e.data.closed_on)}`;
    case 'rent.payment-received.v1':
      return `Payment with reference ${e.data.reference}`;
    case 'rent.payment-held.v1':
      return `Payment waiting in suspense: ${HELD_WORDS[e.data.reason].toLowerCase()}`;
    case 'rent.payment-placed.v1':
      return e.data.allocations.length > 1 ? 'Part of a payment placed from suspense' : 'Payment placed from suspense';
    case 'rent.payment-reversed.v1':
      return e.data.to === 'bank'
        ? `Payment taken back by the bank: ${plain(e.data.reason)}`
        : `Payment taken off, ${plain(e.data.reason)}, and back in suspense`;
    case 'rent.money-paid-out.v1':
      return 'Money paid out of the bank';
    case 'rent.outgoing-explained.v1':
      return 'Money out explained: the bank took a payment back';
    case 'rent.rent-year-set.v1':
      return `Rent year from ${formatDate(e.data.starts_on)} set, ${e.data.weeks} weeks`;
    case 'rent.free-weeks-changed.v1':
      return `Free weeks of ${e.data.year} changed`;
    case 'rent.run-completed.v1':
      return `Rent run of the week of ${formatDate(e.data.week_of)}: ${e.data.charged} charged, ${e.data.refused.length} not`;
    case 'rent.bank-account-registered.v1':
      return `Bank account ${e.data.name} registered`;
    case 'rent.bank-columns-mapped.v1':
      return 'Columns of the bank’s CSV named';
    case 'rent.statement-imported.v1':
      return `Bank statement of ${formatDate(e.data.from)} to ${formatDate(e.data.to)} taken in`;
  }
}

const REVERSED = { week: 'the charge', recharge: 'the recharge', 'opening-balance': 'the balance brought in' } as const;

const plain = (code: string) => code.replaceAll('-', ' ');

function weekWords({
  kind,
  week_of,
  days,
  free,
}: Extract<RentEvent, { type: 'rent.week-charged.v1' }>['data']): string {
  if (free) return `Free week of ${formatDate(week_of)}`;
  const part = days < 7 ? `, ${days} ${days === 1 ? 'day' : 'days'} of it` : '';
  return `${KIND_WORDS[kind]} for the week of ${formatDate(week_of)}${part}`;
}
