import { type CivilDate, formatDate } from '#kernel';
import { refusalWords } from '#platform/web';
import { quarterTitle } from './words.js';

/** What a person reads when a return is not made. */
export function monitoringRefusals(): void {
  refusalWords<{ ends_on: CivilDate }>('quarter-not-over', ({ ends_on }) => ({
    title: `The quarter runs until ${formatDate(ends_on)}`,
    what_to_do: 'Its return is made by itself on the first working day after that.',
  }));
  refusalWords<{ quarter: string; version: number }>('return-already-made', ({ quarter }) => ({
    title: 'This return has been made already',
    what_to_do: 'Open it. If something came in since, make it again with a reason.',
    href: `/monitoring/returns/${quarter}`,
  }));
  refusalWords<{ next: string }>('returns-are-made-in-order', ({ next }) => ({
    title: 'Returns are made in order',
    what_to_do: `Each opens with what the one before closed with. The next is ${quarterTitle(next)}.`,
    href: '/monitoring',
  }));
  refusalWords('return-not-made', () => ({
    title: 'There is no return of this quarter yet',
    what_to_do: 'Make it first.',
    href: '/monitoring',
  }));
  refusalWords<{ later: string }>('later-return-made', ({ later }) => ({
    title: `The return of ${quarterTitle(later)} has gone on from this one`,
    what_to_do:
      'So it stays as it was sent. What came in since is counted in the next return and shown there as prior.',
    href: `/monitoring/returns/${later}`,
  }));
  refusalWords('return-successor-already-taken', () => ({
    title: 'Somebody else made a return at the same moment',
    what_to_do: 'Look at the returns as they stand now.',
    href: '/monitoring',
  }));
}
