import type { CivilDate, DecideEnv, Decider, Decision, DomainEvent } from '#kernel';
import type { MigrationClass, Tx } from '#platform/database';
import type { Permission, SystemActor, TmoContext } from '#platform/identity';
import type { StoredEvent } from './events.js';

/** Whose record a command opens, for the rule that nobody acts on their own or a relative's. */
export type HouseholdOf =
  | { readonly tenancy_id: string }
  | { readonly home_id: string }
  | { readonly account_id: string }
  | { readonly person_id: string };

/** One command: its name, who may send it, the stream it speaks to and the pure rule that answers it. */
export interface CommandDefinition<
  Payload extends object = object,
  State = unknown,
  E extends DomainEvent = DomainEvent,
  Facts = undefined,
> {
  /** `<context>.<kebab-imperative>`; also the name of its API endpoint. */
  readonly type: string;
  readonly permission: Permission;
  readonly decider: Decider<State, E>;
  readonly streamId: (payload: Payload) => string;
  readonly decide: (payload: Payload, state: State, env: DecideEnv, facts: Facts) => Decision<E>;
  /**
   * What the rule must know beyond its own stream (an entry of the log, another stream's dates), read in the command's
   * transaction for all payloads of a batch at once: one answer each, in their order. So a sender can't make it up. Of a
   * single command it is read without the lock; what must hold across streams at every moment is a claim. In a
   * list, what earlier commands of another kind brought about is there to be read: blocks before homes, homes before
   * tenancies.
   */
  readonly facts?: (tx: Tx, tmo_id: number, payloads: readonly Payload[]) => Promise<readonly Facts[]>;
  /** A class-validator DTO; its shape is the endpoint's and is checked before the command is sent. */
  readonly payload: new () => Payload;
  /** Several where one command acts on several (a payment split over accounts): one's own among them refuses it. */
  readonly household?: (payload: Payload) => HouseholdOf | readonly HouseholdOf[] | undefined;
  /**
   * Fields of personal text: sealed under the subject's key before the rule is asked, so that neither rule nor log ever
   * holds them in clear. The receipt is of what was sent.
   */
  readonly sealed?: {
    readonly subject: (payload: Payload) => string;
    readonly fields: readonly (keyof Payload & string)[];
  };
}

export function defineCommand<Payload extends object, State, E extends DomainEvent, Facts = undefined>(
  definition: CommandDefinition<Payload, State, E, Facts>,
): CommandDefinition<Payload, State, E, Facts> {
  return definition;
}

/** A command of any payload, as registries and lists hold it. */
// The payload is contravariant, so a list of different commands has no common type but this.
// oxlint-disable-next-line typescript/no-explicit-any
export type AnyCommand = CommandDefinition<any, any, any, any>;
// oxlint-disable-next-line typescript/no-explicit-any
export type AnyDecider = Decider<any, any>;

/** A read model: a function of events only, applied to any batch with set-based SQL over unqualified table names. */
export interface Projection {
  readonly name: string;
  readonly mode: 'inline' | 'async';
  /** The tables it owns; each leads its key with `tmo_id`. A rebuild shadows them with temporary ones. */
  readonly tables: readonly string[];
  /** The event types it reads; '*' is for one that reads every type. */
  readonly events: readonly string[] | '*';
  apply(tx: Tx, tmo_id: number, events: readonly StoredEvent[]): Promise<void>;
}

export function defineProjection(projection: Projection): Projection {
  return projection;
}

export interface Claim {
  readonly op: 'take' | 'release';
  readonly kind: string;
  readonly key: string;
}

export interface ClaimRule {
  readonly type: string;
  readonly claims: (event: DomainEvent, stream_id: string) => readonly Claim[];
}

/** Rules that span streams: what an event of this type takes or gives up. Pure. */
export function defineClaims<E extends DomainEvent>(
  type: E['type'],
  claims: (event: E, stream_id: string) => readonly Claim[],
): ClaimRule {
  return { type, claims: claims as ClaimRule['claims'] };
}

/** One leg of a double entry. Debits are positive. The postings of one event sum to zero. */
export interface Posting {
  readonly account: string;
  readonly fund: string;
  /** Accounting period, e.g. '2026/27-02'. */
  readonly period: string;
  readonly amount_pence: number;
  /** When it differs from the event's own. */
  readonly effective_on?: CivilDate;
}

export interface PostingRule {
  readonly type: string;
  readonly postings: (event: DomainEvent) => readonly Posting[];
}

export function definePostings<E extends DomainEvent>(
  type: E['type'],
  postings: (event: E) => readonly Posting[],
): PostingRule {
  return { type, postings: postings as PostingRule['postings'] };
}

