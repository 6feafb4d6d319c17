import { defineCommand, IsId } from '#platform/event-store';
import { batchDecider } from '../batch.js';
import { decideDiscardExtract, type DiscardExtract } from './discard-extract.js';

export class DiscardExtractDto implements DiscardExtract {
  @IsId()
  batch_id: string;
}

export const discardExtract = defineCommand({
  type: 'imports.discard-extract',
  permission: 'imports.run',
  decider: batchDecider,
  payload: DiscardExtractDto,
  streamId: (c) => c.batch_id,
  decide: decideDiscardExtract,
});
