import type { CivilDate } from '#kernel';
import { UkDate } from '#platform/web';

/** What every form of a dated term asks. */
export class DatedForm {
  @UkDate('Enter the day from which it holds, like 6/4/2026')
  from: CivilDate;

  @UkDate('Open the entry to be corrected again', { optional: true })
  replaces_from?: CivilDate;
}

/** The dates of a form as a command takes them: a new entry names none that it corrects. */
export function datesOf({ from, replaces_from }: DatedForm): { from: CivilDate; replaces_from?: CivilDate } {
  return replaces_from === undefined ? { from } : { from, replaces_from };
}
