import { type CivilDate, newUuid } from '#kernel';
import type { Tx } from '#platform/database';
import { actorName } from '#platform/event-store';
import { actorMay, type TmoContext } from '#platform/identity';

/** How much of a name the reader may see. Erased is erased for everybody. */
export type Showing = 'full' | 'initials' | 'withheld' | 'erased';

/** A person as this reader may see them. */
export interface ShownPerson {
  readonly person_id: string;
  /** 'Mx Nadia Kowalska', 'N. K.', 'Withheld' or 'Erased': always something that can be printed. */
  readonly name: string;
  /** 'Kowalska, Nadia' where the full name may be seen, else the same as `name`. For lists by surname. */
  readonly listed_name: string;
  readonly showing: Showing;
  /** Only when asked for, and only where the full name may be seen. */
  readonly contact?: Contact;
}

/** Each null where it is not known. */
export interface Contact {
  readonly title: string | null;
  readonly forename: string | null;
  readonly surname: string | null;
  readonly dob: CivilDate | null;
  readonly phone: string | null;
  readonly email: string | null;
}

interface Row extends Contact {
  readonly person_id: string;
}

/**
 * The one way in which names leave this context: masked by the reader's role, and the reading recorded, one row for
 * each call. So ask once for all the people of a page.
 *
 * Who may read names (`persons.read-names`) sees them whole; who may see tenancies, such as an auditor, initials;
 * anybody else nothing. `purpose` is what the page or job is, in a few words: 'search', 'household', 'arrears list'.
 */
export async function namesFor(
  tx: Tx,
  ctx: TmoContext,
  person_ids: readonly string[],
  purpose: string,
  options: { readonly contact?: boolean } = {},
): Promise<ReadonlyMap<string, ShownPerson>> {
  const ids = [...new Set(person_ids)];
  if (ids.length === 0) return new Map();
  const showing = showingFor(ctx);
  const contact = options.contact === true && showing === 'full';
  const [rows] = await Promise.all([
    tx.query<Row>(
      `select person_id, title, forename, surname, dob, phone, email from person_directory
        where tmo_id = $1 and person_id = any($2::uuid[])`,
      [ctx.tmo_id, ids],
    ),
    showing === 'withheld'
      ? undefined
      : recordReading(tx, ctx, ids, purpose, contact ? 'contact' : showing === 'full' ? 'names' : 'initials'),
  ]);
  return new Map(rows.map((row) => [row.person_id, shown(row, showing, contact)]));
}

/** Names as one text, in the order of the ids: "Mx Nadia Kowalska and Ms Brian Khan". */
export function joinNames(names: ReadonlyMap<string, ShownPerson>, person_ids: readonly string[]): string {
  const list = person_ids.map((id) => names.get(id)?.name ?? 'Unknown');
  const last = list.pop();
  return list.length === 0 ? (last ?? '') : `${list.join(', ')} and ${last}`;
}

function showingFor(ctx: TmoContext): Exclude<Showing, 'erased'> {
  if (actorMay(ctx.actor, 'persons.read-names')) return 'full';
  return actorMay(ctx.actor, 'tenancies.view') ? 'initials' : 'withheld';
}

function shown(row: Row, showing: Exclude<Showing, 'erased'>, withContact: boolean): ShownPerson {
  const { person_id, title, forename, surname, dob, phone, email } = row;
  const same = (name: string, how: Showing): ShownPerson => ({ person_id, name, listed_name: name, showing: how });
  if (forename === null && surname === null) return same('Erased', 'erased');
  if (showing === 'withheld') return same('Withheld', showing);
  if (showing === 'initials') return same(words(initial(forename), initial(surname)), showing);
  return {
    person_id,
    name: words(title, forename, surname),
    listed_name: [surname, forename].filter((part) => part !== null).join(', '),
    showing,
    ...(withContact ? { contact: { title, forename, surname, dob, phone, email } } : {}),
  };
}

function words(...parts: readonly (string | null)[]): string {
  return parts.filter((part) => part !== null).join(' ');
}

function initial(name: string | null): string | null {
  const letter = name === null ? undefined : /[\p{L}\p{N}]/u.exec(name)?.[0];
  return letter === undefined ? null : `${letter.toUpperCase()}.`;
}

async function recordReading(
  tx: Tx,
  ctx: TmoContext,
  person_ids: readonly string[],
  purpose: string,
  what: 'names' | 'initials' | 'contact',
): Promise<void> {
  await tx.query(
    `insert into name_reading (tmo_id, reading_id, actor, purpose, shown, person_ids) values ($1, $2, $3, $4, $5, $6)`,
    [ctx.tmo_id, newUuid(), actorName(ctx.actor), purpose, what, person_ids],
  );
}
