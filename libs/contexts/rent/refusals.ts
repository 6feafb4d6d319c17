import { type CivilDate, formatDate, formatPounds, type Pence } from '#kernel';
import { refusalWords, type RefusalWords } from '#platform/web';

/** What a person reads when something about rent or the bank is refused: what stands in the way, and the way on. */
export function rentRefusals(): void {
  accountRefusals();
  chargeRefusals();
  yearRefusals();
  bankRefusals();
}

const say = (code: string, title: string, what_to_do: string, more: Partial<RefusalWords> = {}) =>
  refusalWords(code, () => ({ title, what_to_do, ...more }));

function accountRefusals(): void {
  say('account-not-found', 'There is no such account here', 'Look for it by its reference or by the tenant’s name.', {
    href: '/rent/accounts',
  });
  say('account-already-open', 'This account is open already', 'Open it from the list of accounts.', {
    href: '/rent/accounts',
  });
  say(
    'tenancy-account-already-taken',
    'This tenancy has an account of that kind already',
    'Use that one; a tenancy has one account of each kind.',
    { field: 'kind' },
  );
  say('void-account-already-taken', 'This home has a void account already', 'Use that one until the home is let.');
  say(
    'payment-reference-already-taken',
    'Another account has that number',
    'Leave the number that was proposed, or enter one that nobody has.',
    { field: 'account_number' },
  );
  say(
    'account-number-not-seven-digits',
    'An account number has seven digits',
    'Two check digits are added by themselves.',
    {
      field: 'account_number',
    },
  );
  say('account-needs-a-tenancy', 'An account of a tenant belongs to a tenancy', 'Open it from the household’s page.');
  say('void-account-needs-a-home', 'A void account belongs to an empty home', 'Say which home it is.');
  say('void-account-has-no-tenancy', 'A void account is of an empty home', 'It cannot belong to a tenancy.');
  say('void-account-is-owed-by-nobody', 'Nobody owes on the account of an empty home', 'Choose a tenant’s account.');
  say(
    'charged-before-opened',
    'The account is charged before it opens',
    'Enter a first day that is not before it opens.',
    {
      field: 'opened_on',
    },
  );
  refusalWords<{ closed_on: CivilDate }>('account-closed', ({ closed_on }) => ({
    title: `The account is closed; the last day charged is ${formatDate(closed_on)}`,
    what_to_do: 'Nothing after that day can be charged.',
  }));
  refusalWords<{ charged_from: CivilDate }>('closed-before-charged', ({ charged_from }) => ({
    title: `The account is charged only from ${formatDate(charged_from)}`,
    what_to_do: 'Enter that day or a later one; the day before it, if the tenancy never began.',
    field: 'closed_on',
  }));
  say(
    'closed-too-long-ago',
    'That is more than a year of charges back',
    'Reverse the charges that are wrong one by one, the latest first, and close the account on a later day.',
    { field: 'closed_on' },
  );
  say(
    'opening-balance-already-brought-in',
    'The balance has been brought in already',
    'If it is wrong, reverse it first.',
  );
  say('balance-of-a-future-day', 'That day has not come yet', 'Enter the day at whose end the balance stood so.', {
    field: 'as_at',
  });
  say(
    'weeks-already-charged',
    'Weeks of that time are charged here already',
    'Enter a day before the first week charged here.',
    {
      field: 'as_at',
    },
  );
}

