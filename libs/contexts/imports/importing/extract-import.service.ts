import { Inject, Injectable, NotFoundException } from '@nestjs/common';
import { type CivilDate, deterministicUuid, londonDateOf, type Refusal } from '#kernel';
import { TENURES } from '#contexts/tenancies/contracts/index.js';
import { Database } from '#platform/database';
import {
  CommandIdReused,
  Executor,
  loadStates,
  type Outcome,
  PermissionDenied,
  sqlState,
  StoreClock,
  type TmoContext,
} from '#platform/event-store';
import { type CsvFile, type CsvRefused, readCsv, sha256Hex } from '#platform/files';
import { actorMay } from '#platform/identity';
import { KeptFiles } from '#platform/privacy';
import { type ApplyExtract, decideApplyExtract } from '../batch/apply-extract/apply-extract.js';
import { batchDecider, batchSubject } from '../batch/batch.js';
import { discardExtract } from '../batch/discard-extract/discard-extract.command.js';
import type { ExtractMapping } from '../batch/extract-mapping.js';
import { receiveExtract } from '../batch/receive-extract/receive-extract.command.js';
import { batchOfFile, type BatchView, importBatch } from '../batches/batches.queries.js';
import {
  checkExtract,
  dateOrderIn,
  type ExtractError,
  guessExtractMapping,
  MAX_EXTRACT_RECORDS,
} from '../extract/index.js';
import { planImport } from '../plan/plan-import.js';
import { type DryRun, dryRunOf, type WhatToDo, whatToDo } from './dry-run.js';
import { type KnownHere, knownHere } from './known-here.js';

/** An uploaded extract with what is in it. */
export interface KeptExtract {
  readonly batch: BatchView;
  readonly file_name: string;
  readonly csv: CsvFile;
}

export type Received =
  | { readonly status: 'received'; readonly batch_id: string }
  /** The file cannot be read; each problem says where and what to do. */
  | { readonly status: 'unreadable'; readonly problems: CsvRefused['problems'] }
  /** The very same file is there already. */
  | { readonly status: 'uploaded-before'; readonly batch: BatchView };

export type Applied =
  | { readonly status: 'applied'; readonly batch: BatchView }
  /** Somebody has to look, tick or choose first. */
  | { readonly status: 'not-ready'; readonly to_do: readonly WhatToDo[] }
  /** Nothing went in. The record is the one that the refused command came from. */
  | { readonly status: 'refused'; readonly refusal: Refusal; readonly record: number | undefined };

export interface ApplyRequest {
  readonly as_at: CivilDate;
  /** The keys of the warnings that somebody looked at, or the codes of whole kinds of them. */
  readonly ticked: readonly string[];
  /** Whether the wrong records are to be left out. */
  readonly leave_out: boolean;
  /** The dry run's digest: what somebody looked at is what goes in. */
  readonly checked: string;
}

const UNIQUE_VIOLATION = '23505';

/** Takes a council's extract from the upload to the records: kept sealed, columns named, checked, then all or nothing. */
@Injectable()
export class ExtractImport {
  constructor(
    @Inject(Database) private readonly db: Database,
    @Inject(Executor) private readonly executor: Executor,
    @Inject(StoreClock) private readonly clock: StoreClock,
    @Inject(KeptFiles) private readonly files: KeptFiles,
  ) {}

  /** @param request_id the form's command id: the same form sent twice with the same file is one upload */
  async receive(
    ctx: TmoContext,
    file: { readonly name: string; readonly bytes: Buffer },
    request_id: string,
  ): Promise<Received> {
    if (!actorMay(ctx.actor, receiveExtract.permission)) throw new PermissionDenied(receiveExtract.permission);
    const csv = readCsv(file.bytes, { maxRecords: MAX_EXTRACT_RECORDS });
    if (!csv.ok) return { status: 'unreadable', problems: csv.problems };
    const sha256 = sha256Hex(file.bytes);
    const batch_id = deterministicUuid('import-batch', String(ctx.tmo_id), request_id, sha256);
    const before = await this.db.inTmo(ctx, (tx) => batchOfFile(tx, ctx.tmo_id, sha256));
    if (before?.batch_id === batch_id) return { status: 'received', batch_id };
    if (before) return { status: 'uploaded-before', batch: before };
    await this.keep(ctx, batch_id, file);
    const payload = { batch_id, file_name: file.name, sha256, bytes: file.bytes.length };
    const command_id = deterministicUuid('receive-extract', batch_id);
    const outcome = await this.executor.execute(ctx, receiveExtract, payload, { command_id });
    if (outcome.status === 'refused') throw new Error(`the upload was refused: ${outcome.refusal.code}`);
    return { status: 'received', batch_id };
  }

  /** @throws NotFoundException where this TMO has no such extract, or its file is kept no longer */
  async open(ctx: TmoContext, batch_id: string): Promise<KeptExtract> {
    const [batch, file] = await this.db.inTmo(ctx, (tx) =>
      Promise.all([importBatch(tx, ctx.tmo_id, batch_id), this.files.read(tx, ctx.tmo_id, batchSubject(batch_id))]),
    );
    if (!batch || !file) throw new NotFoundException('no such extract');
    const csv = readCsv(file.bytes, { maxRecords: MAX_EXTRACT_RECORDS });
    if (!csv.ok) throw new Error(`the kept extract ${batch_id} cannot be read any more: ${csv.problems[0]?.code}`);
    return { batch, file_name: file.name, csv };
  }

  /** What somebody chose for the columns or, before that, a first guess by their names and the dates in them. */
  mappingOf({ batch, csv }: KeptExtract): ExtractMapping {
    if (batch.mapping) return batch.mapping;
    const guess = guessExtractMapping(csv.header);
    return dateOrderIn(csv, guess) === 'month-first' ? { ...guess, date_order: 'month-first' } : guess;
  }

