import { Controller, Get, Inject } from '@nestjs/common';
import { Database } from '#platform/database';
import { Ctx, Permit, type TmoContext } from '#platform/identity';
import { KeptFiles } from '#platform/privacy';
import { Provenances } from '#platform/provenance';
import { type Page, page, tmoPath } from '#platform/web';
import { batchSubject } from '../batch/batch.js';
import { type BatchView, importBatches } from './batches.queries.js';

const STATUS = {
  received: { text: 'Columns to be chosen', tag: 'orange' },
  mapped: { text: 'To be looked at', tag: 'orange' },
  applied: { text: 'Put in', tag: 'green' },
  discarded: { text: 'Thrown away', tag: 'grey' },
} as const satisfies Record<BatchView['status'], object>;

/** Every extract that was uploaded, and what became of it. */
@Controller('t/:tmo/imports')
export class BatchesController {
  constructor(
    @Inject(Database) private readonly db: Database,
    @Inject(KeptFiles) private readonly files: KeptFiles,
    @Inject(Provenances) private readonly provenances: Provenances,
  ) {}

  @Get()
  @Permit('imports.run')
  list(@Ctx() ctx: TmoContext): Promise<Page> {
    return this.db.inTmo(ctx, async (tx) => {
      const batches = await importBatches(tx, ctx.tmo_id);
      const [names, told] = await Promise.all([
        this.files.names(
          tx,
          ctx.tmo_id,
          batches.map((b) => batchSubject(b.batch_id)),
        ),
        this.provenances.of(
          tx,
          ctx.tmo_id,
          batches.map((b) => ({ actor: b.settled_by ?? b.received_by })),
        ),
      ]);
      return page('imports/batches/batches', {
        title: 'Imports',
        nav: 'imports',
        rows: batches.map((batch, i) => ({
          name: names.get(batchSubject(batch.batch_id)) ?? 'A file that is kept no longer',
          href: batch.status === 'discarded' ? undefined : tmoPath(ctx, 'imports', batch.batch_id),
          at: batch.settled_at ?? batch.received_at,
          who: told[i]?.who,
          homes: batch.counts?.homes ?? '',
          status: STATUS[batch.status],
        })),
      });
    });
  }
}
