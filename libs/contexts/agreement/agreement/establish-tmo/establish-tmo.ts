import { accept, refuse, type CivilDate, type Decision } from '#kernel';
import type { AgreementState } from '../agreement.js';
import type { TmoEstablished } from '../agreement.events.js';

export interface EstablishTmo {
  readonly name: string;
  readonly council_name: string;
  /** The day the TMO took over the management of the estate. */
  readonly from: CivilDate;
}

export function decideEstablishTmo(c: EstablishTmo, state: AgreementState): Decision<TmoEstablished> {
  if (state.status === 'established') return refuse('tmo-already-established');
  return accept({
    type: 'agreement.tmo-established.v1',
    data: { name: c.name, council_name: c.council_name },
    effective_on: c.from,
  });
}
