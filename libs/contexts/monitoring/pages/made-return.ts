import { NotFoundException } from '@nestjs/common';
import type { Tx } from '#platform/database';
import type { TmoContext } from '#platform/identity';
import { tmoPath } from '#platform/web';
import { parseQuarter } from '../return/quarter.js';
import { returnEvent, type StoredReturn } from '../returns/returns.queries.js';

/** The return that a path names. @throws NotFoundException when this TMO has made none such */
export async function returnAsked(tx: Tx, ctx: TmoContext, quarter: string, version?: string): Promise<StoredReturn> {
  const named = parseQuarter(quarter) && (version === undefined || /^[1-9]\d{0,5}$/.test(version));
  const made = named
    ? await returnEvent(tx, ctx.tmo_id, quarter, version === undefined ? undefined : Number(version))
    : undefined;
  if (!made) throw new NotFoundException('no such return');
  return made;
}

/** Where a return's pages are: of this version, whichever is newest later. */
export function returnPath(
  ctx: TmoContext,
  of: { readonly quarter: string; readonly version: number },
  ...more: string[]
): string {
  return tmoPath(ctx, 'monitoring/returns', of.quarter, String(of.version), ...more);
}
