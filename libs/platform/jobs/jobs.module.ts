import { BullModule } from '@nestjs/bullmq';
import { Module } from '@nestjs/common';
import { Database } from '#platform/database';
import { Executor, Registry } from '#platform/event-store';
import { Consumers } from '#platform/projections';
import { ConsumerLoop } from './consumer-loop.js';
import { Duties } from './duties.js';
import { DUTIES_QUEUE, DutiesProcessor } from './duties.processor.js';
import { QueueModule } from './queue.module.js';

/** What office and worker both know: which duties are outstanding and how far the consumers have come. */
@Module({
  providers: [
    Duties,
    {
      provide: Consumers,
      inject: [Database, Registry, Executor],
      useFactory: (db: Database, registry: Registry, executor: Executor) => new Consumers(db, registry, executor),
    },
  ],
  exports: [Duties, Consumers],
})
export class DutiesModule {}

/** The worker's half: it alone runs jobs and consumers. */
@Module({
  imports: [DutiesModule, QueueModule, BullModule.registerQueue({ name: DUTIES_QUEUE })],
  providers: [DutiesProcessor, ConsumerLoop],
})
export class JobsWorkerModule {}
