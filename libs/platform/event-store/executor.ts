import { Inject, Injectable } from '@nestjs/common';
import {
  type CivilDate,
  type DecideEnv,
  deterministicUuid,
  type DomainEvent,
  londonDateOf,
  newUuid,
  openPeriod,
  type Refusal,
} from '#kernel';
import { Database, pgArray, type Tx } from '#platform/database';
import { actorMay, type TmoContext } from '#platform/identity';
import { Vault } from '#platform/privacy';
import { append, type Appended, type Batch, type PendingEvent } from './append.js';
import { StoreClock } from './clock.js';
import { CommandIdReused, Conflict, PermissionDenied, sqlState } from './errors.js';
import { actorName, type EventMetadata, type Source, type StoredEvent } from './events.js';
import { hmacOf } from './hmac.js';
import { loadEvents } from './read.js';
import { type AnyCommand, type Claim, type CommandDefinition, Registry } from './registry.js';
import { canonicalJson } from './storable.js';

export interface ExecuteOptions {
  /** A UUID. The same id with the same body gives the same answer and no second effect. */
  readonly command_id: string;
  readonly source?: Source;
}

export type Outcome =
  | {
      readonly status: 'accepted';
      /** Position of the command's last event (of the log's head when it had nothing to record). */
      readonly position: number;
      readonly stream_id: string;
      readonly events: readonly StoredEvent[];
      /** This command id had been answered before; this is that answer. */
      readonly repeated: boolean;
    }
  | { readonly status: 'refused'; readonly refusal: Refusal; readonly repeated: boolean };

export interface CommandItem<Payload extends object = object> extends ExecuteOptions {
  readonly command: AnyCommand;
  readonly payload: Payload;
}

/** Decides whether this person may open this household's record; registered by whoever knows households. */
export abstract class HouseholdGuard {
  /** The refusal when it is their own or a declared relative's, else undefined. */
  abstract check(tx: Tx, ctx: TmoContext, command: AnyCommand, payload: object): Promise<Refusal | undefined>;
}

/** The secret of the receipts' HMAC: a receipt proves what was sent without holding it. */
export const RECEIPT_KEY = Symbol('receipt key');

/** At most this many commands share one append, so that the head is never held for long. */
export const BATCH_SIZE = 400;

interface Loaded {
  version: number;
  state: unknown;
}

interface Receipt {
  body_hmac: string;
  position: number;
  events: number;
  refusal: Refusal | null;
}

/** Carries commands to their deciders and what they decide into the log: permission, load, decide, append, project. */
@Injectable()
export class Executor {
  private readonly hmac: (text: string) => string;

  constructor(
    @Inject(Database) private readonly db: Database,
    @Inject(Registry) private readonly registry: Registry,
    @Inject(StoreClock) private readonly clock: StoreClock,
    @Inject(RECEIPT_KEY) receiptKey: string,
    @Inject(HouseholdGuard) private readonly households: HouseholdGuard,
    @Inject(Vault) private readonly vault: Vault,
  ) {
    this.hmac = hmacOf(receiptKey);
  }

  /** @throws PermissionDenied, CommandIdReused, Conflict, UnstorableText */
  async execute<Payload extends object, State, E extends DomainEvent, Facts>(
    ctx: TmoContext,
    command: CommandDefinition<Payload, State, E, Facts>,
    payload: Payload,
    options: ExecuteOptions,
  ): Promise<Outcome> {
    const items = [{ command, payload, ...options }];
    const [outcome] = await this.run(ctx, items, 'report');
    if (!outcome) throw new Error('a command got no answer');
    return outcome;
  }

  /**
   * Many commands, each with its receipt. 'report': in batches, each refusal in its item's outcome. 'abort': all in one
   * transaction or, at the first refusal, none; the outcomes then end with that refusal.
   */
  async executeMany(
    ctx: TmoContext,
    items: readonly CommandItem[],
    options: { readonly onRefusal: 'abort' | 'report' },
  ): Promise<{ readonly outcomes: readonly Outcome[] }> {
    if (options.onRefusal === 'abort') return { outcomes: await this.run(ctx, items, 'abort') };
    const outcomes: Outcome[] = [];
    for (let i = 0; i < items.length; i += BATCH_SIZE) {
      outcomes.push(...(await this.run(ctx, items.slice(i, i + BATCH_SIZE), 'report')));
    }
    return { outcomes };
  }

