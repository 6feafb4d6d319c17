// A process that carries the logs to their consumers, as the worker does, until it is told to stop or is killed.
import 'reflect-metadata';
import { setTimeout as sleep } from 'node:timers/promises';
import { Consumers } from '#platform/projections';
import { untilDone } from './passes-by-itself.js';
import { openProduct } from './product.js';

let stopping = false;
process.on('message', () => (stopping = true));
process.on('disconnect', () => process.exit(1)); // whoever started us is gone

const product = await untilDone(() => openProduct(process.env.TORTURE_APP_URL ?? '', 4));
const consumers = new Consumers(product.db, product.registry, product.executor);
while (!stopping) if ((await untilDone(() => consumers.runOnce())) === 0) await sleep(50);
await product.close();
process.exit(0);
