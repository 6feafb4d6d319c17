import type { CivilDate } from '#kernel';
import { defineProjection, type StoredEventOf } from '#platform/event-store';
import { AGREEMENT_EVENTS, type AgreementEvent } from '../agreement/agreement.events.js';

/** The kinds of dated entries, and what tells the entries of one kind apart: the function, the role, or nothing. */
export type Term = 'edition' | 'function' | 'order-limit' | 'rent-ledger-keeper';

interface Entry {
  readonly position: number;
  readonly term: Term;
  readonly item: string;
  readonly from: CivilDate;
  readonly replaces_from: CivilDate | null;
  readonly value: string;
}

/** The agreement as dated entries, those that were corrected too: what was agreed, from when, and since when we knew. */
export const termsProjection = defineProjection({
  name: 'agreement.terms',
  mode: 'inline',
  tables: ['agreement_party', 'agreement_term'],
  events: AGREEMENT_EVENTS,
  async apply(tx, tmo_id, stored) {
    const events = stored as readonly StoredEventOf<AgreementEvent>[];
    const entries = events.flatMap((e) => entryOf(e) ?? []);
    const established = events.find((e) => e.type === 'agreement.tmo-established.v1');
    if (established) {
      const { name, council_name } = established.data;
      await tx.query(
        `insert into agreement_party (tmo_id, name, council_name, established_on) values ($1, $2, $3, $4)`,
        [tmo_id, name, council_name, established.effective_on],
      );
    }
    if (entries.length === 0) return;
    await tx.query(
      `insert into agreement_term (tmo_id, position, term, item, from_on, value)
        select $1, * from unnest($2::bigint[], $3::text[], $4::text[], $5::date[], $6::text[])`,
      [
        tmo_id,
        entries.map((e) => e.position),
        entries.map((e) => e.term),
        entries.map((e) => e.item),
        entries.map((e) => e.from),
        entries.map((e) => e.value),
      ],
    );
    const corrections = entries.filter((e) => e.replaces_from !== null);
    if (corrections.length === 0) return;
    // The first correction after an entry is the one that took it out; a later one of the same date is of another entry.
    await tx.query(
      `update agreement_term t set replaced_at = c.position
        from (
          select t.position as entry, min(n.position) as position
          from unnest($2::bigint[], $3::text[], $4::text[], $5::date[]) n(position, term, item, replaces_from)
          join agreement_term t on t.tmo_id = $1 and t.term = n.term and t.item = n.item
            and t.from_on = n.replaces_from and t.position < n.position and t.replaced_at is null
          group by t.position
        ) c
        where t.tmo_id = $1 and t.position = c.entry`,
      [
        tmo_id,
        corrections.map((e) => e.position),
        corrections.map((e) => e.term),
        corrections.map((e) => e.item),
        corrections.map((e) => e.replaces_from),
      ],
    );
  },
});

/** The dated entry that an event makes; the founding of the TMO makes none. */
function entryOf(event: StoredEventOf<AgreementEvent>): Entry | undefined {
  if (event.type === 'agreement.tmo-established.v1') return undefined;
  const { from, replaces_from } = event.data;
  const dated = { position: event.position, from, replaces_from };
  switch (event.type) {
    case 'agreement.edition-adopted.v1':
      return { ...dated, term: 'edition', item: '', value: event.data.edition };
    case 'agreement.function-assigned.v1':
      return { ...dated, term: 'function', item: event.data.function, value: event.data.responsible };
    case 'agreement.order-limit-set.v1':
      return { ...dated, term: 'order-limit', item: event.data.role, value: String(event.data.limit_pence) };
    case 'agreement.rent-ledger-keeper-set.v1':
      return { ...dated, term: 'rent-ledger-keeper', item: '', value: event.data.keeper };
  }
}