  private async run(
    ctx: TmoContext,
    items: readonly CommandItem[],
    onRefusal: 'abort' | 'report',
  ): Promise<readonly Outcome[]> {
    for (const { command } of items) {
      if (!actorMay(ctx.actor, command.permission)) throw new PermissionDenied(command.permission);
    }
    // One command first tries without the lock; having lost one race, it decides under it, so no attempt is ever lost.
    for (let locked = items.length > 1; ; locked = true) {
      try {
        return await this.db.inTmo(ctx, (tx) => this.waves(tx, ctx, items, onRefusal, locked));
      } catch (error) {
        if (error instanceof Aborted) {
          await this.prove(ctx, error.evidence);
          return error.outcomes;
        }
        if (sqlState(error) === LOCK_NOT_AVAILABLE || (locked && sqlState(error) === DEADLOCK)) throw new Conflict();
        if (locked || !isLostRace(error)) throw error;
      }
    }
  }

  /** One transaction, wave by wave, so that a rule's facts may be what an earlier command of the same list brought about. */
  private async waves(
    tx: Tx,
    ctx: TmoContext,
    items: readonly CommandItem[],
    onRefusal: 'abort' | 'report',
    locked: boolean,
  ): Promise<readonly Outcome[]> {
    const outcomes: Outcome[] = [];
    for (const wave of inWaves(items)) {
      try {
        outcomes.push(...(await new Attempt(this.services, tx, ctx, wave, onRefusal, locked).run()));
      } catch (error) {
        throw error instanceof Aborted ? new Aborted([...outcomes, ...error.outcomes], error.evidence) : error;
      }
    }
    return outcomes;
  }

  /**
   * What a list that was refused leaves: no effect and no receipt, for the same list may go in another day or by another
   * hand, but the proof that it was tried.
   */
  private async prove(ctx: TmoContext, evidence: readonly PendingEvent[]): Promise<void> {
    if (evidence.length === 0) return;
    const stream_id = `refusal/${newUuid()}`;
    const batch: Batch = {
      events: evidence.map((e, i) => ({ ...e, stream_id, version: i + 1 })),
      streams: [{ stream_id, from: 0, to: evidence.length, state: {}, state_version: 1 }],
      takes: [],
      releases: [],
      receipts: [],
    };
    await this.db.inTmo(ctx, async (tx) => {
      const { events } = await append(tx, ctx.tmo_id, batch, this.clock.supplied());
      await project(this.registry, tx, ctx.tmo_id, events);
    });
  }

  private get services(): Services {
    return {
      registry: this.registry,
      clock: this.clock,
      hmac: (command, payload) => this.hmac(`${command}\0${canonicalJson(payload)}`),
      households: this.households,
      vault: this.vault,
    };
  }
}

const LOCK_NOT_AVAILABLE = '55P03';
/** Another holds a new key of the subject whose text is being sealed, and waits for the head. */
const DEADLOCK = '40P01';
const STREAM_MOVED_ON = 'CY409';
/** The ledger's trigger: the period was closed between deciding and posting. */
const PERIOD_CLOSED = 'CY423';
/** Another took the claim or sent this very command between our reading and our writing. */
const LOST_TO = ['claim_pkey', 'receipt_pkey'];
const UNIQUE_VIOLATION = '23505';

function isLostRace(error: unknown): boolean {
  const state = sqlState(error);
  if (state !== UNIQUE_VIOLATION) return state === STREAM_MOVED_ON || state === PERIOD_CLOSED || state === DEADLOCK;
  return error instanceof Error && 'constraint' in error && LOST_TO.some((c) => c === error.constraint);
}

interface Services {
  readonly registry: Registry;
  readonly clock: StoreClock;
  readonly hmac: (command: string, payload: object) => string;
  readonly households: HouseholdGuard;
  readonly vault: Vault;
}

/** Ends a transaction without an effect, because one of all-or-nothing was refused. */
class Aborted extends Error {
  constructor(
    readonly outcomes: readonly Outcome[],
    /** What the refusal would have somebody be able to prove. */
    readonly evidence: readonly PendingEvent[],
  ) {
    super('refused');
  }
}

