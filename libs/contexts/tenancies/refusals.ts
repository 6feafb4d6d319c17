import { type CivilDate, formatDate } from '#kernel';
import { refusalWords } from '#platform/web';

/** What a person reads when something about a tenancy or a person is refused. */
export function tenanciesRefusals(): void {
  startingAndEnding();
  alerts();
  people();
}

function startingAndEnding(): void {
  refusalWords('live-tenancy-already-taken', () => ({
    title: 'Somebody holds this home already',
    what_to_do: 'End their tenancy first; it may end on a day that lies ahead.',
  }));
  refusalWords<{ let_until: CivilDate }>('home-still-let', ({ let_until }) => ({
    title: `The home is let until ${formatDate(let_until)}`,
    what_to_do: 'Enter a first day after that.',
    field: 'starts_on',
  }));
  refusalWords<{ tenancy_ref: string }>('tenancy-ref-already-taken', ({ tenancy_ref }) => ({
    title: `Another tenancy has the reference ${tenancy_ref}`,
    what_to_do: 'References are given once, and stay with their tenancy after it has ended. Enter a new one.',
    field: 'tenancy_ref',
  }));
  refusalWords('tenancy-ref-missing', () => ({
    title: 'A tenancy needs a reference',
    what_to_do: 'Enter the council’s number for it, or one of your own.',
    field: 'tenancy_ref',
  }));
  refusalWords('tenant-missing', () => ({
    title: 'A tenancy needs somebody who holds it',
    what_to_do: 'Find somebody on record above, or enter somebody new.',
    field: 'surname_1',
  }));
  refusalWords('tenant-named-twice', () => ({
    title: 'The same person is named twice',
    what_to_do: 'Leave out one of the two.',
  }));
  refusalWords<{ most: number }>('too-many-tenants', ({ most }) => ({
    title: `A tenancy has at most ${most} tenants`,
    what_to_do: 'Leave out whoever lives there without holding the tenancy.',
  }));
  refusalWords('tenure-missing', () => ({
    title: 'A live tenancy needs its tenure',
    what_to_do: 'Choose it from the list. The tenancy agreement says which it is.',
    field: 'tenure',
  }));
  refusalWords<{ latest: CivilDate }>('starts-too-far-ahead', ({ latest }) => ({
    title: 'That first day is too far ahead',
    what_to_do: `Check the year. The latest day for now is ${formatDate(latest)}.`,
    field: 'starts_on',
  }));
  refusalWords<{ latest: CivilDate }>('ends-too-far-ahead', ({ latest }) => ({
    title: 'That last day is too far ahead',
    what_to_do: `Check the year. The latest day for now is ${formatDate(latest)}.`,
    field: 'ends_on',
  }));
  refusalWords<{ starts_on: CivilDate }>('ends-before-it-starts', ({ starts_on }) => ({
    title: 'A tenancy does not end before it begins',
    what_to_do: `This one began on ${formatDate(starts_on)}. Enter that day or a later one.`,
    field: 'ends_on',
  }));
  refusalWords<{ today: CivilDate }>('not-a-former-tenancy', ({ today }) => ({
    title: `This tenancy is not over on ${formatDate(today)}`,
    what_to_do: 'Start it as a live tenancy, and end it on its last day.',
    field: 'ends_on',
  }));
  refusalWords<{ ends_on: CivilDate }>('tenancy-already-ended', ({ ends_on }) => ({
    title: `This tenancy has an end already: ${formatDate(ends_on)}`,
    what_to_do: 'Nothing was changed.',
  }));
  refusalWords('tenancy-already-started', () => ({
    title: 'This tenancy has begun already',
    what_to_do: 'Search for it in the box above.',
  }));
  refusalWords('no-such-tenancy', () => ({
    title: 'That tenancy is not one of this estate’s',
    what_to_do: 'Search for it in the box above.',
  }));
}

function alerts(): void {
  refusalWords('alert-already-over', () => ({
    title: 'That day is past',
    what_to_do: 'Enter the last day on which the alert should hold.',
    field: 'expires_on',
  }));
  refusalWords<{ latest: CivilDate }>('alert-runs-too-long', ({ latest }) => ({
    title: 'An alert is looked at again within the year',
    what_to_do: `Enter ${formatDate(latest)} or earlier; put it on again then if it still holds.`,
    field: 'expires_on',
  }));
  refusalWords('alert-already-added', () => ({
    title: 'This alert is on the household already',
    what_to_do: 'Nothing was changed.',
  }));
  refusalWords('no-such-alert', () => ({
    title: 'That alert is off already',
    what_to_do: 'Nothing was changed.',
  }));
}

function people(): void {
  refusalWords('name-missing', () => ({
    title: 'A person needs a forename or a surname',
    what_to_do: 'Enter at least one of the two; without it nobody could find them again.',
  }));
  refusalWords('person-already-recorded', () => ({
    title: 'This person is on record already',
    what_to_do: 'Search for them in the box above.',
  }));
  refusalWords('no-such-person', () => ({
    title: 'That person is not on this estate’s records',
    what_to_do: 'Search for them in the box above, or enter them as somebody new.',
  }));
}
