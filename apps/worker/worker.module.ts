import { Module } from '@nestjs/common';
import { CoreModule } from '#composition';
import { POOL_SIZE } from '#platform/database';
import { JobsWorkerModule } from '#platform/jobs';

@Module({
  imports: [
    CoreModule.for({ applicationName: 'courtyard-worker', max: POOL_SIZE.worker, guarded: false }),
    JobsWorkerModule,
  ],
})
export class WorkerModule {}
