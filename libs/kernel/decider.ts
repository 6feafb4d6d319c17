import type { CivilDate } from './civil-date.js';
import type { Refusal } from './refusal.js';

/**
 * An event as a decider sees it: what happened, its data (plain JSON, snake_case) and the civil date it took effect.
 * `type` is the stored name, `<context>.<kebab-past-tense>.v<n>`; the version of the shape is part of the name.
 */
export interface DomainEvent<Type extends string = string, Data extends object = object> {
  readonly type: Type;
  readonly data: Data;
  readonly effective_on: CivilDate;
}

/** What decide may know of the world besides the command and the state; handed in, so that decide stays pure. */
export interface DecideEnv {
  /** Today's civil date in Europe/London by the store's clock. */
  readonly today: CivilDate;
  /** The store's clock, an ISO 8601 instant in UTC. */
  readonly now: string;
  /** Who asks: a user id or the name of a system actor ("system:rent-run"). */
  readonly actor: string;
  /** A fresh id that is the same when the same command is decided again: derived from the command id and the label. */
  newId(label: string): string;
  /** The accounting period a posting of this effective date goes into: its own when open, else the current one. */
  period(effectiveOn: CivilDate): string;
}

export interface Accepted<E extends DomainEvent> {
  readonly accepted: true;
  /** An accepted command may have nothing to record: what it asks for is so already. */
  readonly events: readonly E[];
}

export interface Refused<E extends DomainEvent = DomainEvent> {
  readonly accepted: false;
  readonly refusal: Refusal;
  /** Only for a refusal that someone may have to prove; goes to a stream of its own (`refusal/<id>`). */
  readonly evidence: readonly E[];
}

export type Decision<E extends DomainEvent> = Accepted<E> | Refused;

export function accept<E extends DomainEvent>(...events: E[]): Accepted<E> {
  return { accepted: true, events };
}

export function refuse(code: string, facts: Record<string, unknown> = {}, evidence: DomainEvent[] = []): Refused {
  return { accepted: false, refusal: { code, facts }, evidence };
}

/**
 * One kind of stream: how its events fold into a state. Pure, never throws. The state is stored as JSON beside the
 * log, so it holds plain JSON only; raise `state_version` whenever `evolve` or the state's shape changes.
 */
export interface Decider<State, E extends DomainEvent> {
  /** The stream kind; a stream's id is `<kind>/<id>`. */
  readonly kind: string;
  readonly state_version: number;
  readonly initial: State;
  evolve(state: State, event: E): State;
}

/** Folds events into the state they lead to. */
export function fold<State, E extends DomainEvent>(
  decider: Pick<Decider<State, E>, 'evolve'>,
  state: State,
  events: readonly E[],
): State {
  return events.reduce((s, e) => decider.evolve(s, e), state);
}

export type Rule<Command, State> = (command: Command, state: State, env: DecideEnv) => Refusal | undefined;

/** Rules as a list: the first that refuses wins. */
export function firstRefusal<Command, State>(
  rules: readonly Rule<Command, State>[],
  command: Command,
  state: State,
  env: DecideEnv,
): Refused | undefined {
  for (const rule of rules) {
    const r = rule(command, state, env);
    if (r) return { accepted: false, refusal: r, evidence: [] };
  }
  return undefined;
}
