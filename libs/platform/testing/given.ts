import { isDeepStrictEqual } from 'node:util';
import { fold, type Decider, type DecideEnv, type Decision, type DomainEvent } from '#kernel';
import { anEnv } from './an-env.js';

type Decide<Command, State, E extends DomainEvent> = (command: Command, state: State, env: DecideEnv) => Decision<E>;

/**
 * A rule as a sentence: `given(decider, ...events).when(decide, command).then(...events)`.
 *
 * Beside what the sentence says, each run proves what every decider promises: decide and evolve change nothing they
 * are handed (it is frozen), decide answers the same when asked again, and events and the state they lead to survive
 * being stored as JSON.
 */
export function given<State, E extends DomainEvent>(decider: Decider<State, E>, ...history: NoInfer<E>[]) {
  const before = evolve(decider, decider.initial, history);
  return {
    when<Command>(decide: Decide<Command, State, E>, command: NoInfer<Command>, env: DecideEnv = anEnv()): Outcome<E> {
      const ask = () => decide(deepFreeze(command), before, env);
      const decision = deepFreeze(ask());
      if (!isDeepStrictEqual(plain(ask()), plain(decision)))
        throw new Error(`decide is not pure: asked twice it answered differently, first ${describe(decision)}`);
      if (decision.accepted) evolve(decider, before, decision.events);
      return new Outcome(decision);
    },
  };
}

function evolve<State, E extends DomainEvent>(decider: Decider<State, E>, from: State, events: readonly E[]): State {
  for (const event of events) mustBePlainJson(`event ${event.type}`, event);
  const state = fold(
    { evolve: (s, event) => deepFreeze(decider.evolve(s, event)) },
    deepFreeze(from),
    deepFreeze(events),
  );
  mustBePlainJson(`the state of ${decider.kind}`, state);
  return state;
}

class Outcome<E extends DomainEvent> {
  constructor(private readonly decision: Decision<E>) {}

  /** Accepted, with exactly these events in this order. */
  // oxlint-disable-next-line unicorn/no-thenable -- a spec reads given, when, then; nobody awaits it
  then(...expected: [E, ...E[]]): void {
    if (!this.decision.accepted)
      throw new Error(`expected ${describeEvents(expected)}\nbut it was ${describe(this.decision)}`);
    if (this.decision.events.length === 0)
      throw new Error(`expected ${describeEvents(expected)}\nbut nothing happened`);
    expect(this.decision.events).toEqual(expected);
  }

  /** Accepted, with nothing to record: what was asked for is so already. */
  thenNothing(): void {
    if (!this.decision.accepted || this.decision.events.length > 0)
      throw new Error(`expected nothing to happen\nbut it was ${describe(this.decision)}`);
  }

  /** Refused with this code and, when given, exactly these facts and this evidence. */
  thenRefused(code: string, facts?: Readonly<Record<string, unknown>>, ...evidence: DomainEvent[]): void {
    if (this.decision.accepted || this.decision.refusal.code !== code)
      throw new Error(`expected it refused as ${code}\nbut it was ${describe(this.decision)}`);
    if (facts !== undefined) expect(this.decision.refusal.facts).toEqual(facts);
    if (evidence.length > 0) expect(this.decision.evidence).toEqual(evidence);
  }
}

function describe(decision: Decision<DomainEvent>): string {
  if (decision.accepted) return `accepted with ${describeEvents(decision.events)}`;
  return `refused as ${decision.refusal.code} ${JSON.stringify(decision.refusal.facts)}`;
}

function describeEvents(events: readonly DomainEvent[]): string {
  if (events.length === 0) return 'no events';
  return events.map((e) => `${e.type} of ${e.effective_on} ${JSON.stringify(e.data)}`).join(', ');
}

/** A property that is undefined counts as absent, as it is once stored. */
function mustBePlainJson(what: string, value: unknown): void {
  try {
    expect(plain(value)).toEqual(value);
  } catch (error) {
    throw new Error(`${what} would not survive being stored as JSON`, { cause: error });
  }
}

function plain(value: unknown): unknown {
  return value === undefined ? undefined : JSON.parse(JSON.stringify(value));
}

function deepFreeze<T>(value: T): T {
  if (typeof value === 'object' && value !== null) Object.values(Object.freeze(value)).forEach(deepFreeze);
  return value;
}
