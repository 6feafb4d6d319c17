import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Controller, Get, Global, Module, Post } from '@nestjs/common';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { Test } from '@nestjs/testing';
import { civilDate, newUuid } from '#kernel';
import { Database } from '#platform/database';
import { Executor, Log1763800000000 } from '#platform/event-store';
import {
  Ctx,
  type FoundHousehold,
  Households,
  identityEntities,
  identityMigrations,
  IdentityModule,
  may,
  Members,
  NeighbourRule,
  Permit,
  type Role,
  ROLES,
  type Route,
  routesOf,
  type TmoContext,
  Users,
  writeSetupCode,
} from '#platform/identity';
import { testDatabase, type TestDatabase } from '#platform/testing-database';
import { browserOf, type TestWeb } from '#platform/testing-web';
import { configureWeb, fastifyAdapter, WebModule } from '#platform/web';
import { IdentityPagesModule, limitRequests } from './index.js';

const PASSWORD = 'three wet umbrellas';
const FLAT = newUuid();
const HOUSEHOLD: FoundHousehold = { tenancy_id: newUuid(), label: 'Flat 3, Ash House' };
const folder = mkdtempSync(join(tmpdir(), 'courtyard-pages-'));
const setup_code_file = join(folder, 'setup-code');

let database: TestDatabase;
let app: NestFastifyApplication;
let mine: number;
let other: number;

/** A page of some context: what the guard put on the request, and a record that may be a neighbour's. */
@Controller('t/:tmo/desk')
class DeskController {
  constructor(
    private readonly db: Database,
    private readonly rule: NeighbourRule,
  ) {}

  @Get() @Permit('desk.view') home(@Ctx() ctx: TmoContext) {
    return ctx;
  }
  @Get('household') @Permit('tenancies.view') async household(@Ctx() ctx: TmoContext) {
    const subject = { tenancy_id: HOUSEHOLD.tenancy_id! };
    await this.db.inTmo(ctx, (tx) => this.rule.assertNotOwnHousehold(tx, ctx, subject));
    return 'opened';
  }
  @Post('run') @Permit('rent.run') run() {
    return 'charged';
  }
}

/** The office as it is composed, but for the log. */
async function officeApp(requests_a_minute: number): Promise<NestFastifyApplication> {
  const outside = [
    { provide: Database, useValue: database.db },
    { provide: Executor, useValue: {} },
  ];

  @Global()
  @Module({ providers: outside, exports: [Database, Executor] })
  class Outside {}

  const settings = { session_secret: 'x'.repeat(32), secure_cookies: false, setup_code_file };
  @Module({
    imports: [
      Outside,
      WebModule.with(() => ({ cookie_secret: 'a secret that is only for specs, 32+', secure: false })),
      IdentityModule.with(() => settings, { guarded: true }),
      IdentityPagesModule,
    ],
    controllers: [DeskController],
  })
  class OfficeApp {}

  const built = await Test.createTestingModule({ imports: [OfficeApp] }).compile();
  const office = built.createNestApplication<NestFastifyApplication>(fastifyAdapter(), { logger: false });
  await configureWeb(office);
  await limitRequests(office, requests_a_minute);
  await office.init();
  await office.getHttpAdapter().getInstance().ready();
  return office;
}

beforeAll(async () => {
  database = await testDatabase([Log1763800000000, ...identityMigrations], { entities: identityEntities });
  app = await officeApp(100_000);
  const households = app.get(Households);
  households.registerFinder({
    find: (_tx, _tmo, text) => Promise.resolve(text.includes('Ash') ? [HOUSEHOLD] : []),
    labels: (_tx, _tmo, ids) =>
      Promise.resolve(new Map(ids.filter((id) => id === HOUSEHOLD.tenancy_id).map((id) => [id, HOUSEHOLD.label]))),
  });
  households.register({ key: 'tenancy_id', resolve: () => Promise.resolve({ tenancy_ids: [], home_ids: [FLAT] }) });
});
afterAll(async () => {
  await app.close();
  await database.close();
  rmSync(folder, { recursive: true });
});

const browser = (): TestWeb => browserOf(app);
const location = ({ headers }: { headers: Record<string, unknown> }) => headers['location'];

