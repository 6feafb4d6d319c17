// A process with several writers in it. Each sends one command after the other, written down before it is sent and after it
// is answered. What it finds written down and unanswered, because it or the server was killed, it sends again: same id.
import 'reflect-metadata';
import { newUuid } from '#kernel';
import type { Outcome, TmoContext } from '#platform/event-store';
import { type Intent, read, write } from './journal.js';
import { untilDone } from './passes-by-itself.js';
import { openProduct, type Product } from './product.js';
import { ECHOED, giveUpToken, payIn, SMALL_PURSE, takeToken } from './purse.js';
import { seeded } from './random.js';

export interface WriterOrders {
  readonly appUrl: string;
  readonly journal: string;
  readonly writers: number;
  readonly seed: number;
  /** The first is the hot one. */
  readonly tmos: readonly number[];
}

/** How often an answer is taken for lost, although it came. */
const FORGETFUL = 0.05;
const TOKENS = 5;
const PURSES = 6;

const orders = JSON.parse(process.env.TORTURE_ORDERS ?? '') as WriterOrders;
const random = seeded(orders.seed);
const upTo = (n: number) => Math.floor(random() * n);
let stopping = false;
process.on('message', () => (stopping = true));
process.on('disconnect', () => process.exit(1)); // whoever started us is gone

const product = await untilDone(() => openProduct(orders.appUrl, orders.writers));
const { intents, answers } = read(orders.journal);
for (const intent of intents.values()) if (!answers.has(intent.id)) await settle(intent);
await Promise.all(Array.from({ length: orders.writers }, writer));
await product.close();
process.exit(0);

async function writer(): Promise<void> {
  while (!stopping) {
    const intent = someIntent();
    write(orders.journal, intent);
    await settle(intent);
  }
}

/** Half of everything goes to the hot TMO, and half of that to one purse. */
function someIntent(): Intent {
  const hot = random() < 0.5;
  const tmo_id = orders.tmos[hot ? 0 : upTo(orders.tmos.length)] ?? 0;
  const purse_id =
    hot && random() < 0.5
      ? 'hot'
      : [SMALL_PURSE, ...Array.from({ length: PURSES }, (_, i) => `p${i}`)][upTo(PURSES + 1)];
  const kind = (['pay-in', 'pay-in', 'pay-in', 'pay-in', 'take-token', 'give-up-token'] as const)[upTo(6)];
  return {
    id: newUuid(),
    tmo_id,
    kind: kind ?? 'pay-in',
    purse_id: purse_id ?? 'hot',
    amount_pence: 1 + upTo(ECHOED * 1.1),
    token: `t${upTo(TOKENS)}`,
  };
}

async function settle(intent: Intent): Promise<void> {
  const { id } = intent;
  try {
    const outcome = await untilDone(() => send(product, intent));
    const { repeated } = outcome;
    if (outcome.status === 'refused') {
      write(orders.journal, { id, status: 'refused', code: outcome.refusal.code, repeated });
      return;
    }
    const { position } = outcome;
    write(orders.journal, { id, status: 'accepted', position, repeated });
    if (random() < FORGETFUL) write(orders.journal, { id, again: await again(intent, position) });
  } catch (error) {
    write(orders.journal, { id, fault: error instanceof Error ? (error.stack ?? error.message) : String(error) });
  }
}

/** Sends once more what was answered already, as somebody does whose answer got lost. */
async function again(intent: Intent, position: number): Promise<'same' | 'different'> {
  const outcome = await untilDone(() => send(product, intent));
  return outcome.status === 'accepted' && outcome.repeated && outcome.position === position ? 'same' : 'different';
}

function send({ executor }: Product, { id, tmo_id, kind, purse_id, amount_pence, token }: Intent): Promise<Outcome> {
  const ctx: TmoContext = { tmo_id, actor: { kind: 'system', name: 'seed' } };
  const options = { command_id: id };
  if (kind === 'pay-in') return executor.execute(ctx, payIn, { purse_id, amount_pence }, options);
  return executor.execute(ctx, kind === 'take-token' ? takeToken : giveUpToken, { purse_id, token }, options);
}
