import { IsIn } from 'class-validator';
import { defineCommand, IsId } from '#platform/event-store';
import { PERSON_CORRECTION_REASONS, PERSON_FIELDS, type PersonCorrectionReason } from '../person.events.js';
import { PersonFieldsDto } from '../person-fields.dto.js';
import { personDecider, personSubject } from '../person.js';
import { type CorrectPerson, decideCorrectPerson } from './correct-person.js';

export class CorrectPersonDto extends PersonFieldsDto implements CorrectPerson {
  @IsId()
  person_id: string;

  @IsIn(PERSON_CORRECTION_REASONS)
  reason: PersonCorrectionReason;
}

export const correctPerson = defineCommand({
  type: 'tenancies.correct-person',
  permission: 'persons.edit',
  decider: personDecider,
  payload: CorrectPersonDto,
  streamId: (c) => c.person_id,
  decide: decideCorrectPerson,
  household: ({ person_id }) => ({ person_id }),
  sealed: { subject: (c) => personSubject(c.person_id), fields: PERSON_FIELDS },
});