describe('an empty start', () => {
  it('leads from any page to the set-up, by the code from the console, and in as the first manager', async () => {
    const code = await writeSetupCode(setup_code_file);
    const web = browser();
    expect(location(await web.get('/'))).toBe('/sign-in?next=%2F');
    expect(location(await web.get('/sign-in?next=%2F'))).toBe('/setup');
    const typed = {
      tmo_name: 'Ash Estate',
      council_name: 'Northmere Council',
      name: 'Amara Okafor',
      email: 'amara@example.org',
      password: PASSWORD,
    };
    const wrong = await web.submit('/setup', { ...typed, code: 'AAAA-BBBB-CCCC' });
    expect(wrong.status).toBe(422);
    expect(wrong.html).toContain('That is not the set-up code');
    expect(wrong.html).toContain('value="Ash Estate"');
    expect(wrong.html).not.toContain(PASSWORD);

    const done = await web.submit('/setup', { ...typed, code });
    mine = Number(/^\/t\/(\d+)\/setup$/.exec(String(location(done)))?.[1]);
    expect((await web.get(`/t/${mine}/desk`)).status).toBe(200);
    expect(location(await web.get('/setup'))).toBe('/');
    expect(location(await browser().get('/setup'))).toBe('/');
    expect(location(await web.get('/'))).toBe(`/t/${mine}`);
  });
});

let people = 0;
async function member(tmo_id: number, roles: readonly Role[]): Promise<{ email: string; user_id: string }> {
  const n = (people += 1);
  const email = `person${n}@example.org`;
  const user_id = await app.get(Users).add({ name: `Person ${n}`, email, password: PASSWORD });
  await database.dataSource.transaction(async (manager) => {
    for (const role of roles) {
      const period = { role, from_on: civilDate('2020-01-01'), to_on: null };
      await app.get(Members).give(manager, { tmo_id, actor: { kind: 'system', name: 'seed' } }, user_id, period);
    }
  });
  return { email, user_id };
}

async function signedIn(tmo_id: number, roles: readonly Role[]): Promise<TestWeb & { user_id: string; email: string }> {
  const person = await member(tmo_id, roles);
  const web = browser();
  expect((await web.submit('/sign-in', { email: person.email, password: PASSWORD })).status).toBe(303);
  return { ...web, ...person };
}

