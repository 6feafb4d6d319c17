import 'reflect-metadata';
import { NestFactory } from '@nestjs/core';
import { assertSafeConnection, endWithParent, environment, makeRegistry } from '#composition';
import { Database, makeDataSource } from '#platform/database';
import { Vault } from '#platform/privacy';
import { WorkerModule } from './worker.module.js';

// Before the application exists: making it starts its jobs and consumers.
const look = await makeDataSource({
  url: environment.appUrl(),
  applicationName: 'courtyard-worker-start',
  max: 1,
}).initialize();
try {
  await assertSafeConnection(new Database(look), makeRegistry(new Vault(environment.masterKey())));
} finally {
  await look.destroy();
}

const app = await NestFactory.createApplicationContext(WorkerModule, { logger: ['warn', 'error'] });
app.enableShutdownHooks();
endWithParent(() => app.close());
