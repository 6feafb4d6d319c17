import { randomBytes } from 'node:crypto';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { Test } from '@nestjs/testing';
import { makeRegistry } from '#composition';
import { type CommandItem, Executor, type TmoContext } from '#platform/event-store';
import { Vault } from '#platform/privacy';
import { testDatabase, type TestDatabase } from '#platform/testing-database';
import { configureWeb, fastifyAdapter } from '#platform/web';

export interface OfficeUnderTest {
  readonly app: NestFastifyApplication;
  readonly database: TestDatabase;
  /** The payload with which each command was last sent to a TMO, whoever sent it: a test, a page or a service. */
  readonly sentTo: (tmo_id: number) => ReadonlyMap<string, object>;
  close(): Promise<void>;
}

/** The office exactly as it is put together, over a database of its own; requests are injected, no port is opened. */
export async function officeUnderTest(): Promise<OfficeUnderTest> {
  const secret = () => randomBytes(32).toString('hex');
  process.env['COURTYARD_MASTER_KEY'] = secret();
  process.env['COURTYARD_RECEIPT_KEY'] = secret();
  process.env['COURTYARD_SESSION_SECRET'] = secret();
  const database = await testDatabase(makeRegistry(new Vault(process.env['COURTYARD_MASTER_KEY'])).migrations);
  process.env['COURTYARD_APP_URL'] = database.urls.appUrl;
  // Reads the environment as it loads.
  const { OfficeModule } = await import('../../apps/office/office.module.js');
  const built = await Test.createTestingModule({ imports: [OfficeModule] }).compile();
  const app = built.createNestApplication<NestFastifyApplication>(fastifyAdapter(), { logger: false });
  await configureWeb(app);
  await app.init();
  await app.getHttpAdapter().getInstance().ready();
  const sent = recordWhatIsSent(app.get(Executor));
  return {
    app,
    database,
    sentTo: (tmo_id) => sent.get(tmo_id) ?? new Map<string, object>(),
    close: async () => {
      await app.close();
      await database.close();
    },
  };
}

function recordWhatIsSent(executor: Executor): Map<number, Map<string, object>> {
  const sent = new Map<number, Map<string, object>>();
  const record = (ctx: TmoContext, type: string, payload: object): void => {
    const ofTmo = sent.get(ctx.tmo_id) ?? new Map<string, object>();
    sent.set(ctx.tmo_id, ofTmo.set(type, structuredClone(payload)));
  };
  const [one, many] = [executor.execute.bind(executor), executor.executeMany.bind(executor)];
  executor.execute = (ctx, command, payload, options) => {
    record(ctx, command.type, payload);
    return one(ctx, command, payload, options);
  };
  executor.executeMany = (ctx, items: readonly CommandItem[], options) => {
    for (const { command, payload } of items) record(ctx, command.type, payload);
    return many(ctx, items, options);
  };
  return sent;
}
