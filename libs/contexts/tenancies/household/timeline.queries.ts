import { type CivilDate, formatDate } from '#kernel';
import {
  blocks,
  HOME_TYPES,
  type HomeCorrected,
  type HomeFacts,
  type HomeRegistered,
  oneLine,
} from '#contexts/homes/contracts/index.js';
import type { Tx } from '#platform/database';
import { EVENT_COLUMNS, type Source, type StoredEventOf } from '#platform/event-store';
import type { PersonEvent } from '../person/person.events.js';
import { tenancyById } from '../register/register.queries.js';
import { ALERT_KINDS, type AlertKind } from '../tenancy/alerts.js';
import type { TenancyEvent } from '../tenancy/tenancy.events.js';
import { END_REASONS, TENURES } from '../tenancy/tenures.js';

/** One thing that happened to a household, in words without names. */
export interface TimelineItem {
  readonly position: number;
  readonly occurred_on: CivilDate;
  /** ISO instant. */
  readonly known_at: string;
  /** A user's id or "system:<name>", as the log has it. */
  readonly actor: string;
  readonly source: Source | undefined;
  readonly kind: 'tenancy' | 'alert' | 'person' | 'home';
  readonly words: string;
}

/** A household's record is some dozens of events; a page of them is never longer than this. */
const MOST_EVENTS = 500;

type HomeEvent = HomeRegistered | HomeCorrected;
type Told = StoredEventOf<TenancyEvent | PersonEvent | HomeEvent>;

/** What happened to a tenancy, its tenants and its home, newest first. Rent and other contexts tell their own. */
export async function householdTimeline(tx: Tx, tmo_id: number, tenancy_id: string): Promise<TimelineItem[]> {
  const tenancy = await tenancyById(tx, tmo_id, tenancy_id);
  if (!tenancy) return [];
  return timelineOf(tx, tmo_id, [
    `tenancy/${tenancy_id}`,
    `home/${tenancy.home_id}`,
    ...tenancy.person_ids.map((id) => `person/${id}`),
  ]);
}

/** What happened to a home itself, newest first: when it was registered and what was corrected. */
export function homeTimeline(tx: Tx, tmo_id: number, home_id: string): Promise<TimelineItem[]> {
  return timelineOf(tx, tmo_id, [`home/${home_id}`]);
}

async function timelineOf(tx: Tx, tmo_id: number, streams: readonly string[]): Promise<TimelineItem[]> {
  const events = await tx.query<Told>(
    `select ${EVENT_COLUMNS} from event where tmo_id = $1 and stream_id = any($2)
      order by position desc limit ${MOST_EVENTS}`,
    [tmo_id, streams],
  );
  const known: Known = { alerts: new Map(), blocks: new Map() };
  if (events.some((e) => e.type === 'homes.home-corrected.v1')) {
    for (const block of await blocks(tx, tmo_id)) known.blocks.set(block.block_id, block.name);
  }
  for (const e of events) if (e.type === 'tenancies.alert-added.v1') known.alerts.set(e.data.alert_id, e.data.kind);
  return events
    .map((e) => ({
      position: e.position,
      occurred_on: e.effective_on,
      known_at: e.recorded_at,
      actor: e.metadata.actor,
      source: e.metadata.source,
      ...told(e, known),
    }))
    .sort((a, b) =>
      a.occurred_on === b.occurred_on ? b.position - a.position : a.occurred_on < b.occurred_on ? 1 : -1,
    );
}

/** What an event names by id only. */
interface Known {
  readonly alerts: Map<string, AlertKind>;
  readonly blocks: Map<string, string>;
}

function told(e: Told, { alerts, blocks: names }: Known): Pick<TimelineItem, 'kind' | 'words'> {
  switch (e.type) {
    case 'tenancies.tenancy-started.v1':
      return { kind: 'tenancy', words: `Tenancy ${e.data.tenancy_ref} began (${TENURES[e.data.tenure].name})` };
    case 'tenancies.tenancy-ended.v1':
      return { kind: 'tenancy', words: `Tenancy ended: ${END_REASONS[e.data.reason].name}` };
    case 'tenancies.alert-added.v1':
      return {
        kind: 'alert',
        words: `Alert: ${ALERT_KINDS[e.data.kind].name}, until ${formatDate(e.data.expires_on)}`,
      };
    case 'tenancies.alert-ended.v1': {
      const kind = alerts.get(e.data.alert_id);
      return { kind: 'alert', words: `Alert taken off${kind ? `: ${ALERT_KINDS[kind].name}` : ''}` };
    }
    case 'tenancies.person-recorded.v1':
      return { kind: 'person', words: 'A tenant was put on record' };
    case 'tenancies.person-corrected.v1':
      return { kind: 'person', words: `A tenant’s details corrected: ${fieldList(Object.keys(e.data.is))}` };
    case 'homes.home-registered.v1':
      return { kind: 'home', words: `Home ${e.data.property_ref} registered` };
    case 'homes.home-corrected.v1': {
      const { was, is } = e.data;
      const changed = (Object.keys(is) as (keyof typeof is)[]).filter((f) => String(was[f]) !== String(is[f]));
      const both = changed.map((f) => `${FIELD_WORDS[f] ?? f} ${said(f, was, names)} → ${said(f, is, names)}`);
      return { kind: 'home', words: `Home corrected: ${both.join('; ')}` };
    }
  }
}

const FIELD_WORDS: Readonly<Record<string, string>> = {
  dob: 'date of birth',
  email: 'e-mail',
  property_ref: 'property reference',
  uprn: 'UPRN',
  block_id: 'block',
  address_lines: 'address',
};

/** A home's value as a person reads it. */
function said(field: keyof HomeFacts, facts: HomeFacts, names: ReadonlyMap<string, string>): string {
  const value = facts[field];
  if (value === null) return 'none';
  if (field === 'block_id') return names.get(String(value)) ?? 'unknown';
  if (field === 'type') return HOME_TYPES[facts.type].name;
  return field === 'address_lines' ? oneLine(facts.address_lines) : String(value);
}

function fieldList(fields: readonly string[]): string {
  return fields.map((field) => FIELD_WORDS[field] ?? field).join(', ');
}
