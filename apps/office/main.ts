import 'reflect-metadata';
import { NestFactory } from '@nestjs/core';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { assertSafeConnection, endWithParent } from '#composition';
import { Database } from '#platform/database';
import { Registry } from '#platform/event-store';
import { trustProxy } from '#platform/identity';
import { limitRequests } from '#platform/identity-pages';
import { configureWeb, fastifyAdapter } from '#platform/web';
import { OfficeModule } from './office.module.js';

const app = await NestFactory.create<NestFastifyApplication>(OfficeModule, fastifyAdapter(trustProxy()), {
  logger: ['warn', 'error'],
});
app.enableShutdownHooks();
endWithParent(() => app.close());
await assertSafeConnection(app.get(Database), app.get(Registry));
await configureWeb(app);
await limitRequests(app);
await app.listen(Number(process.env.PORT ?? 3000), process.env.COURTYARD_HOST ?? '127.0.0.1');
