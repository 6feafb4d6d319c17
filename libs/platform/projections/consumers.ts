import { deterministicUuid } from '#kernel';
import type { Database, Tx } from '#platform/database';
import {
  Conflict,
  Executor,
  loadEvents,
  type Process,
  type Projection,
  Registry,
  sqlState,
  type StoredEvent,
} from '#platform/event-store';

/** Events handed to a consumer at a time; its checkpoint moves once for each such page. */
const PAGE = 500;

export interface Lag {
  readonly consumer: string;
  readonly tmo_id: number;
  readonly behind: number;
  /** Why it stopped, when it did; it goes on only after somebody lets it. */
  readonly parked_because: string | null;
}

interface Consumer {
  readonly name: string;
  /** Handles a page inside the transaction that moves the checkpoint. */
  readonly handle: (tx: Tx, tmo_id: number, events: readonly StoredEvent[]) => Promise<void>;
}

/** An event type this release does not know: a newer one wrote it. It must be met by whoever can read it. */
class UnknownEventType extends Error {
  constructor(event: StoredEvent) {
    super(`position ${event.position} is of the unknown type ${event.type}`);
  }
}

/**
 * The log was busy, or the database away or short of something: by SQLSTATE's classes (08 connection, 40 rolled back,
 * 53 resources, 55P03 a lock, 57P someone shut it down), or the socket's own word. Nothing is wrong with the event.
 */
function passesByItself(error: unknown): boolean {
  if (error instanceof Conflict) return true;
  const code = sqlState(error);
  if (code !== undefined) return /^(08|40|53|55P03$|57P)|^E[A-Z]{4,}/.test(code);
  return (
    error instanceof Error && /^(Connection terminated|Client has encountered a connection error)/.test(error.message)
  );
}

/**
 * Carries the log to its readers: async projections and processes, each with a checkpoint per TMO. An error parks
 * that consumer in that TMO where it stands, says so, and never skips the event.
 */
export class Consumers {
  private readonly consumers: readonly Consumer[];

  constructor(
    private readonly db: Database,
    private readonly registry: Registry,
    private readonly executor: Executor,
  ) {
    this.consumers = [
      ...registry.projections.filter((p) => p.mode === 'async').map((p) => this.projecting(p)),
      ...registry.processes.map((p) => this.reacting(p)),
    ];
  }

  /** Every consumer's distance from each log's end, parked ones included; those at the end are left out. */
  async lags(): Promise<readonly Lag[]> {
    const names = this.consumers.map((c) => c.name);
    return this.db.withoutTmo((tx) =>
      tx.query<Lag>(
        `select n.consumer, h.tmo_id, h.position - coalesce(c.position, 0) as behind, c.parked_because
          from head h cross join unnest($1::text[]) n(consumer)
          left join checkpoint c on c.consumer = n.consumer and c.tmo_id = h.tmo_id
          where h.position > coalesce(c.position, 0) order by n.consumer, h.tmo_id`,
        [names],
      ),
    );
  }

  /**
   * Gives every consumer that is behind and not parked one page. Answers how many pages were handled.
   * @throws the first thing that will pass by itself (the log is busy, the database is away), after all had their turn
   */
  async runOnce(): Promise<number> {
    let handled = 0;
    const passing: unknown[] = [];
    for (const lag of await this.lags()) {
      const consumer = this.consumers.find((c) => c.name === lag.consumer);
      if (!consumer || lag.parked_because !== null) continue;
      try {
        if (await this.page(consumer, lag.tmo_id)) handled += 1;
      } catch (error) {
        passing.push(error);
      }
    }
    if (passing.length > 0) throw passing[0];
    return handled;
  }

  /** Until nobody is behind (or everybody who is, is parked). */
  async drain(): Promise<void> {
    while ((await this.runOnce()) > 0);
  }

  /** Lets a parked consumer try again at the event that parked it. */
  async resume(consumer: string, tmo_id: number): Promise<void> {
    await this.db.withoutTmo((tx) =>
      tx.query(
        `update checkpoint set parked_at = null, parked_position = null, parked_because = null
          where consumer = $1 and tmo_id = $2`,
        [consumer, tmo_id],
      ),
    );
  }

  /** False when another worker is handling the page, or has just handled it. */
  private async page(consumer: Consumer, tmo_id: number): Promise<boolean> {
    let at = 0;
    try {
      return await this.db.inTmo({ tmo_id }, async (tx) => {
        await tx.query(
          `insert into checkpoint (consumer, tmo_id, position) values ($1, $2, 0) on conflict do nothing`,
          [consumer.name, tmo_id],
        );
        // The row lock keeps two workers from handling one page twice; whoever comes second does not wait for it.
        const [row] = await tx.query<{ position: number }>(
          `select position from checkpoint where consumer = $1 and tmo_id = $2 and parked_at is null
            for update skip locked`,
          [consumer.name, tmo_id],
        );
        if (!row) return false;
        const events = await loadEvents(tx, tmo_id, { from: row.position + 1, limit: PAGE });
        const last = events.at(-1);
        if (!last) return false;
        at = row.position + 1;
        const unknown = events.find((e) => !this.registry.eventTypes.has(e.type));
        if (unknown) throw new UnknownEventType(unknown);
        await consumer.handle(tx, tmo_id, events);
        await tx.query('update checkpoint set position = $3 where consumer = $1 and tmo_id = $2', [
          consumer.name,
          tmo_id,
          last.position,
        ]);
        return true;
      });
    } catch (error) {
      if (passesByItself(error)) throw error;
      await this.park(consumer.name, tmo_id, at, error);
      return true;
    }
  }

  private async park(consumer: string, tmo_id: number, position: number, error: unknown): Promise<void> {
    const because = error instanceof Error ? error.message : String(error);
    await this.db.withoutTmo((tx) =>
      tx.query(
        `insert into checkpoint (consumer, tmo_id, position, parked_at, parked_position, parked_because)
          values ($1, $2, 0, now(), $3, $4) on conflict (consumer, tmo_id)
          do update set parked_at = now(), parked_position = $3, parked_because = $4`,
        [consumer, tmo_id, position, because],
      ),
    );
  }

  private projecting(projection: Projection): Consumer {
    return {
      name: projection.name,
      handle: async (tx, tmo_id, events) => {
        const mine = projection.events === '*' ? events : events.filter((e) => projection.events.includes(e.type));
        if (mine.length > 0) await projection.apply(tx, tmo_id, mine);
      },
    };
  }

  private reacting(process: Process): Consumer {
    return {
      name: process.name,
      handle: async (tx, tmo_id, events) => {
        const ctx = { tmo_id, actor: { kind: 'system', name: process.actor } } as const;
        for (const event of events.filter((e) => process.events.includes(e.type))) {
          for (const [i, call] of (await process.react(event, tx)).entries()) {
            // The command's own transaction: should the checkpoint then not move, its id makes the next try a repeat.
            await this.executor.execute(ctx, call.command, call.payload, {
              command_id: deterministicUuid(process.name, String(tmo_id), String(event.position), String(i)),
              source: { kind: 'event', consumer: process.name, position: event.position },
            });
          }
        }
      },
    };
  }
}
