import { accept, type DecideEnv, type Decision, refuse } from '#kernel';
import type { ExtractReceived } from '../batch.events.js';
import type { BatchState } from '../batch.js';

export interface ReceiveExtract {
  readonly batch_id: string;
  readonly file_name: string;
  readonly sha256: string;
  readonly bytes: number;
}

export function decideReceiveExtract(c: ReceiveExtract, state: BatchState, env: DecideEnv): Decision<ExtractReceived> {
  if (state.status !== 'none') return refuse('extract-already-received', { batch_id: c.batch_id });
  const { batch_id, file_name, sha256, bytes } = c;
  return accept({
    type: 'imports.extract-received.v1',
    data: { batch_id, file_name, sha256, bytes },
    effective_on: env.today,
  });
}
