import type { INestApplicationContext } from '@nestjs/common';
import { type CivilDate, newUuid } from '#kernel';
import { Database } from '#platform/database';
import { Executor, type TmoContext } from '#platform/event-store';
import { readCsv, sha256Hex } from '#platform/files';
import { KeptFiles } from '#platform/privacy';
import { checkExtract, guessExtractMapping } from '../../../libs/contexts/imports/extract/index.js';
import { planImport } from '../../../libs/contexts/imports/plan/plan-import.js';
import { receiveExtract } from '../../../libs/contexts/imports/batch/receive-extract/receive-extract.command.js';
import { mapColumns } from '../../../libs/contexts/imports/batch/map-columns/map-columns.command.js';
import { TENURES } from '#contexts/tenancies/contracts/index.js';

export function importExtract(app: INestApplicationContext) {
  return async (ctx: TmoContext, file: { name: string; bytes: Buffer }, as_at: CivilDate): Promise<void> => {
    const db = app.get(Database, { strict: false });
    const executor = app.get(Executor, { strict: false });
    const batch_id = newUuid();
    await db.inTmo(ctx, (tx) =>
      app.get(KeptFiles, { strict: false }).keep(tx, ctx.tmo_id, `import-batch/${batch_id}`, file),
    );
    const csv = readCsv(file.bytes);
    if (!csv.ok) throw new Error(JSON.stringify(csv.problems));
    const sha256 = sha256Hex(file.bytes);
    const mapping = guessExtractMapping(csv.header);
    const checked = checkExtract(csv, mapping, { today: as_at, tenures: TENURES });
    await executor.execute(
      ctx,
      receiveExtract,
      { batch_id, file_name: file.name, sha256, bytes: file.bytes.length },
      { command_id: newUuid() },
    );
    await executor.execute(
      ctx,
      mapColumns,
      { batch_id, mapping: { ...mapping, address: [...mapping.address], phone: [...mapping.phone] } } as never,
      { command_id: newUuid() },
    );
    const { items } = planImport(checked, {
      batch_id,
      as_at,
      sha256,
      blocks: new Map(),
      next_account_number: 1_000_001,
      left_out: [],
      ticked: [],
    });
    const { outcomes } = await executor.executeMany(ctx, items, { onRefusal: 'abort' });
    const last = outcomes.at(-1);
    if (last?.status !== 'accepted')
      throw new Error(
        JSON.stringify([last, items[outcomes.length - 1]?.command.type, items[outcomes.length - 1]?.payload]),
      );
  };
}