/** A new wave begins where a command that reads facts follows others, and after a batch's worth. */
function inWaves(items: readonly CommandItem[]): readonly (readonly CommandItem[])[] {
  const waves: CommandItem[][] = [];
  for (const item of items) {
    const wave = waves.at(-1);
    const previous = wave?.at(-1);
    const asks = item.command.facts !== undefined && previous !== undefined && previous.command !== item.command;
    if (wave && !asks && wave.length < BATCH_SIZE) wave.push(item);
    else waves.push([item]);
  }
  return waves;
}

/** One try at a list of commands inside one transaction. */
class Attempt {
  private readonly streams = new Map<string, Loaded & { from: number; touched: boolean; command: AnyCommand }>();
  private receipts = new Map<string, Receipt>();
  private taken = new Map<string, string>();
  private closedThrough = '';

  constructor(
    private readonly services: Services,
    private readonly tx: Tx,
    private readonly ctx: TmoContext,
    private readonly items: readonly CommandItem[],
    private readonly onRefusal: 'abort' | 'report',
    private readonly locked: boolean,
  ) {}

  async run(): Promise<readonly Outcome[]> {
    const { tx, ctx } = this;
    const lock = this.locked ? tx.query('select lock_head($1)', [ctx.tmo_id], 'lock-head') : undefined;
    await Promise.all([lock, this.load()]);
    const neighbours = await this.neighbourRefusals();
    await this.loadFacts();
    await this.seal();
    const now = this.services.clock.now();

    for (;;) {
      const plan = this.decideAll(now, neighbours);
      if (this.locked && (await this.learnTaken(plan.batch.takes))) {
        this.reset();
        continue; // some claims turned out to be another's: decide again, knowing so
      }
      if (this.onRefusal === 'abort' && plan.outcomes.some((o) => o.status === 'refused')) {
        throw new Aborted(
          plan.outcomes.map((o) => (o.status === 'refused' ? o : { ...o, events: [] })) as Outcome[],
          plan.batch.events.filter((e) => e.stream_id.startsWith('refusal/')),
        );
      }
      if (plan.batch.events.length === 0 && plan.batch.receipts.length === 0) return this.answers(plan, undefined);
      const appended = await append(tx, ctx.tmo_id, plan.batch, this.services.clock.supplied());
      await project(this.services.registry, tx, ctx.tmo_id, appended.events);
      return this.answers(plan, appended);
    }
  }

  /** One statement brings the streams' states, the receipts these command ids have, and the closed periods. */
  private async load(): Promise<void> {
    const ids = this.items.map((i) => streamId(i));
    const [row] = await this.tx.query<{
      streams: string;
      receipts: { id: string; h: string; p: number; n: number; r: Refusal | null }[] | null;
      closed_through: string | null;
    }>(
      LOAD_SQL,
      [this.ctx.tmo_id, pgArray.text([...new Set(ids)]), pgArray.text(this.items.map((i) => i.command_id))],
      'load',
    );
    if (!row) throw new Error('nothing was loaded');
    this.closedThrough = row.closed_through ?? '';
    for (const r of row.receipts ?? []) {
      this.receipts.set(r.id, { body_hmac: r.h, position: r.p, events: r.n, refusal: r.r });
    }
    const streams = JSON.parse(row.streams) as [id: string, version: number, state_version: number, state: unknown][];
    const found = new Map(streams.map(([id, v, sv, s]) => [id, { v, sv, s }]));
    for (const [i, item] of this.items.entries()) {
      const id = ids[i] ?? '';
      if (this.streams.has(id)) continue;
      const { decider } = item.command;
      const at = found.get(id);
      let state: unknown = at ? at.s : decider.initial;
      if (at && at.sv !== decider.state_version) {
        const events = await loadEvents(this.tx, this.ctx.tmo_id, { stream_id: id });
        state = events.reduce((s: unknown, e) => decider.evolve(s, e) as unknown, decider.initial as unknown);
      }
      this.streams.set(id, { version: at?.v ?? 0, from: at?.v ?? 0, state, touched: false, command: item.command });
    }
    this.loadedStreams = new Map([...this.streams].map(([id, s]) => [id, { version: s.version, state: s.state }]));
  }
  private loadedStreams = new Map<string, Loaded>();

