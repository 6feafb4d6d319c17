import type { CivilDate } from '#kernel';
import { Text, UkDate } from '#platform/web';

/** A person's details as somebody types them; an empty field is not known. */
export class PersonForm {
  @Text('Enter the title in at most 35 characters', { max: 35, optional: true })
  title?: string;

  @Text('Enter the forename in at most 100 characters', { max: 100, optional: true })
  forename?: string;

  @Text('Enter the surname in at most 100 characters', { max: 100, optional: true })
  surname?: string;

  @UkDate('Enter the date of birth, like 18/10/1940', { optional: true })
  dob?: CivilDate;

  @Text('Enter the telephone number in at most 40 characters', { max: 40, optional: true })
  phone?: string;

  @Text('Enter the e-mail address in at most 254 characters', { max: 254, optional: true })
  email?: string;
}
