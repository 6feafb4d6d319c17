import type { CivilDate } from '#kernel';
import { type NameParts, namesTwoPeople, splitName } from './names.js';
import type { RecordCells } from './record-cells.js';

export interface PersonPart extends NameParts {
  readonly dob: CivilDate | null;
  readonly phone: string | null;
  readonly email: string | null;
}

/** The same bounds as tenancies' own. */
const LONGEST = { title: 35, forename: 100, surname: 100, phone: 120, email: 254 } as const;

/** Older than anybody is. */
const OLDEST_YEARS = 110;
const TENANT_FROM_YEARS = 16;

/** The tenant a record names; undefined when something is wrong, which has then been said. */
export function readPerson(cells: RecordCells, today: CivilDate): PersonPart | undefined {
  const name = readName(cells);
  const dob = cells.date('dob');
  if (dob && dob > today) cells.fail('dob', 'born in the future', 'Correct it.');
  if (dob && dob <= today && yearsLater(dob, OLDEST_YEARS) < today) {
    cells.warn(
      'dob',
      'very-old',
      `Born more than ${OLDEST_YEARS} years ago: some systems fill in a date they do not know.`,
    );
  }
  const phone = cells.texts('phone');
  for (const number of phone) {
    if (!isPhone(number))
      cells.warn(
        'phone',
        'phone-malformed',
        `“${number}” is not a British telephone number of 10 or 11 digits. It is kept as it is.`,
      );
  }
  const email = cells.text('email');
  if (email !== '' && !/^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(email)) {
    cells.warn('email', 'email-malformed', `“${email}” is not an email address. It is kept as it is.`);
  }
  if (!name || dob === undefined) return undefined;
  const person = { ...name, dob, phone: phone.join(' / ') || null, email: email || null };
  for (const [field, most] of Object.entries(LONGEST) as [keyof typeof LONGEST, number][])
    cells.limit(cells.isMapped(field) ? field : 'full_name', person[field], most);
  return person;
}

function readName(cells: RecordCells): NameParts | undefined {
  const bySurname = cells.isMapped('surname');
  const name = bySurname
    ? {
        title: cells.text('title') || null,
        forename: cells.text('forename') || null,
        surname: cells.text('surname') || null,
      }
    : splitWithTitle(cells);
  const field = bySurname ? 'surname' : 'full_name';
  if (name.surname === null && name.forename === null)
    return cells.fail(field, 'name missing', 'Fill it in: a tenancy needs a tenant.');
  if (name.surname === null) cells.warn(field, 'surname-missing', 'There is a forename but no surname.');
  const whole = [name.forename, name.surname].filter((part) => part !== null).join(' ');
  if (namesTwoPeople(whole)) {
    cells.warn(
      field,
      'two-people-in-one-name',
      'This reads like two people. Joint tenants need a record each; as it is, they would be one person.',
    );
  }
  if ([name.forename, name.surname].some((part) => part !== null && /^[=+@]/.test(part))) {
    cells.warn(
      field,
      'looks-like-a-formula',
      'The name looks like a spreadsheet formula. It is kept as the text it is.',
    );
  }
  return name;
}

function splitWithTitle(cells: RecordCells): NameParts {
  const parts = splitName(cells.text('full_name'));
  return { ...parts, title: cells.text('title') || parts.title };
}

/** Oddities of a tenant's age when the tenancy began. */
export function warnOfAge(cells: RecordCells, dob: CivilDate, starts_on: CivilDate): void {
  if (dob > starts_on)
    cells.warn(
      'dob',
      'born-after-start',
      'Born after the tenancy began. A successor should have a tenancy of their own.',
    );
  else if (yearsLater(dob, TENANT_FROM_YEARS) > starts_on) {
    cells.warn('dob', 'tenant-under-16', `Under ${TENANT_FROM_YEARS} when the tenancy began.`);
  }
}

/** The same day so many years later; 29 February becomes a day that compares as it should. */
function yearsLater(date: CivilDate, years: number): string {
  return `${Number(date.slice(0, 4)) + years}${date.slice(4)}`;
}

function isPhone(text: string): boolean {
  const digits = text.replaceAll(/[\s().-]/g, '');
  return /^0\d{9,10}$/.test(digits) || /^(?:\+|00)\d{8,15}$/.test(digits);
}
