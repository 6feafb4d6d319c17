import { Module } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { DataSource } from 'typeorm';
import { type CivilDate, civilDate } from '#kernel';
import { Database } from '#platform/database';
import { defineContext, defineDuty, Executor, Registry, StoreClock, SuppliedClock } from '#platform/event-store';
import { Checkpoint1763800200000 } from '#platform/projections';
import { testLog, type TestLog } from '#platform/testing-database';
import { Duties, DutyRun1763800400000, JobsWorkerModule } from './index.js';

/** Due every Monday of three weeks; done is what has been performed, in the order it was. */
const done: CivilDate[] = [];
let fails: CivilDate | undefined;
const mondays = ['2026-11-02', '2026-11-09', '2026-11-16'].map(civilDate);
const sweeping = defineDuty({
  name: 'yard.sweeping',
  actor: 'rent-run',
  title: 'Sweeping the yard',
  outstanding: (_tx, _tmo, through) => Promise.resolve(mondays.filter((m) => m <= through && !done.includes(m))),
  perform: (_ctx, due_on) => {
    if (due_on === fails) return Promise.reject(new Error('the broom broke'));
    done.push(due_on);
    return Promise.resolve();
  },
});
const context = defineContext({
  name: 'yard',
  events: ['log.opened.v1'],
  duties: [sweeping],
  migrations: [DutyRun1763800400000, Checkpoint1763800200000],
});

describe('duties', () => {
  let log: TestLog;
  let tmo_id: number;
  const clock = new SuppliedClock('2026-11-17T08:00:00.000Z');

  beforeAll(async () => {
    log = await testLog([context]);
    ({ tmo_id } = await log.openTmo('yard'));
  });
  afterAll(() => log.close());
  beforeEach(() => {
    done.length = 0;
    fails = undefined;
  });

  async function worker() {
    process.env.COURTYARD_JOBS_URL = log.urls.jobsUrl;
    const provide = [
      { provide: DataSource, useValue: log.dataSource },
      { provide: Database, useValue: log.db },
      { provide: Registry, useValue: log.registry },
      { provide: Executor, useValue: log.executor },
      { provide: StoreClock, useValue: clock },
    ];
    @Module({ providers: provide, exports: provide.map((p) => p.provide) })
    class Core {}
    @Module({ imports: [{ module: Core, global: true }, JobsWorkerModule] })
    class Worker {}
    return NestFactory.createApplicationContext(Worker, { logger: ['error'] });
  }

  async function until(holds: () => boolean | Promise<boolean>): Promise<void> {
    for (let i = 0; i < 150 && !(await holds()); i += 1) await new Promise((r) => setTimeout(r, 100));
    expect(await holds()).toBe(true);
  }

  it('three weeks down means three runs, oldest first, and nothing left to do', async () => {
    const app = await worker();
    await until(() => done.length === 3);
    expect(done).toEqual(mondays);
    await until(async () => (await app.get(Duties, { strict: false }).outstanding(tmo_id)).length === 0);
    await app.close();
  });

  it('one that fails stops the later ones, says why, and is what did not happen until it does', async () => {
    fails = mondays[1];
    const app = await worker();
    const duties = app.get(Duties, { strict: false });
    await until(async () => (await duties.outstanding(tmo_id))[0]?.failed_because === 'the broom broke');
    expect((await duties.outstanding(tmo_id)).map((d) => d.due_on)).toEqual(mondays.slice(1));
    expect(done).toEqual(mondays.slice(0, 1));
    fails = undefined;
    await until(() => done.length === 3);
    expect(done).toEqual(mondays);
    await app.close();
  });
});
