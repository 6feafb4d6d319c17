import { refusal, refuse, type CivilDate, type Decision, type Refusal } from '#kernel';
import type { AgreementState } from '../agreement.js';
import type { RentLedgerKeeperSet } from '../agreement.events.js';
import { decideEntry, type DatedEntries } from '../dated-entries.js';
import type { LedgerKeeper } from '../functions.js';

export interface SetRentLedgerKeeper {
  readonly keeper: LedgerKeeper;
  readonly from: CivilDate;
  /** The date of the switch that this one corrects; left out for a new one. */
  readonly replaces_from?: CivilDate;
}

/**
 * Weeks are charged by whoever keeps the ledger, so a switch never slips in behind a later one: a new switch comes
 * after the last, and only the last can be corrected, to a date after the one before it.
 */
export function decideSetRentLedgerKeeper(
  c: SetRentLedgerKeeper,
  state: AgreementState,
): Decision<RentLedgerKeeperSet> {
  if (state.status === 'none') return refuse('tmo-not-established');
  const { keeper, from, replaces_from = null } = c;
  const refused = outOfOrder(state.rent_ledger_keeper, from, replaces_from);
  if (refused) return refuse(refused.code, refused.facts);
  return decideEntry(state.rent_ledger_keeper, { from, value: keeper }, replaces_from, {
    type: 'agreement.rent-ledger-keeper-set.v1',
    data: { keeper, from, replaces_from },
    effective_on: from,
  });
}

function outOfOrder(
  entries: DatedEntries<LedgerKeeper>,
  from: CivilDate,
  replaces_from: CivilDate | null,
): Refusal | undefined {
  const last = entries.at(-1);
  if (replaces_from !== null && last && replaces_from !== last.from) {
    return refusal('only-last-switch-can-be-corrected', { last_from: last.from });
  }
  const before = replaces_from === null ? last : entries.at(-2);
  return before && from <= before.from ? refusal('ledger-switch-out-of-order', { after: before.from }) : undefined;
}
