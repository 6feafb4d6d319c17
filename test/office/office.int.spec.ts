import { jest } from '@jest/globals';
import { DiscoveryService } from '@nestjs/core';
import pg from 'pg';
import { Database } from '#platform/database';
import { routesOf } from '#platform/identity';
import { JobsWorkerModule } from '#platform/jobs';
import { type OfficeUnderTest, officeUnderTest } from './office-app.js';
import { smallEstate } from './small-estate.js';

interface Health {
  readonly ok: boolean;
  readonly checks: Readonly<Record<string, { readonly ok: boolean; readonly detail?: unknown }>>;
}

let office: OfficeUnderTest;
let minutes = 1_000;

beforeAll(async () => {
  office = await officeUnderTest();
}, 60_000);
afterAll(() => office?.close());

/** What @nestjs/bullmq looks for, and starts a worker for wherever it finds it. */
const isProcessor = (type: unknown) =>
  typeof type === 'function' && Reflect.getMetadata('bullmq:processor_metadata', type) !== undefined;

/** As somebody asks who asks minutes later: an answer is kept for some seconds. */
const health = async () => {
  minutes += 1;
  const clock = jest.spyOn(performance, 'now').mockReturnValue(minutes * 60_000);
  const answer = await office.app.inject('/health').finally(() => clock.mockRestore());
  return { status: answer.statusCode, said: JSON.parse(answer.payload) as Health, text: answer.payload };
};

describe('the office', () => {
  it('starts nothing that works jobs off, and nothing that carries the log to its readers', () => {
    const provided = office.app.get(DiscoveryService, { strict: false }).getProviders();
    const types = provided.map((p) => p.metatype ?? (p.instance as object | undefined)?.constructor);
    expect(provided.length).toBeGreaterThan(30);
    expect(types.filter(isProcessor)).toEqual([]);
    const workers = Reflect.getMetadata('providers', JobsWorkerModule) as { name: string }[];
    expect(workers.filter(isProcessor)).toHaveLength(1);
    const names = workers.map((w) => w.name);
    expect(types.filter((t) => names.includes((t as { name?: string } | undefined)?.name ?? ''))).toEqual([]);
  });

  it('speaks to no queue: it makes no table for jobs and holds no connection for them', async () => {
    const owner = new pg.Client({ connectionString: office.database.urls.ownerUrl });
    await owner.connect();
    try {
      const { rows } = await owner.query(
        `select (select count(*)::int from pg_class where relnamespace = 'bullmq'::regnamespace) as tables,
            (select count(*)::int from pg_stat_activity where datname = current_database() and usename like '%jobs%') as connections`,
      );
      expect(rows).toEqual([{ tables: 0, connections: 0 }]);
    } finally {
      await owner.end();
    }
  });

  it('says of every route for whom it is, and has two for one address nowhere', () => {
    const routes = routesOf(office.app);
    expect(routes.filter((r) => r.access === undefined)).toEqual([]);
    const addresses = routes.map((r) => `${r.method} ${r.path.replaceAll(/:\w+/g, ':')}`);
    expect(addresses.filter((a, i) => addresses.indexOf(a) !== i)).toEqual([]);
  });

  it('says that it is well while nothing is left undone, and what is not once something is', async () => {
    const well = await health();
    expect([well.status, well.said.ok]).toEqual([200, true]);
    expect(Object.keys(well.said.checks)).toEqual(expect.arrayContaining(['database', 'duties', 'consumers']));

    await smallEstate(office.app, { mark: 'Quill', digit: 1 });
    const late = await health();
    expect([late.status, late.said.ok, late.said.checks['duties']?.ok]).toEqual([503, false, false]);
    expect(late.text).not.toMatch(/quill/i);
  }, 60_000);

  it('answers its health also when the database does not, without saying where that is', async () => {
    const gone = () => Promise.reject(new Error('no connection to 10.1.2.3'));
    const database = jest.spyOn(office.app.get(Database), 'withoutTmo').mockImplementation(gone);
    try {
      const { status, said, text } = await health();
      expect([status, said.checks['database']?.ok]).toEqual([503, false]);
      expect(text).not.toContain('10.1.2.3');
    } finally {
      database.mockRestore();
    }
  });
});
