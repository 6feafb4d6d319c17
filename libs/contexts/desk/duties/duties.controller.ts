import { Controller, Get, Inject } from '@nestjs/common';
import type { CivilDate } from '#kernel';
import { Database } from '#platform/database';
import { Registry } from '#platform/event-store';
import { Ctx, Permit, type TmoContext } from '#platform/identity';
import { Duties } from '#platform/jobs';
import { type Page, page } from '#platform/web';

interface RunRow {
  readonly duty: string;
  readonly due_on: CivilDate;
  readonly started_at: string;
  readonly ended_at: string | null;
  readonly failed_because: string | null;
}

/** What should have happened and did not, and the last attempts at it. A query, so a dead worker cannot hide itself. */
@Controller('t/:tmo/duties')
export class DutiesController {
  constructor(
    @Inject(Database) private readonly db: Database,
    @Inject(Registry) private readonly registry: Registry,
    @Inject(Duties) private readonly duties: Duties,
  ) {}

  @Get()
  @Permit('desk.view')
  async list(@Ctx() ctx: TmoContext): Promise<Page> {
    const outstanding = await this.duties.outstanding(ctx.tmo_id);
    const runs = await this.db.inTmo(ctx, (tx) =>
      tx.query<RunRow>(
        `select duty, due_on, started_at, ended_at, failed_because from duty_run where tmo_id = $1
          order by started_at desc limit 50`,
        [ctx.tmo_id],
      ),
    );
    return page('desk/duties/duties', {
      title: 'Duties',
      back: { href: `/t/${ctx.tmo_id}`, text: 'Home' },
      outstanding: outstanding.map((d) => ({
        title: d.title,
        due_on: d.due_on,
        status: d.failed_because
          ? { text: `Failed: ${d.failed_because}`, tag: 'red' }
          : { text: 'Not done', tag: 'orange' },
      })),
      runs: runs.map((r) => ({
        title: this.registry.duties.get(r.duty)?.title ?? r.duty,
        due_on: r.due_on,
        started_at: r.started_at,
        status: statusOf(r),
      })),
    });
  }
}

function statusOf(run: RunRow): { text: string; tag: string } {
  if (run.failed_because) return { text: `Failed: ${run.failed_because}`, tag: 'red' };
  return run.ended_at ? { text: 'Done', tag: 'green' } : { text: 'Running, or cut off', tag: 'yellow' };
}
