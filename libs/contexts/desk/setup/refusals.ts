import { type CivilDate, formatDate } from '#kernel';
import { refusalWords } from '#platform/web';

/** What a person reads when the rent year or the bank account is refused. */
export function setupRefusals(): void {
  refusalWords<{ starts_on: CivilDate }>('rent-year-not-from-a-monday', ({ starts_on }) => ({
    title: `${formatDate(starts_on)} is not a Monday`,
    what_to_do: 'Rent weeks run from Monday to Sunday. Enter the Monday on which the rent year begins.',
    field: 'starts_on',
  }));
  refusalWords('rent-years-overlap', () => ({
    title: 'Those weeks belong to a rent year that is set already',
    what_to_do: 'Enter the Monday after that year’s last week, or leave it: a year is set once.',
    field: 'starts_on',
  }));
  refusalWords<{ from: CivilDate; to: CivilDate }>('gap-between-rent-years', ({ from, to }) => ({
    title: `The weeks from ${formatDate(from)} to ${formatDate(to)} would belong to no rent year`,
    what_to_do: 'Rent years follow each other without a gap. Look again at the first Monday and the number of weeks.',
    field: 'starts_on',
  }));
  refusalWords('rent-year-already-set', () => ({
    title: 'That rent year is set already',
    what_to_do: 'Its free weeks can still be changed until they are charged.',
    href: '/rent/years',
  }));
  refusalWords('rent-year-has-no-charged-week', () => ({
    title: 'Every week of the year is ticked',
    what_to_do: 'Tick only the weeks in which no rent is charged.',
    field: 'free_weeks',
  }));
  refusalWords<{ week_of: CivilDate; last_run: CivilDate }>('week-already-run', ({ week_of, last_run }) => ({
    title: `The week of ${formatDate(week_of)} has been charged already`,
    what_to_do: `Rent is charged up to the week of ${formatDate(last_run)}. Only later weeks can be made free or charged.`,
    field: 'free_weeks',
  }));
  refusalWords('bank-account-not-identified', () => ({
    title: 'Say which account it is',
    what_to_do: 'Enter the sort code and the account number, or the IBAN.',
    field: 'sort_code',
  }));
  refusalWords('sort-code-or-account-not-valid', () => ({
    title: 'That is not a sort code with an account number',
    what_to_do: 'The sort code has six figures and the account number eight. Both stand on the statement.',
    field: 'sort_code',
  }));
  refusalWords('iban-not-valid', () => ({
    title: 'That IBAN has a mistake in it',
    what_to_do: 'Its check figures do not fit. Copy it from the statement again.',
    field: 'iban',
  }));
  refusalWords('iban-of-another-account', () => ({
    title: 'The IBAN is of another account than the sort code and number',
    what_to_do: 'One of them is mistyped. Enter only one of the two, or put right the wrong one.',
    field: 'iban',
  }));
  refusalWords('bank-account-already-taken', () => ({
    title: 'That account is registered already',
    what_to_do: 'It stands in the list of accounts. If this is another one, look again at its number.',
    field: 'sort_code',
  }));
}
