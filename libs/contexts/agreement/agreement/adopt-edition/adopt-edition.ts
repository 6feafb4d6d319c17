import { refuse, type CivilDate, type Decision } from '#kernel';
import type { AgreementState } from '../agreement.js';
import type { EditionAdopted } from '../agreement.events.js';
import { decideEntry } from '../dated-entries.js';
import type { Edition } from '../functions.js';

export interface AdoptEdition {
  readonly edition: Edition;
  readonly from: CivilDate;
  /** The date of the entry that this one corrects; left out for a new edition. */
  readonly replaces_from?: CivilDate;
}

export function decideAdoptEdition(c: AdoptEdition, state: AgreementState): Decision<EditionAdopted> {
  if (state.status === 'none') return refuse('tmo-not-established');
  const { edition, from, replaces_from = null } = c;
  return decideEntry(state.edition, { from, value: edition }, replaces_from, {
    type: 'agreement.edition-adopted.v1',
    data: { edition, from, replaces_from },
    effective_on: from,
  });
}
