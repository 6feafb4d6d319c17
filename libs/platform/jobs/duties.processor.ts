import { createHash } from 'node:crypto';
import { InjectQueue, OnWorkerEvent, Processor, WorkerHost } from '@nestjs/bullmq';
import { Inject, Logger, type OnApplicationBootstrap } from '@nestjs/common';
import type { Job, Queue } from 'bullmq';
import { Duties } from './duties.js';

export const DUTIES_QUEUE = 'duties';
const SWEEP_EVERY_MS = 30_000;

interface PerformJob {
  readonly tmo_id: number;
  readonly duty: string;
}

/**
 * Looks every half minute for what is due and gives each TMO's duty a job. The job says which duty, not which date:
 * its dates are computed when it runs, oldest first.
 */
@Processor(DUTIES_QUEUE, { concurrency: 2 })
export class DutiesProcessor extends WorkerHost implements OnApplicationBootstrap {
  private readonly logger = new Logger('duties');

  constructor(
    @Inject(Duties) private readonly duties: Duties,
    @InjectQueue(DUTIES_QUEUE) private readonly queue: Queue,
  ) {
    super();
  }

  async onApplicationBootstrap(): Promise<void> {
    await this.queue.upsertJobScheduler('sweep', { every: SWEEP_EVERY_MS }, { name: 'sweep' });
    await this.sweep(); // what fell due while nothing ran is not left for the next half minute
  }

  override async process(job: Job<PerformJob>): Promise<void> {
    if (job.name === 'sweep') return this.sweep();
    return this.duties.perform(job.data.tmo_id, job.data.duty);
  }

  private async sweep(): Promise<void> {
    for (const tmo_id of await this.duties.tmos()) {
      for (const duty of new Set((await this.duties.outstanding(tmo_id)).map((d) => d.duty))) {
        // One job at a time for a duty; one that has used up its tries is taken away so that it can be tried anew.
        const jobId = createHash('sha256').update(`${duty}\0${tmo_id}`).digest('hex');
        const before = await this.queue.getJob(jobId);
        if (before && (await before.isFailed())) await before.remove();
        await this.queue.add('perform', { tmo_id, duty }, { jobId });
      }
    }
  }

  @OnWorkerEvent('failed')
  failed(job: Job<PerformJob> | undefined, error: Error): void {
    this.logger.error(`${job?.data.duty ?? job?.name} for TMO ${job?.data.tmo_id} failed: ${error.message}`);
  }

  @OnWorkerEvent('error')
  lost(error: Error): void {
    this.logger.warn(`the duties queue lost its connection and goes on by itself: ${error.message}`);
  }
}