  private reset(): void {
    for (const [id, s] of this.streams) {
      const was = this.loadedStreams.get(id);
      if (was) Object.assign(s, was, { touched: false });
    }
  }

  private async neighbourRefusals(): Promise<ReadonlyMap<CommandItem, Refusal>> {
    const refusals = new Map<CommandItem, Refusal>();
    if (this.ctx.actor.kind !== 'user') return refusals;
    for (const item of this.items) {
      if (!item.command.household) continue;
      const refusal = await this.services.households.check(this.tx, this.ctx, item.command, item.payload);
      if (refusal) refusals.set(item, refusal);
    }
    return refusals;
  }

  /** Asks each kind of command once, for all its payloads. */
  private async loadFacts(): Promise<void> {
    for (const command of new Set(this.items.map((i) => i.command))) {
      if (!command.facts) continue;
      const items = this.items.filter((i) => i.command === command);
      const payloads: readonly unknown[] = items.map((i) => i.payload);
      const facts: readonly unknown[] = await command.facts(this.tx, this.ctx.tmo_id, payloads);
      for (const [i, item] of items.entries()) this.facts.set(item, facts[i]);
    }
  }
  private readonly facts = new Map<CommandItem, unknown>();

  /** Seals the personal text of all payloads in one go; the rules then see these payloads and not what was sent. */
  private async seal(): Promise<void> {
    const texts: { item: CommandItem; field: string; subject: string; text: string }[] = [];
    for (const item of this.items) {
      const { sealed } = item.command;
      if (!sealed) continue;
      const subject = sealed.subject(item.payload);
      for (const field of sealed.fields) {
        const text: unknown = item.payload[field as keyof typeof item.payload];
        if (typeof text === 'string') texts.push({ item, field, subject, text });
      }
    }
    if (texts.length === 0) return;
    const sealed = await this.services.vault.sealMany(this.tx, this.ctx.tmo_id, texts);
    for (const [i, { item, field }] of texts.entries()) {
      this.sealed.set(item, { ...(this.sealed.get(item) ?? item.payload), [field]: sealed[i] });
    }
  }
  private readonly sealed = new Map<CommandItem, object>();

  private decideAll(now: string, neighbours: ReadonlyMap<CommandItem, Refusal>): Plan {
    const plan: Plan = {
      outcomes: [],
      batch: { events: [], streams: [], takes: [], releases: [], receipts: [] },
    };
    const held = new Map<string, string>(this.taken);
    const answered = new Map<string, { hmac: string; answer: Answer }>();
    const env = { today: londonDateOf(now), now, actor: actorName(this.ctx.actor) };
    for (const item of this.items) {
      const hmac = this.services.hmac(item.command.type, item.payload);
      const before = answered.get(item.command_id);
      if (before) {
        if (before.hmac !== hmac) throw new CommandIdReused(item.command_id, 0);
        plan.outcomes.push({ ...before.answer, repeated: true });
        continue;
      }
      const answer =
        this.receiptFor(item, hmac) ?? this.decideOne(item, hmac, env, neighbours.get(item), held, plan.batch);
      answered.set(item.command_id, { hmac, answer });
      plan.outcomes.push(answer);
      if (answer.status === 'refused' && this.onRefusal === 'abort') break;
    }
    for (const [id, s] of this.streams) {
      if (!s.touched) continue;
      plan.batch.streams.push({
        stream_id: id,
        from: s.from,
        to: s.version,
        state: s.state,
        state_version: s.command.decider.state_version,
      });
    }
    return plan;
  }

  private receiptFor(item: CommandItem, hmac: string): Answer | undefined {
    const receipt = this.receipts.get(item.command_id);
    if (!receipt) return undefined;
    if (receipt.body_hmac !== hmac) throw new CommandIdReused(item.command_id, receipt.position);
    if (receipt.refusal) return { status: 'refused', refusal: receipt.refusal, repeated: true };
    return { status: 'accepted', stream_id: streamId(item), repeated: true, past: receipt, first: 0, count: 0 };
  }

