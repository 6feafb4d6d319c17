import { addDays, type CivilDate, mondayOf } from '#kernel';
import { type CsvFile, sha256Hex } from '#platform/files';
import type { ExtractCounts } from '../batch/batch.events.js';
import { EXTRACT_FIELDS, type ExtractMapping } from '../batch/extract-mapping.js';
import type { BatchView } from '../batches/batches.queries.js';
import type { CheckedExtract, ExtractWarning, WarningCode } from '../extract/index.js';
import { planImport } from '../plan/plan-import.js';

/** A warning under the name it is ticked by, "<record> <code>"; what is odd twice in one record is ticked once. */
export interface KeyedWarning extends ExtractWarning {
  readonly key: string;
}

/** What an extract would bring in, and what stands in its way. */
export interface DryRun {
  readonly batch: BatchView;
  readonly file_name: string;
  readonly mapping: ExtractMapping;
  readonly extract: CheckedExtract;
  readonly counts: ExtractCounts;
  /** The records that stay out, because they are wrong. */
  readonly wrong: readonly number[];
  readonly warnings: readonly KeyedWarning[];
  /** False when the columns do not serve: then nothing could be read. */
  readonly usable: boolean;
  /** Columns of the file that nothing is taken from. */
  readonly unused_columns: readonly string[];
  /** The last Sunday: balances are clean at the end of a week. */
  readonly as_at: CivilDate;
  /** Another when anything of this changes: what somebody looked at is what goes in. */
  readonly digest: string;
}

/** What somebody has to do before the extract can go in. */
export type WhatToDo =
  | { readonly kind: 'columns' | 'nothing-to-put-in' | 'changed' }
  | { readonly kind: 'leave-out'; readonly records: number }
  | { readonly kind: 'tick'; readonly code: WarningCode; readonly missing: number };

const HEADER = 1;

export function dryRunOf(
  { batch, file_name, csv }: { readonly batch: BatchView; readonly file_name: string; readonly csv: CsvFile },
  mapping: ExtractMapping,
  extract: CheckedExtract,
  today: CivilDate,
): DryRun {
  const as_at = addDays(mondayOf(addDays(today, 1)), -1);
  const { batch_id, sha256 } = batch;
  const blank = { blocks: new Map<string, string>(), next_account_number: 1, left_out: [], ticked: [] };
  return {
    batch,
    file_name,
    mapping,
    extract,
    counts: planImport(extract, { batch_id, sha256, as_at, ...blank }).counts,
    wrong: [...new Set(extract.errors.map((e) => e.record))].filter((record) => record !== HEADER),
    warnings: keyed(extract.warnings),
    usable: !extract.errors.some((e) => e.record === HEADER),
    unused_columns: unusedColumns(csv, mapping),
    as_at,
    digest: sha256Hex(Buffer.from(JSON.stringify([mapping, extract]), 'utf8')).slice(0, 16),
  };
}

/** What is still to be done, the first things first; empty when it can go in. */
export function whatToDo(
  { usable, extract, wrong, warnings, digest }: DryRun,
  asked: { readonly ticked: readonly string[]; readonly leave_out: boolean; readonly checked: string },
): WhatToDo[] {
  if (!usable) return [{ kind: 'columns' }];
  if (asked.checked !== digest) return [{ kind: 'changed' }];
  if (extract.homes.length === 0) return [{ kind: 'nothing-to-put-in' }];
  const ticked = new Set(asked.ticked);
  const missing = new Map<WarningCode, number>();
  for (const { key, code } of warnings)
    if (!ticked.has(key) && !ticked.has(code)) missing.set(code, (missing.get(code) ?? 0) + 1);
  const leaveOut = wrong.length > 0 && !asked.leave_out;
  return [
    ...(leaveOut ? [{ kind: 'leave-out', records: wrong.length } as const] : []),
    ...[...missing].map(([code, count]) => ({ kind: 'tick', code, missing: count }) as const),
  ];
}

function keyed(warnings: readonly ExtractWarning[]): KeyedWarning[] {
  const found = new Map<string, KeyedWarning>();
  for (const warning of warnings) {
    const key = `${warning.record} ${warning.code}`;
    const before = found.get(key);
    found.set(key, { ...warning, key, message: before ? `${before.message} ${warning.message}` : warning.message });
  }
  return [...found.values()];
}

function unusedColumns({ header }: CsvFile, mapping: ExtractMapping): string[] {
  const used = new Set([
    ...EXTRACT_FIELDS.flatMap((field) => mapping[field] ?? []),
    ...mapping.address,
    ...mapping.phone,
  ]);
  return header.filter((name) => name !== '' && !used.has(name));
}