function chargeRefusals(): void {
  say('no-charges-given', 'No charge is entered', 'Enter at least one amount; enter 0 if nothing is to be charged.', {
    field: 'rent',
  });
  say('component-given-twice', 'A charge is given twice', 'Give each of rent, service, heating and water once.');
  say('charge-not-an-amount', 'A weekly charge is an amount of pounds and pence', 'It cannot be below nothing.');
  refusalWords<{ week_of: CivilDate }>('week-already-charged', ({ week_of }) => ({
    title: `The week of ${formatDate(week_of)} is charged already`,
    what_to_do:
      'Choose a day after it. To price it anew, reverse its charge on the account, set the charges, and charge it again.',
    field: 'from',
  }));
  refusalWords<{ week_of: CivilDate }>('no-charges-set', ({ week_of }) => ({
    title: `No charges are set for the week of ${formatDate(week_of)}`,
    what_to_do: 'Set what the account is charged, and run the week again.',
  }));
  refusalWords<{ week_of: CivilDate }>('already-charged', ({ week_of }) => ({
    title: `The week of ${formatDate(week_of)} is charged already`,
    what_to_do: 'Nothing more is to be done for it.',
  }));
  refusalWords<{ charged_from: CivilDate }>('before-account-opened', ({ charged_from }) => ({
    title: `The account is charged only from ${formatDate(charged_from)}`,
    what_to_do: 'That week is before it.',
  }));
  refusalWords<{ from: CivilDate }>('too-many-weeks-missing', ({ from }) => ({
    title: `More than two years of weeks are missing, from ${formatDate(from)}`,
    what_to_do: 'Bring in the balance that the account stood at, which says from when it is charged here.',
  }));
  refusalWords<{ week_of: CivilDate }>('week-not-begun', ({ week_of }) => ({
    title: `The week of ${formatDate(week_of)} has not begun`,
    what_to_do: 'It is charged on its Monday, by itself.',
  }));
  say('week-not-from-a-monday', 'A rent week begins on a Monday', 'Choose the Monday.');
  refusalWords<{ week_of: CivilDate }>('no-rent-year', ({ week_of }) => ({
    title: `No rent year is set for the week of ${formatDate(week_of)}`,
    what_to_do: 'Set the rent year first; without it nobody knows whether the week is free.',
    href: '/rent/years',
  }));
  say(
    'rent-ledger-kept-by-council',
    'The council keeps the rent ledger',
    'The agreement says so: rent is charged and payments are taken in by the council, not here.',
    { href: '/agreement' },
  );
  say('account-not-charged-weekly', 'This account is charged item by item', 'It has no weekly charge.');
  say(
    'account-charged-weekly',
    'Recharges do not go onto a rent account',
    'Use the household’s account for recharges or court costs.',
  );
  say('amount-not-positive', 'An amount has to be more than nothing', 'Enter pounds and pence, like 33.33.', {
    field: 'amount_pence',
  });
  say('amount-not-whole-pence', 'An amount is whole pence', 'Enter pounds and pence, like 33.33.');
  say('charged-in-the-future', 'That day has not come yet', 'Enter the day on which it was charged.', {
    field: 'charged_on',
  });
  say('already-reversed', 'This entry is reversed already', 'An entry is reversed once. Both stand on the account.');
  say('entry-not-found', 'There is no such entry on this account', 'Open the account and choose the entry there.');
  say('entry-not-reversible', 'This entry cannot be reversed', 'Only what moved money can, and not a reversal itself.');
  say('run-not-through', 'Some accounts are still to be charged', 'Run the week again: it goes on where it stopped.');
  say(
    'run-does-not-add-up',
    'The run does not add up',
    'Nothing is lost: run the week again, and tell us if it stays so.',
  );
}

function yearRefusals(): void {
  say('rent-year-not-set', 'That rent year is not set', 'Set it first.', { href: '/rent/years' });
  say(
    'rent-year-of-another-name',
    'A rent year is named after the year its first Monday is in',
    'Look at the first Monday again.',
  );
  say('rent-year-weeks-not-52-or-53', 'A rent year has 52 or 53 weeks', 'Choose one of the two.', { field: 'weeks' });
  refusalWords<{ free_week: CivilDate }>('free-week-not-a-monday', ({ free_week }) => ({
    title: `${formatDate(free_week)} is not a Monday`,
    what_to_do: 'A free week is given by the Monday it begins with.',
    field: 'free_weeks',
  }));
  refusalWords<{ free_week: CivilDate }>('free-week-outside-rent-year', ({ free_week }) => ({
    title: `The week of ${formatDate(free_week)} is not in this rent year`,
    what_to_do: 'Enter Mondays of this year’s weeks.',
    field: 'free_weeks',
  }));
  refusalWords<{ free_week: CivilDate }>('free-week-given-twice', ({ free_week }) => ({
    title: `The week of ${formatDate(free_week)} stands there twice`,
    what_to_do: 'Take one of them out.',
    field: 'free_weeks',
  }));
  say(
    'rent-week-already-taken',
    'Some of these weeks are in another rent year',
    'Years follow each other without overlap.',
    {
      field: 'starts_on',
    },
  );
}

