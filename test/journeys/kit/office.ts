import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { Test } from '@nestjs/testing';
import { civilDate, newUuid } from '#kernel';
import { makeRegistry } from '#composition';
import { Database } from '#platform/database';
import {
  type AnyCommand,
  Executor,
  Registry,
  StoreClock,
  type StoredEvent,
  SuppliedClock,
  type TmoContext,
} from '#platform/event-store';
import { Members, type Role, Users, writeSetupCode } from '#platform/identity';
import { limitRequests } from '#platform/identity-pages';
import { Duties } from '#platform/jobs';
import { Vault } from '#platform/privacy';
import { Consumers, verify } from '#platform/projections';
import { testDatabase, type TestDatabase } from '#platform/testing-database';
import { configureWeb, fastifyAdapter } from '#platform/web';

/** What everybody in the journeys signs in with. */
export const PASSWORD = 'three wet umbrellas';
const START_MS = 60_000;
/** A journey asks for more pages in a minute than any person; the limit has a spec of its own. */
const REQUESTS_A_MINUTE = 1_000_000;

export interface Person {
  readonly name: string;
  readonly email: string;
  readonly user_id: string;
}

/** The office as `npm start` runs it, in this process, on a database of its own. */
export class Office {
  private database: TestDatabase | undefined;
  private running: NestFastifyApplication | undefined;
  private readonly folder = mkdtempSync(join(tmpdir(), 'courtyard-journey-'));
  private readonly clock: SuppliedClock | undefined;
  private made = 0;
  origin = '';

  /** @param instant where the store's clock stands; left out, it is the database's own and the days are today's */
  constructor(instant?: string) {
    this.clock = instant === undefined ? undefined : new SuppliedClock(instant);
  }

  async start(): Promise<void> {
    const secret = () => randomBytes(32).toString('hex');
    process.env['COURTYARD_MASTER_KEY'] = secret();
    process.env['COURTYARD_RECEIPT_KEY'] = secret();
    process.env['COURTYARD_SESSION_SECRET'] = secret();
    process.env['COURTYARD_SETUP_CODE_FILE'] = join(this.folder, 'setup-code');
    this.database = await testDatabase(makeRegistry(new Vault(process.env['COURTYARD_MASTER_KEY'])).migrations);
    process.env['COURTYARD_APP_URL'] = this.database.urls.appUrl;
    // Reads the environment as it loads.
    const { OfficeModule } = await import('../../../apps/office/office.module.js');
    const building = Test.createTestingModule({ imports: [OfficeModule] });
    if (this.clock) building.overrideProvider(StoreClock).useValue(this.clock);
    const built = await building.compile();
    const app = built.createNestApplication<NestFastifyApplication>(fastifyAdapter(), { logger: ['error'] });
    await configureWeb(app);
    await limitRequests(app, REQUESTS_A_MINUTE);
    await app.listen(0, '127.0.0.1');
    this.running = app;
    this.origin = await app.getUrl();
  }

  async stop(): Promise<void> {
    await this.running?.close();
    await this.database?.close();
    rmSync(this.folder, { recursive: true, force: true });
  }

  get app(): NestFastifyApplication {
    if (!this.running) throw new Error('the office has not been started');
    return this.running;
  }

  get db(): Database {
    return this.app.get(Database);
  }

  /** Moves the store's clock, London time being what the pages say. */
  setClock(instant: string): void {
    if (!this.clock) throw new Error('this office takes its time from the database');
    this.clock.set(instant);
  }

  /** The code that an empty start prints in its window. */
  setupCode(): Promise<string> {
    return writeSetupCode(join(this.folder, 'setup-code'));
  }

  /** A TMO with an empty log. Answers with the context of the seed, which may do everything that sets an estate up. */
  async openTmo(name: string): Promise<TmoContext> {
    const slug = `tmo-${(this.made += 1)}`;
    const [row] = await this.db.withoutTmo((tx) =>
      tx.query<{ tmo_id: number }>(`select open_log($1, $2, 'Northbridge Council', false, $3, $4) as tmo_id`, [
        slug,
        name,
        this.clock ? 'supplied' : 'store',
        this.clock?.supplied() ?? null,
      ]),
    );
    if (!row) throw new Error('the log was not opened');
    return { tmo_id: row.tmo_id, actor: { kind: 'system', name: 'seed' } };
  }

  /** Somebody who can sign in and holds these roles in one TMO. */
  async person(ctx: TmoContext, name: string, roles: readonly Role[]): Promise<Person> {
    const email = `person${(this.made += 1)}@example.org`;
    const user_id = await this.app.get(Users).add({ name, email, password: PASSWORD });
    const person = { name, email, user_id };
    await this.join(ctx, person, roles);
    return person;
  }

  /** Gives somebody roles in one more TMO. */
  async join(ctx: TmoContext, { name, email }: Person, roles: readonly Role[]): Promise<void> {
    for (const role of roles) {
      const period = { role, from_on: civilDate('2020-01-01'), to_on: null };
      const given = await this.app.get(Members).invite(ctx, { email, name }, period);
      if (!given.done) throw new Error(`${name} did not get the role ${role}: ${given.refusal.code}`);
    }
  }

  /** Does what a page would do, without the page. @throws Error naming the refusal */
  async send(ctx: TmoContext, command: AnyCommand, payload: object): Promise<readonly StoredEvent[]> {
    const outcome = await this.app.get(Executor).execute(ctx, command, payload, { command_id: newUuid() });
    if (outcome.status === 'refused') throw new Error(`${command.type}: ${JSON.stringify(outcome.refusal)}`);
    return outcome.events;
  }

  /** What the worker does by itself: everything outstanding of one duty, then every consumer to the log's end. */
  async work(ctx: TmoContext, duty: string): Promise<void> {
    await this.app.get(Duties).perform(ctx.tmo_id, duty);
    await this.app.get(Consumers).drain();
  }

  /** What `courtyard verify` finds wrong with one TMO's log and everything derived from it. */
  async faults(ctx: TmoContext): Promise<readonly string[]> {
    const found = await verify(this.db, this.app.get(Registry), ctx.tmo_id);
    return found.faults.map((f) => `${f.check}: ${f.where} ${f.what}`);
  }
}

/** Starts an office before this file's journeys and stops it after them. */
export function openOffice(instant?: string): Office {
  const office = new Office(instant);
  beforeAll(() => office.start(), START_MS);
  afterAll(() => office.stop());
  return office;
}
