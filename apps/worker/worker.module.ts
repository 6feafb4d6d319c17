import { Module } from '@nestjs/common';
import { RentModule } from '#contexts/rent/rent.module.js';
import { CoreModule } from '#composition';
import { POOL_SIZE } from '#platform/database';
import { JobsWorkerModule } from '#platform/jobs';

/** Consumers, schedules and jobs, and the services that the contexts' duties are done with. */
@Module({
  imports: [
    CoreModule.for({ applicationName: 'courtyard-worker', max: POOL_SIZE.worker, guarded: false }),
    RentModule,
    JobsWorkerModule,
  ],
})
export class WorkerModule {}