  private decideOne(
    item: CommandItem,
    hmac: string,
    base: Pick<DecideEnv, 'today' | 'now' | 'actor'>,
    neighbour: Refusal | undefined,
    held: Map<string, string>,
    batch: Batch,
  ): Answer {
    const { command, command_id } = item;
    const payload = this.sealed.get(item) ?? item.payload;
    const env: DecideEnv = {
      ...base,
      newId: (label) => deterministicUuid('id', command_id, label),
      period: (effectiveOn: CivilDate) => openPeriod(effectiveOn, base.today, this.closedThrough),
    };
    const id = streamId(item);
    const stream = this.streams.get(id);
    if (!stream) throw new Error(`the stream ${id} was not loaded`);
    const metadata: EventMetadata = {
      actor: base.actor,
      command_id,
      command: command.type,
      ...(item.source ? { source: item.source } : {}),
    };
    const decision = neighbour
      ? ({ accepted: false, refusal: neighbour, evidence: [neighbourEvidence(item, neighbour, env)] } as const)
      : command.decide(payload, stream.state, env, this.facts.get(item));
    if (!decision.accepted) {
      if (decision.evidence.length > 0)
        this.recordEvidence(item, hmac, decision.refusal, decision.evidence, metadata, batch);
      return { status: 'refused', refusal: decision.refusal, repeated: false };
    }
    const events = decision.events as readonly DomainEvent[];
    const claims = netClaims(events.flatMap((e) => this.services.registry.claimsOf(e, id)));
    const clash = claims.find((c) => c.op === 'take' && (held.get(claimKey(c)) ?? id) !== id);
    if (clash) {
      return {
        status: 'refused',
        refusal: { code: `${clash.kind}-already-taken`, facts: { [clash.kind.replaceAll('-', '_')]: clash.key } },
        repeated: false,
      };
    }
    for (const claim of claims) {
      if (claim.op === 'take') {
        if (held.get(claimKey(claim)) === id) continue;
        held.set(claimKey(claim), id);
        batch.takes.push({ kind: claim.kind, key: claim.key, stream_id: id });
      } else {
        if ((held.get(claimKey(claim)) ?? id) !== id) continue; // another's stays another's: so does the log see it
        held.delete(claimKey(claim));
        const own = batch.takes.findIndex((t) => t.kind === claim.kind && t.key === claim.key);
        if (own >= 0) batch.takes.splice(own, 1);
        batch.releases.push({ kind: claim.kind, key: claim.key, stream_id: id });
      }
    }
    for (const e of events) {
      stream.version += 1;
      stream.touched = true;
      stream.state = command.decider.evolve(stream.state, e) as unknown;
      // Written out: a spread costs as much as the rule itself, and a run does this for every account.
      const { type, data, effective_on } = e;
      batch.events.push({ stream_id: id, version: stream.version, type, data, metadata, effective_on });
    }
    batch.receipts.push({
      command_id,
      body_hmac: hmac,
      offset: batch.events.length,
      events: events.length,
      refusal: null,
    });
    return {
      status: 'accepted',
      stream_id: id,
      repeated: false,
      past: undefined,
      first: batch.events.length - events.length,
      count: events.length,
    };
  }

  /** A refusal that someone may have to prove has a stream of its own, so that no open form turns stale. */
  private recordEvidence(
    item: CommandItem,
    hmac: string,
    refusal: Refusal,
    evidence: readonly DomainEvent[],
    metadata: EventMetadata,
    batch: Batch,
  ): void {
    const stream_id = `refusal/${deterministicUuid('refusal', item.command_id)}`;
    for (const [i, e] of evidence.entries()) batch.events.push({ ...e, stream_id, version: i + 1, metadata });
    batch.streams.push({ stream_id, from: 0, to: evidence.length, state: {}, state_version: 1 });
    batch.receipts.push({
      command_id: item.command_id,
      body_hmac: hmac,
      offset: batch.events.length,
      events: evidence.length,
      refusal,
    });
  }