function bankRefusals(): void {
  say('bank-account-already-registered', 'This bank account is registered already', 'Nothing more is to be done.');
  say('bank-account-not-found', 'There is no such bank account here', 'Choose one of those that are registered.', {
    href: '/bank',
  });
  say(
    'no-description-column',
    'No column is chosen for the description',
    'Choose at least one: references are found in it.',
    {
      field: 'description_1',
    },
  );
  say(
    'amount-columns-unclear',
    'It is not clear which column holds the amount',
    'Choose one column of signed amounts, or one for money in and one for money out; not both.',
    { field: 'amount' },
  );
  say('file-not-kept', 'The file is not here any more', 'Upload it again.', { href: '/bank' });
  say('statement-already-imported', 'This statement has been taken in already', 'Look for it in the list.', {
    href: '/bank',
  });
  say('bank-statement-already-taken', 'This statement has been taken in already', 'Look for it in the list.', {
    href: '/bank',
  });
  say('statement-ends-before-it-starts', 'The statement ends before it starts', 'Download it from the bank again.');
  say('statement-of-the-future', 'The statement is of days to come', 'Look at the order of day and month.');
  say('totals-not-positive', 'The statement’s totals make no sense', 'Download it from the bank again.');
  refusalWords<{ opened_on: CivilDate }>('before-bank-account-opened', ({ opened_on }) => ({
    title: `The bank account is kept here from ${formatDate(opened_on)}`,
    what_to_do: 'What was booked before that day is in its opening balance.',
  }));
  say(
    'balances-do-not-add-up',
    'The statement does not add up',
    'Opening balance and lines do not lead to the closing balance. Download it again.',
  );
  say(
    'bank-line-already-taken',
    'This line has been taken in already',
    'Look at the file again: what was taken in before is left out.',
  );
  say('line-of-no-amount', 'A line has no amount', 'Download the statement from the bank again.');
  say('booked-in-the-future', 'A line is booked on a day to come', 'Look at the order of day and month.');
  say('bank-line-not-found', 'There is no such bank line here', 'Look for it in the list.', { href: '/bank' });
  say(
    'payment-not-in-suspense',
    'This payment is not waiting any more',
    'Somebody may have placed it just now. Look at where it is.',
    { href: '/bank/suspense' },
  );
  say('no-account-chosen', 'No account is chosen', 'Enter an amount beside at least one account.');
  say('account-chosen-twice', 'An account is chosen twice', 'Enter one amount for each account.');
  refusalWords<{ amount_pence: Pence; allocated_pence: Pence }>('parts-do-not-add-up', (f) => ({
    title: `The parts come to ${formatPounds(f.allocated_pence)}, the payment is ${formatPounds(f.amount_pence)}`,
    what_to_do: 'Change the parts until they come to the payment, to the penny.',
  }));
  say('payment-not-on-account', 'That payment is not on this account', 'Open the account it is on.');
  say(
    'not-an-unexplained-outgoing',
    'This line needs no explanation',
    'It is explained already, or no money that went out.',
  );
  say(
    'payment-not-returned',
    'That payment has not been taken back',
    'Reverse it on its account first, with the bank’s reason.',
  );
  say('payment-of-another-bank-account', 'That payment came in on another bank account', 'Choose one of this account.');
  say(
    'amounts-differ',
    'The amounts differ',
    'The bank takes back what came in, to the penny. Choose another payment.',
  );
  say('returned-payment-already-taken', 'That payment is explained by another line already', 'Choose another payment.');
}
