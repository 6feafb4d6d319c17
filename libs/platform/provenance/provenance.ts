import { Inject, Injectable } from '@nestjs/common';
import { type CivilDate, formatDate } from '#kernel';
import type { Tx } from '#platform/database';
import type { Source } from '#platform/event-store';
import { KeptFiles } from '#platform/privacy';

/** An event's metadata, as far as it says who and from where. */
export interface Told {
  /** A user's id or "system:<name>". */
  readonly actor: string;
  readonly source?: Source | undefined;
}

/** "Amina Ali" and "record 812 of stock.csv". */
export interface Provenance {
  readonly who: string;
  readonly source: string;
}

/** Says in words who recorded something and where it came from: the part of "how do we know" that every page shares. */
@Injectable()
export class Provenances {
  constructor(@Inject(KeptFiles) private readonly files: KeptFiles) {}

  /** One answer for each, in order, in two statements however many there are. */
  async of(tx: Tx, tmo_id: number, told: readonly Told[]): Promise<readonly Provenance[]> {
    const people = [...new Set(told.map((t) => t.actor).filter((actor) => !actor.startsWith('system:')))];
    const subjects = [...new Set(told.flatMap((t) => (t.source?.kind === 'file' ? [t.source.subject] : [])))];
    const [users, names] = await Promise.all([
      people.length === 0
        ? []
        : tx.query<{ user_id: string; name: string }>(
            'select user_id, name from app_user where user_id = any($1::uuid[])',
            [people],
          ),
      subjects.length === 0 ? new Map<string, string>() : this.files.names(tx, tmo_id, subjects),
    ]);
    const userNames = new Map(users.map((u) => [u.user_id, u.name]));
    return told.map(({ actor, source }) => ({
      who: actor.startsWith('system:')
        ? `Courtyard (${actor.slice('system:'.length).replaceAll('-', ' ')})`
        : (userNames.get(actor) ?? 'A former user'),
      source: sourceWords(source, names),
    }));
  }
}

function sourceWords(source: Source | undefined, files: ReadonlyMap<string, string>): string {
  switch (source?.kind) {
    case undefined:
      return '';
    case 'page':
      return 'typed on a page';
    case 'api':
      return 'sent by a program';
    case 'cli':
      return 'the command line';
    case 'job':
      return source.due_on ? `due ${formatDate(source.due_on as CivilDate)}` : source.name;
    case 'file': {
      const name = files.get(source.subject) ?? `a file that is no longer kept (${source.sha256.slice(0, 12)})`;
      return source.record === undefined ? name : `record ${source.record} of ${name}`;
    }
    case 'event':
      return `because of position ${source.position}`;
  }
}
