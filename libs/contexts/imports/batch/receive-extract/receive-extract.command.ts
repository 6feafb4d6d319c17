import { IsInt, IsPositive, Matches } from 'class-validator';
import { defineCommand, IsId, IsLine } from '#platform/event-store';
import { batchDecider, batchSubject } from '../batch.js';
import { decideReceiveExtract, type ReceiveExtract } from './receive-extract.js';

export class ReceiveExtractDto implements ReceiveExtract {
  @IsId()
  batch_id: string;

  @IsLine()
  file_name: string;

  @Matches(/^[\da-f]{64}$/)
  sha256: string;

  @IsInt()
  @IsPositive()
  bytes: number;
}

export const receiveExtract = defineCommand({
  type: 'imports.receive-extract',
  permission: 'imports.run',
  decider: batchDecider,
  payload: ReceiveExtractDto,
  streamId: (c) => c.batch_id,
  decide: decideReceiveExtract,
  sealed: { subject: (c) => batchSubject(c.batch_id), fields: ['file_name'] },
});