/** A command that a process wants sent. */
export interface CommandCall<Payload extends object = object> {
  readonly command: AnyCommand;
  readonly payload: Payload;
}

/** Reads the log by checkpoint and sends commands: event in, commands out. */
export interface Process {
  readonly name: string;
  /** The system actor whose permissions its commands need. */
  readonly actor: SystemActor;
  readonly events: readonly string[];
  react(event: StoredEvent, tx: Tx): Promise<readonly CommandCall[]>;
}

export function defineProcess(process: Process): Process {
  return process;
}

/**
 * Something that must be done by a date. What is due is computed from the calendar and the log: after three weeks
 * down there are three dates, and they are done oldest first.
 */
export interface Duty {
  /** `<context>.<kebab>`, e.g. 'rent.rent-run'. */
  readonly name: string;
  /** The system actor whose permissions the work needs. */
  readonly actor: SystemActor;
  /** As a person reads it on the home page: "Weekly rent run". */
  readonly title: string;
  /** Every date up to and including `through` on which it is or was due and is not done, oldest first. */
  outstanding(tx: Tx, tmo_id: number, through: CivilDate): Promise<readonly CivilDate[]>;
  /** Does it for that date. Doing it twice must do nothing the second time. */
  perform(ctx: TmoContext, due_on: CivilDate, services: DutyServices): Promise<void>;
}

/** What a duty's work may use; resolved from the worker's container by class. */
export interface DutyServices {
  get<T>(type: abstract new (...args: never[]) => T): T;
}

export function defineDuty(duty: Duty): Duty {
  return duty;
}

/** All that one context (or the platform itself) adds to the system. */
export interface ContextDefinition {
  readonly name: string;
  /** Every event type it writes. A consumer that meets a type nobody lists is parked, never passes over it. */
  readonly events?: readonly string[];
  readonly deciders?: readonly AnyDecider[];
  readonly commands?: readonly AnyCommand[];
  readonly claims?: readonly ClaimRule[];
  readonly postings?: readonly PostingRule[];
  readonly projections?: readonly Projection[];
  readonly processes?: readonly Process[];
  readonly duties?: readonly Duty[];
  readonly migrations?: readonly MigrationClass[];
}

export function defineContext(context: ContextDefinition): ContextDefinition {
  return context;
}

/** Everything registered, checked once at start: a name used twice or an event type without an owner is a fault. */
export class Registry {
  readonly commands = new Map<string, AnyCommand>();
  readonly deciders = new Map<string, AnyDecider>();
  readonly projections: readonly Projection[];
  readonly processes: readonly Process[];
  readonly duties = new Map<string, Duty>();
  /** The event types this release knows. */
  readonly eventTypes: ReadonlySet<string>;
  readonly migrations: readonly MigrationClass[];
  private readonly claimRules = new Map<string, ClaimRule['claims'][]>();

  constructor(readonly contexts: readonly ContextDefinition[]) {
    for (const c of contexts) {
      for (const command of c.commands ?? []) {
        once(this.commands, command.type, command, 'command');
        this.addDecider(command.decider);
      }
      for (const decider of c.deciders ?? []) this.addDecider(decider);
      for (const duty of c.duties ?? []) once(this.duties, duty.name, duty, 'duty');
      for (const rule of c.claims ?? []) {
        this.claimRules.set(rule.type, [...(this.claimRules.get(rule.type) ?? []), rule.claims]);
      }
    }
    this.projections = contexts.flatMap((c) => c.projections ?? []);
    this.processes = contexts.flatMap((c) => c.processes ?? []);
    this.migrations = contexts.flatMap((c) => c.migrations ?? []);
    this.eventTypes = new Set(contexts.flatMap((c) => c.events ?? []));
    const names = [...this.projections, ...this.processes].map((x) => x.name);
    const twice = names.find((name, i) => names.indexOf(name) !== i);
    if (twice) throw new Error(`two consumers are called ${twice}`);
  }

  private addDecider(decider: AnyDecider): void {
    const known = this.deciders.get(decider.kind);
    if (known && known !== decider) throw new Error(`two deciders for the stream kind ${decider.kind}`);
    this.deciders.set(decider.kind, decider);
  }

  claimsOf(event: DomainEvent, stream_id: string): readonly Claim[] {
    return (this.claimRules.get(event.type) ?? []).flatMap((rule) => rule(event, stream_id));
  }
}

function once<V>(map: Map<string, V>, key: string, value: V, what: string): void {
  if (map.has(key)) throw new Error(`two definitions of the ${what} ${key}`);
  map.set(key, value);
}
