import type { CivilDate } from '#kernel';
import { blockNameKey, blocks, homes } from '#contexts/homes/contracts/index.js';
import { nextAccountNumber } from '#contexts/rent/contracts/index.js';
import { tenancies } from '#contexts/tenancies/contracts/index.js';
import type { Tx } from '#platform/database';
import { type KnownRecords, refKey } from '../extract/index.js';

/** What the records hold that an extract must not hold again, and what it builds on. */
export interface KnownHere {
  readonly records: KnownRecords;
  readonly blocks: ReadonlyMap<string, string>;
  readonly next_account_number: number;
}

export async function knownHere(tx: Tx, tmo_id: number, today: CivilDate): Promise<KnownHere> {
  const [register, held, known, next] = await Promise.all([
    homes(tx, tmo_id),
    tenancies(tx, tmo_id, 'all', today),
    blocks(tx, tmo_id),
    nextAccountNumber(tx, tmo_id),
  ]);
  return {
    records: {
      property_refs: new Set(register.map((home) => refKey(home.property_ref))),
      uprns: new Set(register.flatMap((home) => home.uprn ?? [])),
      tenancy_refs: new Set(held.map((tenancy) => refKey(tenancy.tenancy_ref))),
    },
    blocks: new Map(known.map((block) => [blockNameKey(block.name), block.block_id])),
    next_account_number: Number(next),
  };
}
