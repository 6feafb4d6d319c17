import { type CivilDate, formatDate } from '#kernel';
import { refusalWords } from '#platform/web';

/** What a person reads when an entry in the agreement is refused. */
export function agreementRefusals(): void {
  refusalWords('tmo-already-established', () => ({
    title: 'The TMO and its council are recorded already',
    what_to_do: 'Open the agreement to see them.',
    href: '/agreement',
  }));
  refusalWords('tmo-not-established', () => ({
    title: 'Nothing can be agreed before the TMO and its council are recorded',
    what_to_do: 'Record them first; what you typed here has to be entered again after that.',
    href: '/agreement/establish',
  }));
  refusalWords<{ from: CivilDate }>('already-set-from-that-date', ({ from }) => ({
    title: `There is an entry from ${formatDate(from)} already`,
    what_to_do: 'If it is wrong, choose “Correct this” beside it. If something new holds, enter the day it begins.',
    field: 'from',
  }));
  refusalWords('nothing-to-correct', () => ({
    title: 'The entry you were correcting has been corrected already',
    what_to_do: 'Look at the entries as they stand now, and correct that one if it is still wrong.',
  }));
  refusalWords('order-limit-negative', () => ({
    title: 'A limit is not below nothing',
    what_to_do: 'Enter 0 where the role places no orders.',
    field: 'limit_pence',
  }));
  refusalWords<{ after: CivilDate }>('ledger-switch-out-of-order', ({ after }) => ({
    title: `The rent ledger passes on after ${formatDate(after)}`,
    what_to_do: 'Weeks before that are charged already. Enter a later day, or correct the last entry if it is wrong.',
    field: 'from',
  }));
  refusalWords<{ last_from: CivilDate }>('only-last-switch-can-be-corrected', ({ last_from }) => ({
    title: 'Only the last entry can be corrected',
    what_to_do: `The rent ledger has passed on since, on ${formatDate(last_from)}.`,
  }));
}
