import { defineCommand, IsId } from '#platform/event-store';
import { PERSON_FIELDS } from '../person.events.js';
import { PersonFieldsDto } from '../person-fields.dto.js';
import { personDecider, personSubject } from '../person.js';
import { decideRecordPerson, type RecordPerson } from './record-person.js';

export class RecordPersonDto extends PersonFieldsDto implements RecordPerson {
  @IsId()
  person_id: string;
}

export const recordPerson = defineCommand({
  type: 'tenancies.record-person',
  permission: 'persons.edit',
  decider: personDecider,
  payload: RecordPersonDto,
  streamId: (c) => c.person_id,
  decide: decideRecordPerson,
  sealed: { subject: (c) => personSubject(c.person_id), fields: PERSON_FIELDS },
});
