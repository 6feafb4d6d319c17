import 'reflect-metadata';
import { NestFactory } from '@nestjs/core';
import { assertSafeConnection, endWithParent } from '#composition';
import { Database } from '#platform/database';
import { Registry } from '#platform/event-store';
import { WorkerModule } from './worker.module.js';

const app = await NestFactory.createApplicationContext(WorkerModule, { logger: ['warn', 'error'] });
app.enableShutdownHooks();
endWithParent(() => app.close());
await assertSafeConnection(app.get(Database), app.get(Registry));
