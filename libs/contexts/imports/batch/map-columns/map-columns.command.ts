import { IsObject } from 'class-validator';
import { defineCommand, IsId } from '#platform/event-store';
import type { ExtractMapping } from '../../extract/index.js';
import { batchDecider } from '../batch.js';
import { decideMapColumns, type MapColumns } from './map-columns.js';

export class MapColumnsDto implements MapColumns {
  @IsId()
  batch_id: string;

  /** Which column is what: a field of ours to the name in the header; `address` and `phone` are lists. */
  @IsObject()
  mapping: ExtractMapping;
}

export const mapColumns = defineCommand({
  type: 'imports.map-columns',
  permission: 'imports.run',
  decider: batchDecider,
  payload: MapColumnsDto,
  streamId: (c) => c.batch_id,
  decide: decideMapColumns,
});