describe('in an office of two TMOs', () => {
  beforeAll(async () => {
    const [row] = await database.db.withoutTmo((tx) =>
      tx.query<{ tmo_id: number }>(
        `select open_log('other-estate', 'Other Estate', 'A council', false, 'store', null) as tmo_id`,
      ),
    );
    other = row!.tmo_id;
  });

  describe('signing in', () => {
    it('goes on to the page that was asked for, and nowhere off this site', async () => {
      const { email } = await member(mine, ['officer']);
      const target = `/t/${mine}/desk?x=1`;
      const asked = await browser().get(target);
      expect(location(asked)).toBe(`/sign-in?next=${encodeURIComponent(target)}`);
      const enter = async (next: string) =>
        location(await browser().submit('/sign-in', { email, password: PASSWORD, next }));
      expect(await enter(target)).toBe(target);
      for (const elsewhere of ['https://evil.example', '//evil.example', '/\\evil.example', '/sign-out', '']) {
        expect(await enter(elsewhere)).toBe('/');
      }
    });

    it('answers a wrong name and a wrong password with the same page, and writes no password into it', async () => {
      const { email } = await member(mine, ['officer']);
      const answers = await Promise.all(
        [email, 'nobody@example.org'].map((typed) =>
          browser().submit('/sign-in', { email: typed, password: 'a wrong guess' }),
        ),
      );
      const comparable = answers.map(({ status, html }, i) => ({
        status,
        html: html
          .replaceAll([email, 'nobody@example.org'][i] ?? '', 'EMAIL')
          .replaceAll(/(value|nonce)="[^"]*"/g, '$1')
          .replaceAll(/<script[^>]*>/g, ''),
      }));
      expect(comparable[0]).toEqual(comparable[1]);
      expect(answers[0]!.status).toBe(400);
      expect(answers[0]!.html).toContain('The e-mail address or the password is wrong');
      expect(answers[0]!.html).not.toContain('a wrong guess');
    });

    it('says when to try again after too many tries', async () => {
      const { email } = await member(mine, ['officer']);
      const web = browser();
      const tries = [];
      for (let i = 0; i < 6; i++) tries.push(await web.submit('/sign-in', { email, password: 'guess' }));
      const last = tries.at(-1)!;
      expect(last.status).toBe(429);
      expect(last.html).toContain('Too many tries. You can try again in 5 seconds');
      expect(last.headers['retry-after']).toBe('5');
      await database.db.withoutTmo((tx) => tx.query('delete from sign_in_attempts'));
    });

    it('needs the form of our own page', async () => {
      const { email } = await member(mine, ['officer']);
      const forged = await browser().post('/sign-in', new URLSearchParams({ email, password: PASSWORD }).toString());
      expect(forged.status).toBe(403);
    });

    it('gives a cookie that scripts cannot read, that other sites do not send, and that changes each time', async () => {
      const { email } = await member(mine, ['officer']);
      const cookieOf = async () => {
        const { headers } = await browser().submit('/sign-in', { email, password: PASSWORD });
        return [headers['set-cookie']].flat().find((cookie) => String(cookie).startsWith('courtyard='));
      };
      const [first, second] = [await cookieOf(), await cookieOf()];
      expect(first).toMatch(/; Path=\/; HttpOnly; SameSite=Lax$/);
      expect(first).not.toBe(second);
    });

    it('out ends the session itself, not only the cookie', async () => {
      const web = await signedIn(mine, ['officer']);
      await web.submit('/account', {}, '/sign-out');
      expect(location(await web.get('/account'))).toBe('/sign-in?next=%2Faccount');
      const open = await database.db.withoutTmo((tx) =>
        tx.query('select 1 from session where user_id = $1', [web.user_id]),
      );
      expect(open).toEqual([]);
    });
  });

  describe('the guard', () => {
    it('gives a page its TMO and its actor from the path, by number or short name', async () => {
      const web = await signedIn(mine, ['officer', 'finance']);
      for (const path of [String(mine), 'ash-estate']) {
        expect(JSON.parse((await web.get(`/t/${path}/desk`)).html)).toMatchObject({
          tmo_id: mine,
          actor: { kind: 'user', user_id: web.user_id, roles: ['finance', 'officer'] },
        });
      }
    });

    it('answers a TMO one is no member of exactly as one that does not exist', async () => {
      const web = await signedIn(mine, ['manager']);
      const plain = (html: string) =>
        html.replaceAll(/(value|nonce)="[^"]*"/g, '').replaceAll(/Reference <strong>[^<]*/g, '');
      const [theirs, nobodys] = [await web.get(`/t/${other}/users`), await web.get('/t/987654/users')];
      expect([theirs.status, nobodys.status]).toEqual([404, 404]);
      expect(plain(theirs.html)).toBe(plain(nobodys.html));
    });

    it('says no to a role that may not, by 403', async () => {
      const web = await signedIn(mine, ['caretaker']);
      expect((await web.get(`/t/${mine}/users`)).status).toBe(403);
      expect((await web.submit('/account', {}, `/t/${mine}/desk/run`)).status).toBe(403);
    });

    const concrete = ({ path }: Route, tmo: number) =>
      path.replace(':tmo', String(tmo)).replace(':token', 'x'.repeat(43)).replaceAll(/:\w+/g, newUuid());

    it('holds on every route there is: for a stranger, for another TMO’s manager and for each role', async () => {
      const stranger = browser();
      const outsider = await signedIn(other, [...ROLES]);
      const insiders = await Promise.all(ROLES.map(async (role) => [role, await signedIn(mine, [role])] as const));
      const send = (web: TestWeb, route: Route) =>
        route.method === 'GET' ? web.get(concrete(route, mine)) : web.submit('/account', {}, concrete(route, mine));
      const inTmo = routesOf(app).filter(({ access }) => access?.kind === 'permit');
      expect(inTmo.length).toBeGreaterThan(10);
      for (const route of inTmo) {
        const named = `${route.method} ${route.path}`;
        const asStranger = await send(stranger, route);
        expect([named, asStranger.status]).toEqual([named, route.method === 'GET' ? 303 : 401]);
        expect([named, (await send(outsider, route)).status]).toEqual([named, 404]);
        for (const [role, web] of insiders) {
          const permission = route.access?.kind === 'permit' ? route.access.permission : undefined;
          const allowed = permission !== undefined && may([role], permission);
          const { status } = await send(web, route);
          expect([named, role, status === 403]).toEqual([named, role, !allowed]);
        }
      }
    });
  });

  describe('a manager', () => {
    it('invites somebody by a link that is shown once, and they choose a password nobody else has seen', async () => {
      const web = await signedIn(mine, ['manager']);
      const typed = {
        name: 'New Person',
        email: 'new.person@example.org',
        role: 'officer',
        from_on: '1/1/2020',
        to_on: '',
      };
      const shown = await web.submit(`/t/${mine}/users/invite`, typed);
      expect(shown.status).toBe(200);
      const path = /value="https?:\/\/[^/"]+(\/welcome\/[\w-]{43})"/.exec(shown.html)?.[1] ?? '';
      const theirs = browser();
      expect((await theirs.get(path)).html).toContain('new.person@example.org');
      const weak = await theirs.submit(path, { password: 'password1234' });
      expect([weak.status, weak.html.includes('among the first that anybody would try')]).toEqual([422, true]);
      expect(weak.html).not.toContain('password1234');
      expect(location(await theirs.submit(path, { password: PASSWORD }))).toBe('/sign-in');
      expect((await browser().get(path)).status).toBe(404);
      expect(location(await theirs.submit('/sign-in', { email: typed.email, password: PASSWORD }))).toBe('/');
      expect((await web.get(`/t/${mine}/users`)).html).toContain('New Person');
    });

    it('gets the form back with what was typed when a date or an address is wrong', async () => {
      const web = await signedIn(mine, ['manager']);
      const typed = {
        name: 'Half Done',
        email: 'not an address',
        role: 'officer',
        from_on: '6/4/2026',
        to_on: '5/4/2026',
      };
      const sent = await web.submit(`/t/${mine}/users/invite`, typed);
      expect([sent.status, sent.html.includes('Enter an e-mail address'), sent.html.includes('Half Done')]).toEqual([
        400,
        true,
        true,
      ]);
      const dates = await web.submit(`/t/${mine}/users/invite`, { ...typed, email: 'half@example.org' });
      expect([dates.status, dates.html.includes('The last day is before the first')]).toEqual([400, true]);
    });

    it('gives and ends roles, but cannot touch a role of another TMO', async () => {
      const web = await signedIn(mine, ['manager']);
      const { user_id } = await member(mine, ['officer']);
      const page = `/t/${mine}/users/${user_id}`;
      const given = await web.submit(page, { role: 'finance', from_on: '1/1/2020', to_on: '' }, `${page}/roles`);
      expect(location(given)).toBe(page);
      const held = (await app.get(Members).ofUser(user_id))[0]!.roles;
      expect(held).toEqual(['finance', 'officer']);
      const end = /action="([^"]+\/end)"/.exec((await web.get(page)).html)?.[1] ?? '';
      expect(location(await web.submit(page, {}, end))).toBe(page);
      expect((await app.get(Members).ofUser(user_id))[0]!.roles).toHaveLength(1);

      const theirs = await member(other, ['officer']);
      expect((await web.get(`/t/${mine}/users/${theirs.user_id}`)).status).toBe(404);
      const [row] = await database.db.withoutTmo((tx) =>
        tx.query<{ membership_id: string }>('select membership_id from membership where user_id = $1', [
          theirs.user_id,
        ]),
      );
      await web.submit(page, {}, `${page}/roles/${row!.membership_id}/end`);
      expect((await app.get(Members).ofUser(theirs.user_id))[0]!.roles).toEqual(['officer']);
    });

    it('and an auditor see the sign-ins, on the page and as CSV; an officer does not', async () => {
      const see = async (role: Role) => {
        const web = await signedIn(mine, [role]);
        const [shown, csv] = [await web.get(`/t/${mine}/sign-ins`), await web.get(`/t/${mine}/sign-ins.csv`)];
        return [shown.html.includes('Signed in'), csv.html.includes('Signed in,127.0.0.0/24')];
      };
      expect(await see('manager')).toEqual([true, true]);
      expect(await see('auditor')).toEqual([true, true]);
      expect(await see('officer')).toEqual([false, false]);
    });
  });

  describe('everybody', () => {
    it('can read who may do what', async () => {
      const web = await signedIn(mine, ['caretaker']);
      const { status, html } = await web.get(`/t/${mine}/permissions`);
      expect(status).toBe(200);
      expect(html).toContain('Run the weekly rent');
      expect(html).toContain('You are here as caretaker');
    });

    it('changes their own password, which signs every other browser out', async () => {
      const web = await signedIn(mine, ['officer']);
      const elsewhere = browser();
      await elsewhere.submit('/sign-in', { email: web.email, password: PASSWORD });
      const wrong = await web.submit(
        '/account',
        { current_password: 'not it', password: 'seven grey pigeons' },
        '/account/password',
      );
      expect([wrong.status, wrong.html.includes('That is not your current password')]).toEqual([422, true]);
      const typed = { current_password: PASSWORD, password: 'seven grey pigeons' };
      expect(location(await web.submit('/account', typed, '/account/password'))).toBe('/account');
      expect((await web.get('/account')).status).toBe(200);
      expect((await elsewhere.get('/account')).status).toBe(303);
    });

    it('sees where they are signed in and signs another browser out', async () => {
      const web = await signedIn(mine, ['officer']);
      const elsewhere = browser();
      await elsewhere.submit('/sign-in', { email: web.email, password: PASSWORD });
      const end = /action="(\/account\/sessions\/[^"]+\/end)"/.exec((await web.get('/account')).html)?.[1] ?? '';
      await web.submit('/account', {}, end);
      expect((await elsewhere.get('/account')).status).toBe(303);
      expect((await web.get('/account')).status).toBe(200);
    });

    it('is offered a choice when they work for several TMOs, and told plainly when they have none', async () => {
      const both = await signedIn(mine, ['council_officer']);
      await database.dataSource.transaction((manager) =>
        app.get(Members).give(manager, { tmo_id: other, actor: { kind: 'system', name: 'seed' } }, both.user_id, {
          role: 'council_officer',
          from_on: civilDate('2020-01-01'),
          to_on: null,
        }),
      );
      const { html } = await both.get('/');
      expect([html.includes(`href="/t/${mine}"`), html.includes(`href="/t/${other}"`)]).toEqual([true, true]);
      expect((await (await signedIn(mine, [])).get('/')).html).toContain('You have no role in any TMO today');
    });

    it('declares a household and then cannot open its record; a manager can end the link', async () => {
      const web = await signedIn(mine, ['officer']);
      expect((await web.get(`/t/${mine}/desk/household`)).status).toBe(200);
      const page = `/t/${mine}/my-household?q=Ash`;
      expect((await web.get(page)).html).toContain('Flat 3, Ash House');
      const unclear = await web.submit(page, { household: `tenancy:${HOUSEHOLD.tenancy_id}` });
      expect([unclear.status, unclear.html.includes('Say whether you live there')]).toEqual([400, true]);
      const madeUp = await web.submit(page, { household: `tenancy:${newUuid()}`, relation: 'self' });
      expect(madeUp.status).toBe(400);
      await web.submit(page, { household: `tenancy:${HOUSEHOLD.tenancy_id}`, relation: 'self' });
      const refused = await web.get(`/t/${mine}/desk/household`);
      expect([refused.status, refused.html.includes('This is your own household')]).toEqual([403, true]);

      const manager = await signedIn(mine, ['manager']);
      const { html } = await manager.get(`/t/${mine}/household-links`);
      const end = /action="([^"]+\/end)"/.exec(html)?.[1] ?? '';
      await manager.submit(`/t/${mine}/household-links`, {}, end);
      expect((await web.get(`/t/${mine}/desk/household`)).status).toBe(200);
    });
  });
});

describe('one address that asks without end', () => {
  it('is told when it can go on, on a page of ours', async () => {
    const small = await officeApp(3);
    try {
      const web = browserOf(small);
      const statuses = [];
      for (let i = 0; i < 4; i++) statuses.push((await web.get('/sign-in')).status);
      expect(statuses).toEqual([200, 200, 200, 429]);
      const { html, headers } = await web.get('/sign-in');
      expect(html).toMatch(/You can go on at \d+:\d\d[ap]m/);
      expect(Number(headers['retry-after'])).toBeGreaterThan(0);
      expect((await web.get('/health')).status).not.toBe(429);
    } finally {
      await small.close();
    }
  });
});
