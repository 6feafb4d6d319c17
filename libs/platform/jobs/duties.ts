import { Inject, Injectable } from '@nestjs/common';
import { ModuleRef } from '@nestjs/core';
import { type CivilDate, londonDateOf } from '#kernel';
import { Database } from '#platform/database';
import { type Duty, type DutyServices, Registry, StoreClock } from '#platform/event-store';

/** Something that should have happened by a date and has not. */
export interface OutstandingDuty {
  readonly tmo_id: number;
  readonly duty: string;
  readonly title: string;
  readonly due_on: CivilDate;
  /** The last attempt's failure, when there was one. */
  readonly failed_because: string | null;
}

/**
 * What is due and what is done, computed from the calendar and the log each time it is asked: a dead worker cannot
 * hide that nothing happened.
 */
@Injectable()
export class Duties {
  constructor(
    @Inject(Database) private readonly db: Database,
    @Inject(Registry) private readonly registry: Registry,
    @Inject(StoreClock) private readonly clock: StoreClock,
    @Inject(ModuleRef) private readonly modules: ModuleRef,
  ) {}

  /** Everything due up to and including `through` (today in London unless told) and not done, oldest first. */
  async outstanding(tmo_id: number, through?: CivilDate): Promise<readonly OutstandingDuty[]> {
    const until = through ?? londonDateOf(this.clock.now());
    const found: OutstandingDuty[] = [];
    for (const duty of this.registry.duties.values()) {
      const rows = await this.db.inTmo({ tmo_id }, async (tx) => {
        const dates = await duty.outstanding(tx, tmo_id, until);
        const failures = await tx.query<{ due_on: CivilDate; failed_because: string | null }>(
          `select distinct on (due_on) due_on, failed_because from duty_run
            where tmo_id = $1 and duty = $2 and due_on = any($3::date[]) order by due_on, attempt desc`,
          [tmo_id, duty.name, dates],
        );
        const because = new Map(failures.map((f) => [f.due_on, f.failed_because]));
        return dates.map((due_on) => ({ due_on, failed_because: because.get(due_on) ?? null }));
      });
      found.push(...rows.map((r) => ({ tmo_id, duty: duty.name, title: duty.title, ...r })));
    }
    return found.sort((a, b) => (a.due_on < b.due_on ? -1 : 1));
  }

  /** The TMOs whose logs are kept here. */
  async tmos(): Promise<readonly number[]> {
    const rows = await this.db.withoutTmo((tx) => tx.query<{ tmo_id: number }>('select tmo_id from tmo order by 1'));
    return rows.map((r) => r.tmo_id);
  }

  /**
   * Does everything outstanding of one duty in one TMO, oldest first, each under its own date. Stops at the first
   * that fails, so that a later week is never charged before an earlier one.
   * @throws what the duty threw, after writing it down
   */
  async perform(tmo_id: number, name: string): Promise<void> {
    const duty = this.registry.duties.get(name);
    if (!duty) throw new Error(`there is no duty ${name}`);
    const today = londonDateOf(this.clock.now());
    const dates = await this.db.inTmo({ tmo_id }, (tx) => duty.outstanding(tx, tmo_id, today));
    for (const due_on of dates) await this.attempt(tmo_id, duty, due_on);
  }

  private async attempt(tmo_id: number, duty: Duty, due_on: CivilDate): Promise<void> {
    const key = [tmo_id, duty.name, due_on];
    const attempt = await this.db.inTmo({ tmo_id }, async (tx) => {
      const [row] = await tx.query<{ attempt: number }>(
        `insert into duty_run (tmo_id, duty, due_on, attempt)
          select $1, $2, $3, coalesce(max(attempt), 0) + 1 from duty_run where tmo_id = $1 and duty = $2 and due_on = $3
          returning attempt`,
        key,
      );
      return row?.attempt ?? 1;
    });
    const end = (because: string | null) =>
      this.db.inTmo({ tmo_id }, (tx) =>
        tx.query(
          `update duty_run set ended_at = now(), failed_because = $5
            where tmo_id = $1 and duty = $2 and due_on = $3 and attempt = $4`,
          [...key, attempt, because],
        ),
      );
    const services: DutyServices = { get: (type) => this.modules.get(type, { strict: false }) };
    try {
      await duty.perform({ tmo_id, actor: { kind: 'system', name: duty.actor } }, due_on, services);
    } catch (error) {
      await end(error instanceof Error ? error.message : String(error));
      throw error;
    }
    await end(null);
  }
}
