import { createHash } from 'node:crypto';

/** An event's columns as text, exactly as the log keeps them: `data` and `metadata` byte for byte. */
export interface HashedColumns {
  readonly tmo_id: number;
  readonly position: number;
  readonly stream_id: string;
  readonly version: number;
  readonly type: string;
  readonly data: string;
  readonly metadata: string;
  readonly effective_on: string;
  readonly recorded_at: string;
}

/** The hash before a log's first event: 32 zero bytes. */
export const GENESIS = Buffer.alloc(32);

const netstring = (text: string) => `${Buffer.byteLength(text)}:${text},`;

/** The fixed list of every column but the hash, each as a netstring (docs/log-format.md). */
export function preimage(e: HashedColumns): string {
  const columns = [
    String(e.tmo_id),
    String(e.position),
    e.stream_id,
    String(e.version),
    e.type,
    e.data,
    e.metadata,
    e.effective_on,
    e.recorded_at,
  ];
  return columns.map(netstring).join('');
}

/** sha256(previous ‖ preimage): 32 bytes. */
export function chainHash(previous: Buffer, event: HashedColumns): Buffer {
  return createHash('sha256').update(previous).update(preimage(event)).digest();
}
