import { Module } from '@nestjs/common';
import { DutiesModule } from '#platform/jobs';
import { navigationItem } from '#platform/web';
import { AccountEntriesController } from './pages/account-entries.controller.js';
import { monitoringRefusals } from './pages/refusals.js';
import { ReturnController } from './pages/return.controller.js';
import { ReturnsController } from './pages/returns.controller.js';
import { RowsController } from './pages/rows.controller.js';
import { MakeReturnController } from './return/make-return/make-return.controller.js';
import { RemakeReturnController } from './return/remake-return/remake-return.controller.js';

monitoringRefusals();
navigationItem({ text: 'Returns', path: 'monitoring', permission: 'monitoring.view', order: 50 });

/** The returns' pages. They need the web, the vault's provenance and the duties. */
@Module({
  imports: [DutiesModule],
  // "remake" comes before the versions, which are the same length of path.
  controllers: [
    ReturnsController,
    MakeReturnController,
    RemakeReturnController,
    ReturnController,
    RowsController,
    AccountEntriesController,
  ],
})
export class MonitoringOfficeModule {}
