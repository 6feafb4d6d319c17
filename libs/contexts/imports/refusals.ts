import { type CivilDate, formatDate, type Refusal } from '#kernel';
import { refusalWords, wordsFor } from '#platform/web';

/** An import was refused because one of its commands was: the words of that refusal, and the record it came from. */
export function importRefused({
  refusal,
  record,
}: {
  readonly refusal: Refusal;
  readonly record: number | undefined;
}): Refusal {
  if (record === undefined) return refusal;
  const { title, what_to_do } = wordsFor(refusal);
  return { code: 'import-refused', facts: { record, title, what_to_do, refusal } };
}

/** What a person reads when an import is refused. */
export function importsRefusals(): void {
  refusalWords<{ record: number; title: string; what_to_do: string }>(
    'import-refused',
    ({ record, title, what_to_do }) => ({
      title: `Nothing went in, because of record ${record}: ${title}`,
      what_to_do: `${what_to_do} Then look the file over again; what you ticked is kept.`,
    }),
  );
  refusalWords<{ batch_id: string; status: string; received_on: CivilDate }>(
    'extract-uploaded-before',
    ({ batch_id, status, received_on }) => ({
      title: 'This very file was uploaded before',
      what_to_do: `It was uploaded on ${formatDate(received_on)} and ${status === 'applied' ? 'is in the records' : 'waits to be put in'}.`,
      href: `/imports/${batch_id}`,
    }),
  );
  refusalWords('no-such-extract', () => ({
    title: 'There is no such file',
    what_to_do: 'Choose it from the list of imports, or upload it again.',
    href: '/imports',
  }));
  refusalWords('extract-already-received', () => ({
    title: 'This file is here already',
    what_to_do: 'Choose it from the list of imports.',
    href: '/imports',
  }));
  refusalWords<{ batch_id: string }>('extract-applied', ({ batch_id }) => ({
    title: 'This extract is in the records already',
    what_to_do: 'What is wrong about it is put right on the pages of its homes and tenancies.',
    href: `/imports/${batch_id}`,
  }));
  refusalWords('extract-discarded', () => ({
    title: 'This file was thrown away',
    what_to_do: 'Upload it again if it is wanted after all.',
    href: '/imports/new',
  }));
  refusalWords<{ batch_id: string }>('columns-not-mapped', ({ batch_id }) => ({
    title: 'Nobody has said which column is what',
    what_to_do: 'Choose the columns first.',
    href: `/imports/${batch_id}/columns`,
  }));
  refusalWords<{ as_at: CivilDate }>('extract-of-a-future-day', ({ as_at }) => ({
    title: `${formatDate(as_at)} has not come yet`,
    what_to_do: 'Enter the last day that the balances hold.',
    field: 'as_at',
  }));
  refusalWords<{ earliest: CivilDate }>('extract-too-old', ({ earliest }) => ({
    title: 'These balances would be more than a rent year old',
    what_to_do: `Every week since would be charged at once. Enter a day from ${formatDate(earliest)} on, or ask the council for a newer extract.`,
    field: 'as_at',
  }));
}