  /** Under the lock: which of these keys are another stream's. True when it learnt of one it did not know. */
  private async learnTaken(takes: readonly { kind: string; key: string; stream_id: string }[]): Promise<boolean> {
    if (takes.length === 0) return false;
    const rows = await this.tx.query<{ kind: string; key: string; stream_id: string | null }>(
      `select kind, key, (select stream_id from claim c where c.tmo_id = $1 and c.kind = n.kind and c.key = n.key)
        from unnest($2::text[], $3::text[]) n(kind, key)`,
      [this.ctx.tmo_id, pgArray.text(takes.map((t) => t.kind)), pgArray.text(takes.map((t) => t.key))],
      'claims',
    );
    const held = rows.flatMap((r) => (r.stream_id === null ? [] : [{ ...r, stream_id: r.stream_id }]));
    const fresh = held.filter((r) => this.taken.get(`${r.kind}\0${r.key}`) !== r.stream_id);
    for (const r of fresh) this.taken.set(`${r.kind}\0${r.key}`, r.stream_id);
    return fresh.length > 0;
  }

  private async answers(plan: Plan, appended: Appended | undefined): Promise<readonly Outcome[]> {
    const outcomes: Outcome[] = [];
    for (const a of plan.outcomes) {
      if (a.status === 'refused') outcomes.push(a);
      else if (a.past) {
        const { position, events } = a.past;
        const past = await loadEvents(this.tx, this.ctx.tmo_id, { from: position - events + 1, to: position });
        outcomes.push({ status: 'accepted', position, stream_id: a.stream_id, events: past, repeated: true });
      } else {
        const events = appended?.events.slice(a.first, a.first + a.count) ?? [];
        const position = events.at(-1)?.position ?? appended?.position ?? 0;
        outcomes.push({ status: 'accepted', position, stream_id: a.stream_id, events, repeated: a.repeated });
      }
    }
    return outcomes;
  }
}

/** Brings the inline read models up to what was just appended. */
async function project(registry: Registry, tx: Tx, tmo_id: number, events: readonly StoredEvent[]): Promise<void> {
  const work = registry.projections
    .filter((p) => p.mode === 'inline')
    .map((p) => ({ p, mine: p.events === '*' ? events : events.filter((e) => p.events.includes(e.type)) }))
    .filter(({ mine }) => mine.length > 0);
  // One connection, pipelined: the projections' statements travel together and run one after the other.
  await Promise.all(work.map(({ p, mine }) => p.apply(tx, tmo_id, mine)));
}

type Answer =
  | {
      status: 'accepted';
      stream_id: string;
      repeated: boolean;
      past: Receipt | undefined;
      first: number;
      count: number;
    }
  | { status: 'refused'; refusal: Refusal; repeated: boolean };

interface Plan {
  readonly outcomes: Answer[];
  readonly batch: Batch;
}

// The states are put together as text: json_agg would take apart and write again what is JSON already.
const LOAD_SQL = `select
  (select concat('[', string_agg(concat('[', to_json(stream_id), ',', version, ',', state_version, ',', state, ']'), ','), ']')
    from stream where tmo_id = $1 and stream_id = any($2::text[])) as streams,
  (select json_agg(json_build_object('id', command_id, 'h', encode(body_hmac, 'hex'), 'p', position, 'n', events, 'r', refusal))
    from receipt where tmo_id = $1 and command_id = any($3::text[]::uuid[])) as receipts,
  (select closed_through from ledger_lock where tmo_id = $1) as closed_through`;

function streamId(item: CommandItem): string {
  return `${item.command.decider.kind}/${item.command.streamId(item.payload)}`;
}

function claimKey(c: { kind: string; key: string }): string {
  return `${c.kind}\0${c.key}`;
}

/** A claim taken and given up by the same decision was never held; the last word on a key counts. */
function netClaims(claims: readonly Claim[]): readonly Claim[] {
  const last = new Map<string, Claim[]>();
  for (const c of claims) {
    const list = last.get(claimKey(c)) ?? [];
    const previous = list.at(-1);
    if (previous && previous.op !== c.op && previous.op === 'take') list.pop();
    else list.push(c);
    last.set(claimKey(c), list);
  }
  return [...last.values()].flat();
}

function neighbourEvidence(item: CommandItem, refusal: Refusal, env: DecideEnv): DomainEvent {
  return {
    type: 'identity.own-household-refused.v1',
    data: { command: item.command.type, ...refusal.facts },
    effective_on: env.today,
  };
}
