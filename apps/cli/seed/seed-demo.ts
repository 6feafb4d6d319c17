import { NestFactory } from '@nestjs/core';
import { addDays, type CivilDate, deterministicUuid, londonDateOf } from '#kernel';
import { ExtractImport } from '#contexts/imports/imports.module.js';
import { BankImport, RentRun } from '#contexts/rent/rent.module.js';
import { Database } from '#platform/database';
import { Executor, type TmoContext } from '#platform/event-store';
import { Members, type Role, Users } from '#platform/identity';
import { BRAMBLE_USERS, DEMO_PASSWORD, type DemoUser, LARCHMERE_USERS } from './demo-users.js';
import { BRAMBLE_WALK, type EstatePlan, LARCHMERE } from './estate.js';
import { seedClock, SeedModule } from './seed.module.js';
import { seedTmo } from './seed-tmo.js';

interface DemoTmo {
  readonly slug: string;
  readonly name: string;
  readonly council_name: string;
  readonly estate: EstatePlan;
  readonly users: readonly DemoUser[];
  readonly sort_code: string;
  readonly account_number: string;
}

const TMOS: readonly DemoTmo[] = [
  {
    slug: 'larchmere',
    name: 'Larchmere TMO',
    council_name: 'London Borough of Southmere',
    estate: LARCHMERE,
    users: LARCHMERE_USERS,
    sort_code: '089999',
    account_number: '66374958',
  },
  {
    slug: 'bramble-walk',
    name: 'Bramble Walk TMO',
    council_name: 'London Borough of Northmere',
    estate: BRAMBLE_WALK,
    users: BRAMBLE_USERS,
    sort_code: '107999',
    account_number: '88837491',
  },
];

/** Makes both demo estates and the people who work there. Gives the lines that say how to sign in. */
export async function seedDemo(today: CivilDate = londonDateOf(new Date())): Promise<readonly string[]> {
  const app = await NestFactory.createApplicationContext(SeedModule, { logger: ['warn', 'error'] });
  try {
    const db = app.get(Database, { strict: false });
    for (const tmo of TMOS) {
      const tmo_id = await openTmo(db, tmo, today);
      const people = await addUsers(
        db,
        app.get(Users, { strict: false }),
        app.get(Members, { strict: false }),
        tmo_id,
        tmo.users,
        today,
      );
      const ctx: TmoContext = { tmo_id, actor: { kind: 'system', name: 'seed' } };
      await seedTmo(
        {
          db,
          executor: app.get(Executor, { strict: false }),
          clock: seedClock,
          rentRun: app.get(RentRun, { strict: false }),
          bankImport: app.get(BankImport, { strict: false }),
          imports: app.get(ExtractImport, { strict: false }),
        },
        ctx,
        { ...tmo, officer: officerOf(tmo_id, people), today },
      );
      await db.inTmo(ctx, (tx) => tx.query('select resume_store_clock($1)', [tmo_id]));
    }
  } finally {
    await app.close();
  }
  const users = TMOS.flatMap((tmo) =>
    tmo.users.map((u) => `  ${u.email.padEnd(28)} ${u.roles.join(', ')}, ${tmo.name}`),
  );
  return [`Sign in to the demo with the password ${DEMO_PASSWORD} as:`, ...users];
}

async function openTmo(db: Database, tmo: DemoTmo, today: CivilDate): Promise<number> {
  const [row] = await db.withoutTmo((tx) =>
    tx.query<{ tmo_id: number }>(`select open_log($1, $2, $3, true, 'supplied', $4) as tmo_id`, [
      tmo.slug,
      tmo.name,
      tmo.council_name,
      `${addDays(today, -400)}T09:00:00.000Z`,
    ]),
  );
  if (!row) throw new Error('the log was not opened');
  return row.tmo_id;
}

interface Person {
  readonly user_id: string;
  readonly name: string;
  readonly roles: readonly Role[];
}

async function addUsers(
  db: Database,
  users: Users,
  members: Members,
  tmo_id: number,
  list: readonly DemoUser[],
  today: CivilDate,
): Promise<readonly Person[]> {
  const ctx = { tmo_id, actor: { kind: 'system', name: 'seed' } } as const;
  const people: Person[] = [];
  for (const { email, name, roles } of list) {
    const user_id = await users.add({
      user_id: deterministicUuid('demo-user', email),
      email,
      name,
      password: DEMO_PASSWORD,
      demo: true,
    });
    await db.dataSource.transaction(async (manager) => {
      for (const role of roles) {
        await members.give(manager, ctx, user_id, { role, from_on: addDays(today, -400), to_on: null });
      }
    });
    people.push({ user_id, name, roles });
  }
  return people;
}

function officerOf(tmo_id: number, people: readonly Person[]): TmoContext {
  const officer = people.find((p) => p.roles.includes('officer'));
  if (!officer) throw new Error('the demo has no officer');
  return { tmo_id, actor: { kind: 'user', ...officer } };
}
