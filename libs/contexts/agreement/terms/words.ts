import { formatPounds, pence } from '#kernel';
import type { Edition, LedgerKeeper, OrderingRole } from '../agreement/functions.js';
import type { Responsible } from './terms.queries.js';

/** How the pages say what the agreement holds. */
export const RESPONSIBLE_WORDS: Readonly<Record<Responsible, string>> = {
  tmo: 'TMO',
  shared: 'Shared',
  council: 'Council',
  'not-delegated': 'Not delegated',
};

export const EDITION_WORDS: Readonly<Record<Edition, string>> = {
  '1994': 'Modular Management Agreement, 1994',
  '2005': 'Modular Management Agreement, 2005',
  '2013': 'Modular Management Agreement, 2013',
  bespoke: 'An agreement of its own',
  'self-financing': 'Self-financing agreement',
};

export const KEEPER_WORDS: Readonly<Record<LedgerKeeper, string>> = {
  tmo: 'The TMO keeps it',
  council: 'The council keeps it, the TMO mirrors it',
};

export const ROLE_WORDS: Readonly<Record<OrderingRole, string>> = {
  caretaker: 'Caretaker',
  officer: 'Officer',
  finance: 'Finance',
  manager: 'Manager',
  board_member: 'Board member',
};

/** A limit of nothing means that the role places no orders; a limit never set is said to be so by the page. */
export function limitWords(limit_pence: number): string {
  return limit_pence === 0 ? 'No orders' : `${formatPounds(pence(limit_pence))} an order`;
}