  /**
   * Checks the kept file against itself and the records as they are now. Nothing goes in.
   * @throws NotFoundException also while nobody has said which column is what
   */
  async dryRun(ctx: TmoContext, batch_id: string): Promise<DryRun> {
    return (await this.check(ctx, batch_id)).dryRun;
  }

  /** The records that were left out when the extract went in, with what was wrong with them then. */
  async leftOut(ctx: TmoContext, batch_id: string): Promise<readonly ExtractError[]> {
    const { batch, csv } = await this.open(ctx, batch_id);
    if (!batch.mapping || batch.settled_at === null) return [];
    const { errors } = checkExtract(csv, batch.mapping, { today: londonDateOf(batch.settled_at), tenures: TENURES });
    const explained = new Set(errors.map((e) => e.record));
    const others = batch.left_out.filter((record) => !explained.has(record));
    const why = { column: '', value: '', why: 'was in the records already when this extract went in', what_to_do: '' };
    return [...errors, ...others.map((record) => ({ record, ...why }))].toSorted((a, b) => a.record - b.record);
  }

  /** Puts in what the dry run shows, all of it or nothing. Asked again, it does nothing again. */
  async apply(ctx: TmoContext, batch_id: string, asked: ApplyRequest): Promise<Applied> {
    const before = await this.applied(ctx, batch_id);
    if (before) return before;
    const stopped = await this.attempt(ctx, batch_id, asked);
    // Whatever stopped this one may be that another tab has put it in meanwhile.
    const done = await this.applied(ctx, batch_id);
    if (done) return done;
    if (!stopped) throw new Error(`the extract ${batch_id} went in and is not known to have`);
    return stopped;
  }

  /** Why it did not go in; undefined when it did. */
  private async attempt(ctx: TmoContext, batch_id: string, asked: ApplyRequest): Promise<Applied | undefined> {
    const { dryRun, known } = await this.check(ctx, batch_id);
    const to_do = whatToDo(dryRun, asked);
    if (to_do.length > 0) return { status: 'not-ready', to_do };
    const { batch, extract, wrong, warnings } = dryRun;
    const ticked = warnings.map((w) => w.key);
    const options = { batch_id, sha256: batch.sha256, as_at: asked.as_at, left_out: wrong, ticked, ...known };
    const { items, counts } = planImport(extract, options);
    const refusal = await this.refusedEnd(ctx, { batch_id, as_at: asked.as_at, counts, left_out: wrong, ticked });
    if (refusal) return { status: 'refused', refusal, record: undefined };
    try {
      const { outcomes } = await this.executor.executeMany(ctx, items, { onRefusal: 'abort' });
      const last = outcomes.at(-1);
      if (last?.status !== 'refused') return undefined;
      const source = items[outcomes.length - 1]?.source;
      const record = source?.kind === 'file' ? source.record : undefined;
      return { status: 'refused', refusal: last.refusal, record };
    } catch (error) {
      // Another tab sent the same extract with another day while this one was being checked.
      if (error instanceof CommandIdReused) return undefined;
      throw error;
    }
  }

  /** Throws the file away, while nothing of it is in the records. */
  async discard(ctx: TmoContext, batch_id: string, command_id: string): Promise<Outcome> {
    const outcome = await this.executor.execute(ctx, discardExtract, { batch_id }, { command_id });
    if (outcome.status === 'accepted')
      await this.db.inTmo(ctx, (tx) => this.files.discard(tx, ctx.tmo_id, batchSubject(batch_id)));
    return outcome;
  }

  /** The same form sent twice at once keeps its file once. */
  private async keep(ctx: TmoContext, batch_id: string, file: { name: string; bytes: Buffer }): Promise<void> {
    try {
      await this.db.inTmo(ctx, (tx) => this.files.keep(tx, ctx.tmo_id, batchSubject(batch_id), file));
    } catch (error) {
      if (sqlState(error) !== UNIQUE_VIOLATION) throw error;
    }
  }

  private async check(
    ctx: TmoContext,
    batch_id: string,
  ): Promise<{ readonly dryRun: DryRun; readonly known: Pick<KnownHere, 'blocks' | 'next_account_number'> }> {
    const kept = await this.open(ctx, batch_id);
    const { mapping } = kept.batch;
    if (!mapping) throw new NotFoundException('its columns have no meaning yet');
    const today = this.today();
    const { records, ...known } = await this.db.inTmo(ctx, (tx) => knownHere(tx, ctx.tmo_id, today));
    const extract = checkExtract(kept.csv, mapping, { today, tenures: TENURES, known: records });
    return { dryRun: dryRunOf(kept, mapping, extract, today), known };
  }

  /** Asks the batch's own rule beforehand: it is the last of the list, and long lists should not run for nothing. */
  private async refusedEnd(ctx: TmoContext, end: ApplyExtract): Promise<Refusal | undefined> {
    const states = await this.db.inTmo(ctx, (tx) => loadStates(tx, ctx.tmo_id, batchDecider, [end.batch_id]));
    const state = states.get(end.batch_id) ?? batchDecider.initial;
    const decision = decideApplyExtract(end, state, { today: this.today() });
    return decision.accepted ? undefined : decision.refusal;
  }

  private async applied(ctx: TmoContext, batch_id: string): Promise<Applied | undefined> {
    const batch = await this.db.inTmo(ctx, (tx) => importBatch(tx, ctx.tmo_id, batch_id));
    return batch?.status === 'applied' ? { status: 'applied', batch } : undefined;
  }

  private today(): CivilDate {
    return londonDateOf(this.clock.now());
  }
}
