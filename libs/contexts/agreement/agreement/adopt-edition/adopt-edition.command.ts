import { IsIn } from 'class-validator';
import { defineCommand } from '#platform/event-store';
import { AGREEMENT_STREAM_ID, agreementDecider } from '../agreement.js';
import { DatedDto } from '../dated.dto.js';
import { EDITIONS, type Edition } from '../functions.js';
import { type AdoptEdition, decideAdoptEdition } from './adopt-edition.js';

export class AdoptEditionDto extends DatedDto implements AdoptEdition {
  @IsIn(EDITIONS)
  edition: Edition;
}

export const adoptEdition = defineCommand({
  type: 'agreement.adopt-edition',
  permission: 'agreement.edit',
  decider: agreementDecider,
  payload: AdoptEditionDto,
  streamId: () => AGREEMENT_STREAM_ID,
  decide: decideAdoptEdition,
});
