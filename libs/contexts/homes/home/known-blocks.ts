import type { Tx } from '#platform/database';
import type { KnownBlock } from './home-facts.js';

/** Whether the blocks that homes are put into are this TMO's. */
export async function knownBlocks(
  tx: Tx,
  tmo_id: number,
  payloads: readonly { readonly block_id: string | null }[],
): Promise<readonly KnownBlock[]> {
  const ids = [...new Set(payloads.flatMap((p) => p.block_id ?? []))];
  const rows = await tx.query<{ block_id: string }>(
    `select block_id from home_block where tmo_id = $1 and block_id = any($2::uuid[])`,
    [tmo_id, ids],
  );
  const known = new Set(rows.map((r) => r.block_id));
  return payloads.map(({ block_id }) => ({
    block_known: block_id === null || known.has(block_id),
  }));
}
