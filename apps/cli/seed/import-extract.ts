import { type CivilDate, newUuid } from '#kernel';
import { type ExtractImport, mapColumns } from '#contexts/imports/imports.module.js';
import type { Executor, TmoContext } from '#platform/event-store';

/** Takes an extract in as an officer does: upload, columns as guessed, dry run, every warning ticked, all or nothing. */
export async function importExtract(
  { imports, executor }: { readonly imports: ExtractImport; readonly executor: Executor },
  ctx: TmoContext,
  file: { readonly name: string; readonly bytes: Buffer },
  as_at: CivilDate,
): Promise<void> {
  const received = await imports.receive(ctx, file, newUuid());
  if (received.status !== 'received') throw new Error(`${file.name}: ${JSON.stringify(received)}`);
  const { batch_id } = received;
  const { address, phone, ...mapping } = imports.mappingOf(await imports.open(ctx, batch_id));
  const payload = { batch_id, mapping: { ...mapping, address: [...address], phone: [...phone] } };
  await executor.execute(ctx, mapColumns, payload, { command_id: newUuid() });
  const { digest, warnings } = await imports.dryRun(ctx, batch_id);
  const ticked = warnings.map((w) => w.key);
  const applied = await imports.apply(ctx, batch_id, { as_at, ticked, leave_out: false, checked: digest });
  if (applied.status !== 'applied') throw new Error(`${file.name}: ${JSON.stringify(applied)}`);
}
