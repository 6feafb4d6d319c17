import { Inject, Injectable, type OnModuleInit } from '@nestjs/common';
import { londonDateOf } from '#kernel';
import { Database } from '#platform/database';
import { StoreClock } from '#platform/event-store';
import { Duties } from '#platform/jobs';
import { Consumers } from '#platform/projections';
import { HealthChecks, type HealthResult } from '#platform/web';

/** A consumer this far behind its log is worth a look even when it is not parked. */
const FAR_BEHIND = 5_000;

/** What /health asks: each is a query, so that a dead worker cannot hide that nothing happened. Numbers only, no names. */
@Injectable()
export class OfficeHealth implements OnModuleInit {
  constructor(
    @Inject(HealthChecks) private readonly checks: HealthChecks,
    @Inject(Database) private readonly db: Database,
    @Inject(StoreClock) private readonly clock: StoreClock,
    @Inject(Duties) private readonly duties: Duties,
    @Inject(Consumers) private readonly consumers: Consumers,
  ) {}

  onModuleInit(): void {
    this.checks.add('database', () => this.database());
    this.checks.add('duties', () => this.overdue());
    this.checks.add('consumers', () => this.lag());
  }

  private async database(): Promise<HealthResult> {
    await this.db.withoutTmo((tx) => tx.query('select 1'));
    return { ok: true };
  }

  /** Due before today and not done: what is due today has until tonight. */
  private async overdue(): Promise<HealthResult> {
    const today = londonDateOf(this.clock.now());
    let overdue = 0;
    for (const tmo_id of await this.duties.tmos()) {
      overdue += (await this.duties.outstanding(tmo_id)).filter((d) => d.due_on < today).length;
    }
    return { ok: overdue === 0, detail: `${overdue} overdue` };
  }

  private async lag(): Promise<HealthResult> {
    const lags = await this.consumers.lags();
    const parked = lags.filter((l) => l.parked_because !== null).length;
    const most = Math.max(0, ...lags.map((l) => l.behind));
    return { ok: parked === 0 && most < FAR_BEHIND, detail: `${parked} parked, at most ${most} events behind` };
  }
}
