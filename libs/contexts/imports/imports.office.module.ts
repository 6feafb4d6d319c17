import { Module } from '@nestjs/common';
import { commandEndpoints, navigationItem } from '#platform/web';
import { ImportsApiController } from './api/imports.api.controller.js';
import { ApplyExtractController } from './batch/apply-extract/apply-extract.controller.js';
import { DiscardExtractController } from './batch/discard-extract/discard-extract.controller.js';
import { mapColumns } from './batch/map-columns/map-columns.command.js';
import { MapColumnsController } from './batch/map-columns/map-columns.controller.js';
import { ReceiveExtractController } from './batch/receive-extract/receive-extract.controller.js';
import { BatchesController } from './batches/batches.controller.js';
import { ImportsModule } from './imports.module.js';
import { importsRefusals } from './refusals.js';

importsRefusals();
navigationItem({ text: 'Imports', path: 'imports', permission: 'imports.run', order: 40 });

/** The pages and endpoints of imports. The other commands' endpoints do more than send the command: they handle the file. */
@Module({
  imports: [ImportsModule],
  controllers: [
    commandEndpoints('imports', [mapColumns]),
    ImportsApiController,
    BatchesController,
    ReceiveExtractController,
    MapColumnsController,
    DiscardExtractController,
    ApplyExtractController,
  ],
})
export class ImportsOfficeModule {}
