import type { CivilDate } from '#kernel';
import { defineCommand, IsCivilDate, IsLine } from '#platform/event-store';
import { AGREEMENT_STREAM_ID, agreementDecider } from '../agreement.js';
import { decideEstablishTmo, type EstablishTmo } from './establish-tmo.js';

export class EstablishTmoDto implements EstablishTmo {
  @IsLine()
  name: string;

  @IsLine()
  council_name: string;

  @IsCivilDate()
  from: CivilDate;
}

export const establishTmo = defineCommand({
  type: 'agreement.establish-tmo',
  permission: 'agreement.edit',
  decider: agreementDecider,
  payload: EstablishTmoDto,
  streamId: () => AGREEMENT_STREAM_ID,
  decide: decideEstablishTmo,
});
