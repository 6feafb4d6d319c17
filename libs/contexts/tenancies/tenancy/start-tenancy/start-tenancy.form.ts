import type { CivilDate } from '#kernel';
import { Choice, Text, UkDate } from '#platform/web';
import { type Tenure, TENURE_KEYS } from '../tenures.js';

/** A tenancy that is begun on a page has a tenure; only one that was over before it came here may be without. */
export const STARTABLE = TENURE_KEYS.filter((tenure) => tenure !== 'not-recorded');

/** The tenancy and up to two people new to these records; people already on record are chosen beside the form. */
export class StartTenancyForm {
  @Text('Enter the tenancy reference', { max: 40 })
  tenancy_ref: string;

  @Choice(STARTABLE, 'Choose the tenure')
  tenure: Tenure;

  @UkDate('Enter the first day of the tenancy, like 23/11/2026')
  starts_on: CivilDate;

  @Text('Enter the title in at most 35 characters', { max: 35, optional: true })
  title_1?: string;
  @Text('Enter the forename in at most 100 characters', { max: 100, optional: true })
  forename_1?: string;
  @Text('Enter the surname in at most 100 characters', { max: 100, optional: true })
  surname_1?: string;
  @UkDate('Enter the date of birth, like 18/10/1940', { optional: true })
  dob_1?: CivilDate;
  @Text('Enter the telephone number in at most 40 characters', { max: 40, optional: true })
  phone_1?: string;
  @Text('Enter the e-mail address in at most 254 characters', { max: 254, optional: true })
  email_1?: string;

  @Text('Enter the title in at most 35 characters', { max: 35, optional: true })
  title_2?: string;
  @Text('Enter the forename in at most 100 characters', { max: 100, optional: true })
  forename_2?: string;
  @Text('Enter the surname in at most 100 characters', { max: 100, optional: true })
  surname_2?: string;
  @UkDate('Enter the date of birth, like 18/10/1940', { optional: true })
  dob_2?: CivilDate;
  @Text('Enter the telephone number in at most 40 characters', { max: 40, optional: true })
  phone_2?: string;
  @Text('Enter the e-mail address in at most 254 characters', { max: 254, optional: true })
  email_2?: string;
}

/** What was typed of a new person; undefined where that part of the form was left empty. */
export function newPerson(typed: StartTenancyForm, n: 1 | 2): Record<string, string> | undefined {
  const fields = {
    title: typed[`title_${n}`],
    forename: typed[`forename_${n}`],
    surname: typed[`surname_${n}`],
    dob: typed[`dob_${n}`],
    phone: typed[`phone_${n}`],
    email: typed[`email_${n}`],
  };
  const given = Object.entries(fields).filter((entry): entry is [string, string] => entry[1] !== undefined);
  return given.length === 0 ? undefined : Object.fromEntries(given);
}
