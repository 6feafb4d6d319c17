import { Module } from '@nestjs/common';
import { defineContext } from '#platform/event-store';
import { applyExtract } from './batch/apply-extract/apply-extract.command.js';
import { IMPORTS_EVENTS } from './batch/batch.events.js';
import { discardExtract } from './batch/discard-extract/discard-extract.command.js';
import { mapColumns } from './batch/map-columns/map-columns.command.js';
import { receiveExtract } from './batch/receive-extract/receive-extract.command.js';
import { ImportBatches1763900700000 } from './batches/batches.migration.js';
import { batchesProjection } from './batches/batches.projection.js';
import { ExtractImport } from './importing/extract-import.service.js';

export { ExtractImport, mapColumns };

export const importsContext = defineContext({
  name: 'imports',
  events: IMPORTS_EVENTS,
  commands: [receiveExtract, mapColumns, applyExtract, discardExtract],
  projections: [batchesProjection],
  migrations: [ImportBatches1763900700000],
});

/** What office and command line share of this context. */
@Module({ providers: [ExtractImport], exports: [ExtractImport] })
export class ImportsModule {}
