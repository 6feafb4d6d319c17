import { civilDate, newUuid } from '#kernel';
import { Log1763800000000 } from '#platform/event-store';
import { testDatabase, type TestDatabase } from '#platform/testing-database';
import { HouseholdLinks } from './household/household-links.js';
import { Households, type HouseholdResolver } from './household/households.js';
import { NeighbourRule, OwnHousehold } from './household/neighbour-rule.js';
import { identityEntities, identityMigrations } from './index.js';
import { type Role } from './permissions.js';
import { SessionStore } from './sessions/session-store.js';
import { newToken } from './sessions/token.js';
import { ACCOUNT, ADDRESS, SignInAttempts } from './sign-in/attempts.js';
import { signInsOfTmo } from './sign-in/audit.js';
import { SignIn, type SignInRequest } from './sign-in/sign-in.js';
import type { TmoContext } from './tmo-context.js';
import { Members } from './users/members.js';
import { Users } from './users/users.js';

const settings = {
  session_secret: 'a secret that is only for tests!!',
  secure_cookies: false,
  setup_code_file: undefined,
};
const PASSWORD = 'three wet umbrellas';
const FROM_ALWAYS = { from_on: civilDate('2020-01-01'), to_on: null };

let database: TestDatabase;
let sessions: SessionStore;
let attempts: SignInAttempts;
let signIn: SignIn;
let users: Users;
let members: Members;

beforeAll(async () => {
  database = await testDatabase([Log1763800000000, ...identityMigrations], { entities: identityEntities });
  const { db } = database;
  sessions = new SessionStore(db);
  attempts = new SignInAttempts(db, settings);
  signIn = new SignIn(db, sessions, attempts);
  users = new Users(db, sessions);
  members = new Members(db, users);
});
afterAll(() => database.close());

async function openTmo(slug: string, demo = false): Promise<number> {
  const [row] = await sql<{ tmo_id: number }>(`select open_log($1, $1, 'A council', $2, 'store', null) as tmo_id`, [
    slug,
    demo,
  ]);
  return row!.tmo_id;
}

const sql = <Row>(text: string, params: readonly unknown[] = []) =>
  database.db.withoutTmo((tx) => tx.query<Row>(text, params));

let people = 0;
/** A person with these roles, from always, in a TMO; and what they are there. */
async function person(
  tmo_id: number,
  roles: Role[],
  more: { password?: string; demo?: boolean; user_id?: string } = {},
) {
  const n = (people += 1);
  const user_id = more.user_id ?? (await users.add({ name: `Person ${n}`, email: `person${n}@example.org`, ...more }));
  const seed: TmoContext = { tmo_id, actor: { kind: 'system', name: 'seed' } };
  await database.dataSource.transaction(async (manager) => {
    for (const role of roles) await members.give(manager, seed, user_id, { role, ...FROM_ALWAYS });
  });
  const ctx: TmoContext = { tmo_id, actor: { kind: 'user', user_id, name: `Person ${n}`, roles } };
  return { user_id, email: `person${n}@example.org`, ctx };
}

let addresses = 0;
const request = (email: string, password: string, more: Partial<SignInRequest> = {}): SignInRequest => ({
  email,
  password,
  address: `2001:db8:${(addresses += 1).toString(16)}::1`,
  browser: 'a browser',
  old_token: undefined,
  knownBrowserOf: () => undefined,
  ...more,
});

/** As if this many minutes had passed for every session. */
const letSessionsRest = (minutes: number) =>
  sql(`update session set last_seen_at = last_seen_at - make_interval(mins => $1)`, [minutes]);
const letWaitsPass = () => sql(`update sign_in_attempts set blocked_until = now() - interval '1 second'`);

describe('signing in', () => {
  let tmo: number;
  beforeAll(async () => {
    tmo = await openTmo('signing-in');
  });

  it('opens a session for the right password, whatever the capitals of the name', async () => {
    const { email, user_id } = await person(tmo, ['officer'], { password: PASSWORD });
    const result = await signIn.attempt(request(` ${email.toUpperCase()}`, PASSWORD));
    expect(result).toMatchObject({ signed_in: true, user_id });
    const view = result.signed_in ? await sessions.find(result.token, 'signing-in') : undefined;
    expect(view).toMatchObject({ user_id, email, tmo_id: tmo, slug: 'signing-in', roles: ['officer'] });
  });

  it('answers the same to a wrong password, to a name nobody has and to one who has set no password yet', async () => {
    const known = await person(tmo, ['officer'], { password: PASSWORD });
    const invited = await person(tmo, ['officer']);
    const wrong = { signed_in: false, why: 'wrong' };
    expect(await signIn.attempt(request(known.email, 'not the password'))).toEqual(wrong);
    expect(await signIn.attempt(request('nobody@example.org', 'not the password'))).toEqual(wrong);
    expect(await signIn.attempt(request(invited.email, ''))).toEqual(wrong);
  });

  it('keeps no token and no password in the clear', async () => {
    const { email, user_id } = await person(tmo, ['officer'], { password: PASSWORD });
    const result = await signIn.attempt(request(email, PASSWORD));
    const dump = JSON.stringify([
      await sql('select * from session where user_id = $1', [user_id]),
      await sql(`select token_hash::text, session_id from session where user_id = $1`, [user_id]),
      await sql('select * from app_user where user_id = $1', [user_id]),
    ]);
    expect(dump).not.toContain(PASSWORD);
    expect(result.signed_in && dump.includes(result.token)).toBe(false);
  });

  it('ends the session the browser had before: nobody can plant one beforehand', async () => {
    const { email } = await person(tmo, ['officer'], { password: PASSWORD });
    const first = await signIn.attempt(request(email, PASSWORD));
    const old_token = first.signed_in ? first.token : '';
    const second = await signIn.attempt(request(email, PASSWORD, { old_token }));
    expect(second).toMatchObject({ signed_in: true });
    expect(second.signed_in && second.token).not.toBe(old_token);
    expect(await sessions.find(old_token)).toBeUndefined();
  });

  it('is written down: who, when, from which network, and never what was typed', async () => {
    const mine = await openTmo('audited');
    const { email, user_id } = await person(mine, ['officer'], { password: PASSWORD });
    const address = '203.0.113.77';
    await signIn.attempt(request(email, 'not the password', { address }));
    const result = await signIn.attempt(request(email, PASSWORD, { address }));
    if (result.signed_in) await signIn.signOut(result.token, user_id, address);
    await signIn.attempt(request('my-password-by-mistake', 'x', { address }));
    const { total, rows } = await database.db.withoutTmo((tx) => signInsOfTmo(tx, mine, { limit: 10, offset: 0 }));
    expect(rows.map(({ what, network, user_id: who }) => [what, network, who])).toEqual([
      ['signed-out', '203.0.113.0/24', user_id],
      ['signed-in', '203.0.113.0/24', user_id],
      ['wrong-password', '203.0.113.0/24', user_id],
    ]);
    expect(total).toBe(3);
    const everything = JSON.stringify(await sql('select * from sign_in_audit'));
    expect(everything).not.toContain('my-password-by-mistake');
    await expect(sql('delete from sign_in_audit')).rejects.toThrow('permission denied');
    await expect(sql(`update sign_in_audit set what = 'signed-in'`)).rejects.toThrow('permission denied');
  });
});

describe('a demonstration person, whose password is published', () => {
  it('gets in while every TMO is a demonstration, and neither in nor on from the moment one is real', async () => {
    const own = await testDatabase([Log1763800000000, ...identityMigrations], { entities: identityEntities });
    try {
      const store = new SessionStore(own.db);
      const door = new SignIn(own.db, store, new SignInAttempts(own.db, settings));
      const people_ = new Users(own.db, store);
      const open = (slug: string, demo: boolean) =>
        own.db.withoutTmo((tx) => tx.query(`select open_log($1, $1, 'A council', $2, 'store', null)`, [slug, demo]));
      await open('demo-one', true);
      await people_.add({ name: 'Demo Officer', email: 'officer@demo.example', password: PASSWORD, demo: true });
      const first = await door.attempt(request('officer@demo.example', PASSWORD));
      expect(first.signed_in).toBe(true);
      await open('a-real-one', false);
      expect(await door.attempt(request('officer@demo.example', PASSWORD))).toEqual({
        signed_in: false,
        why: 'demo-refused',
      });
      expect(first.signed_in && (await store.find(first.token))).toBeUndefined();
    } finally {
      await own.close();
    }
  });
});

describe('guessing passwords', () => {
  let tmo: number;
  beforeAll(async () => {
    tmo = await openTmo('guessing');
  });

  it('costs nothing five times, then a wait that doubles and never grows past a quarter of an hour', async () => {
    const key = newUuid();
    const waits: number[] = [];
    for (let i = 0; i < 16; i++) {
      await letWaitsPass();
      expect(await attempts.take(ACCOUNT, key)).toBe(0);
      const [latest] = await sql<{ seconds: number }>(
        `select round(extract(epoch from blocked_until - last_at))::integer as seconds
         from sign_in_attempts order by last_at desc limit 1`,
      );
      waits.push(latest!.seconds);
    }
    expect(waits).toEqual([0, 0, 0, 0, 5, 10, 20, 40, 80, 160, 320, 640, 900, 900, 900, 900]);
  });

  it('a hundred at once are a hundred counted, not one', async () => {
    const key = newUuid();
    const answers = await Promise.all(Array.from({ length: 100 }, () => attempts.take(ACCOUNT, key)));
    expect(answers.filter((seconds) => seconds === 0)).toHaveLength(ACCOUNT.free);
  });

  it('is told to wait before the password is looked at, so the right one does not open either', async () => {
    const { email } = await person(tmo, ['officer'], { password: PASSWORD });
    for (let i = 0; i < ACCOUNT.free; i++) await signIn.attempt(request(email, 'not the password'));
    expect(await signIn.attempt(request(email, PASSWORD))).toEqual({ signed_in: false, why: 'wait', seconds: 5 });
    await letWaitsPass();
    expect(await signIn.attempt(request(email, PASSWORD))).toMatchObject({ signed_in: true });
  });

  it('is written down once a minute while it is told to wait, not once a try', async () => {
    const { email, user_id } = await person(tmo, ['officer'], { password: PASSWORD });
    for (let i = 0; i < ACCOUNT.free + 5; i++) await signIn.attempt(request(email, 'guess'));
    const lines = await sql(`select 1 from sign_in_audit where user_id = $1 and what = 'told-to-wait'`, [user_id]);
    expect(lines).toHaveLength(1);
  });

  it('starts again from nothing after the right password', async () => {
    const { email } = await person(tmo, ['officer'], { password: PASSWORD });
    for (let i = 1; i < ACCOUNT.free; i++) await signIn.attempt(request(email, 'not the password'));
    await signIn.attempt(request(email, PASSWORD));
    await letWaitsPass();
    expect(await signIn.attempt(request(email, 'not the password'))).toEqual({ signed_in: false, why: 'wrong' });
  });

  it('by a stranger never keeps out the person whose browser has signed in before', async () => {
    const { email, user_id } = await person(tmo, ['officer'], { password: PASSWORD });
    for (let i = 0; i < 30; i++) await signIn.attempt(request(email, 'guess'));
    expect(await signIn.attempt(request(email, PASSWORD))).toMatchObject({ why: 'wait' });
    const knownBrowserOf = (id: string) => (id === user_id ? `${id}.${newUuid()}` : undefined);
    expect(await signIn.attempt(request(email, PASSWORD, { knownBrowserOf }))).toMatchObject({ signed_in: true });
  });

  it('at many accounts from one address waits too, and one’s own account does not clear that', async () => {
    const { email } = await person(tmo, ['officer'], { password: PASSWORD });
    const address = '198.51.100.9';
    for (let i = 0; i < ADDRESS.free; i++) {
      expect(await signIn.attempt(request(`guess${i}@example.org`, 'x', { address }))).toMatchObject({ why: 'wrong' });
      if (i % 5 === 0) await letWaitsPass();
    }
    expect(await signIn.attempt(request('more@example.org', 'x', { address }))).toMatchObject({ why: 'wait' });
    await letWaitsPass();
    expect(await signIn.attempt(request(email, PASSWORD, { address }))).toMatchObject({ signed_in: true });
    await letWaitsPass();
    await signIn.attempt(request('more@example.org', 'x', { address }));
    expect(await signIn.attempt(request('more@example.org', 'x', { address }))).toMatchObject({ why: 'wait' });
  });

  it('counts without keeping the names and addresses that were tried', async () => {
    await signIn.attempt(request('tried@example.org', 'x', { address: '198.51.100.77' }));
    const kept = JSON.stringify(await sql(`select key_hash::text, attempts from sign_in_attempts`));
    expect(kept).not.toContain(Buffer.from('tried').toString('hex'));
    expect(kept).not.toContain(Buffer.from('198.51').toString('hex'));
  });
});

describe('a session', () => {
  let tmo: number;
  let other: number;
  beforeAll(async () => {
    tmo = await openTmo('sessions-here');
    other = await openTmo('sessions-there');
  });

  async function signedIn(roles: Role[] = ['officer']) {
    const who = await person(tmo, roles, { password: PASSWORD });
    const result = await signIn.attempt(request(who.email, PASSWORD));
    if (!result.signed_in) throw new Error('not signed in');
    return { ...who, token: result.token };
  }

  it('rests for two hours and no longer', async () => {
    const { token } = await signedIn();
    await letSessionsRest(119);
    expect(await sessions.find(token)).toBeDefined();
    await letSessionsRest(119);
    expect(await sessions.find(token)).toBeDefined();
    await letSessionsRest(121);
    expect(await sessions.find(token)).toBeUndefined();
  });

  it('ends at the end of a long day, however busy', async () => {
    const { token, user_id } = await signedIn();
    await sql(`update session set ends_at = ends_at - interval '12 hours' where user_id = $1`, [user_id]);
    expect(await sessions.find(token)).toBeUndefined();
  });

  it('is not written again for every page of one minute', async () => {
    const { token, user_id } = await signedIn();
    const version = () => sql<{ xmin: string }>(`select xmin::text from session where user_id = $1`, [user_id]);
    const before = await version();
    await sessions.find(token);
    await sessions.find(token);
    expect(await version()).toEqual(before);
    await letSessionsRest(2);
    await sessions.find(token);
    const after = await version();
    await sessions.find(token);
    expect(await version()).toEqual(after);
  });

  it('speaks for the TMO in the path, by number or short name, and for no other', async () => {
    const { token, user_id } = await signedIn(['officer', 'finance']);
    for (const path of [String(tmo), 'sessions-here']) {
      expect(await sessions.find(token, path)).toMatchObject({ user_id, tmo_id: tmo, roles: ['finance', 'officer'] });
    }
    for (const path of [String(other), 'sessions-there', '999999', 'no-such-tmo', '']) {
      expect(await sessions.find(token, path)).toMatchObject({ user_id, tmo_id: null, roles: null });
    }
  });

  it('holds a role from its first day to its last, London, and not a moment after it was ended', async () => {
    const { token, user_id } = await signedIn([]);
    const rolesWith = async (from: string, to: string, ended = false) => {
      await sql(`update membership set ended_at = now() where user_id = $1`, [user_id]);
      await sql(
        `insert into membership (membership_id, tmo_id, user_id, role, from_on, to_on, ended_at)
         select $1, $2, $3, 'officer', d + $4::integer, d + $5::integer, case when $6 then now() end
         from (select (now() at time zone 'Europe/London')::date as d) today`,
        [newUuid(), tmo, user_id, from, to, ended],
      );
      return (await sessions.find(token, String(tmo)))?.roles;
    };
    expect(await rolesWith('0', '0')).toEqual(['officer']);
    expect(await rolesWith('-9', '-1')).toBeNull();
    expect(await rolesWith('1', '9')).toBeNull();
    expect(await rolesWith('-9', '9', true)).toBeNull();
  });

  it('can be listed and ended by its owner and by nobody else', async () => {
    const mine = await signedIn();
    const theirs = await signedIn();
    const [row] = await database.db.withoutTmo((tx) => sessions.listOwn(tx, mine.user_id));
    expect(row).toMatchObject({ browser: 'a browser' });
    const revoke = (who: string) => database.db.withoutTmo((tx) => sessions.revoke(tx, who, row!.session_id));
    expect(await revoke(theirs.user_id)).toBe(false);
    expect(await sessions.find(mine.token)).toBeDefined();
    expect(await revoke(mine.user_id)).toBe(true);
    expect(await sessions.find(mine.token)).toBeUndefined();
  });

  it('of a token that nobody gave is nobody’s', async () => {
    expect(await sessions.find(newToken())).toBeUndefined();
    expect(await sessions.find('')).toBeUndefined();
  });

  it('is cleared away by the next sign-in once it has ended', async () => {
    const { user_id } = await signedIn();
    await sql(`update session set ends_at = now() where user_id = $1`, [user_id]);
    await signedIn();
    expect(await sql(`select 1 from session where user_id = $1`, [user_id])).toEqual([]);
  });

  it('of another browser ends when the password is changed; this one goes on', async () => {
    const { user_id, email, token } = await signedIn();
    const elsewhere = await signIn.attempt(request(email, PASSWORD));
    const who = { user_id, token, network: 'here' };
    expect(await users.changePassword(who, 'not the password', 'seven grey pigeons')).toMatchObject({
      refusal: { code: 'wrong-password' },
    });
    expect(await users.changePassword(who, PASSWORD, 'short')).toMatchObject({
      refusal: { code: 'password-too-short' },
    });
    expect(await users.changePassword(who, PASSWORD, 'seven grey pigeons')).toEqual({ done: true });
    expect(await sessions.find(token)).toBeDefined();
    expect(elsewhere.signed_in && (await sessions.find(elsewhere.token))).toBeUndefined();
    expect(await signIn.attempt(request(email, PASSWORD))).toMatchObject({ why: 'wrong' });
    expect(await signIn.attempt(request(email, 'seven grey pigeons'))).toMatchObject({ signed_in: true });
  });
});

describe('the members of a TMO', () => {
  let tmo: number;
  let other: number;
  beforeAll(async () => {
    tmo = await openTmo('members-here');
    other = await openTmo('members-there');
  });
  const officer = { role: 'officer' as const, ...FROM_ALWAYS };

  it('come by a one-time link: nobody has a password that somebody else chose', async () => {
    const { ctx } = await person(tmo, ['manager']);
    const invited = await members.invite(ctx, { email: 'new@example.org', name: 'New Person' }, officer);
    if (!invited.done || invited.setup_token === undefined) throw new Error('no link');
    expect(await users.ofSetupLink(invited.setup_token)).toMatchObject({ name: 'New Person' });
    expect(await users.setPassword(invited.setup_token, 'new person', 'net')).toMatchObject({
      refusal: { code: 'password-too-short' },
    });
    expect(await users.setPassword(invited.setup_token, PASSWORD, 'net')).toMatchObject({ done: true });
    expect(await users.setPassword(invited.setup_token, 'another password', 'net')).toMatchObject({
      refusal: { code: 'set-up-link-ended' },
    });
    expect(await signIn.attempt(request('new@example.org', PASSWORD))).toMatchObject({ signed_in: true });
  });

  it('use a link once even when it is sent twice at the same moment', async () => {
    const { ctx } = await person(tmo, ['manager']);
    const invited = await members.invite(ctx, { email: 'twice@example.org', name: 'Twice' }, officer);
    if (!invited.done || invited.setup_token === undefined) throw new Error('no link');
    const token = invited.setup_token;
    const answers = await Promise.all([
      users.setPassword(token, 'three wet umbrellas', 'net'),
      users.setPassword(token, 'seven grey pigeons', 'net'),
    ]);
    expect(answers.filter(({ done }) => done)).toHaveLength(1);
  });

  it('lose a link that has ended', async () => {
    const { ctx } = await person(tmo, ['manager']);
    const invited = await members.invite(ctx, { email: 'late@example.org', name: 'Late' }, officer);
    if (!invited.done || invited.setup_token === undefined) throw new Error('no link');
    await sql(`update setup_link set ends_at = now() where user_id = $1`, [invited.user_id]);
    expect(await users.ofSetupLink(invited.setup_token)).toBeUndefined();
    expect(await users.setPassword(invited.setup_token, PASSWORD, 'net')).toMatchObject({ done: false });
  });

  it('who sign in elsewhere already keep their password and get no link', async () => {
    const { ctx } = await person(tmo, ['manager']);
    const council = await person(other, ['council_officer'], { password: PASSWORD });
    const invited = await members.invite(
      ctx,
      { email: council.email.toUpperCase(), name: 'Another name' },
      { role: 'council_officer', ...FROM_ALWAYS },
    );
    expect(invited).toEqual({ done: true, user_id: council.user_id, setup_token: undefined });
    const theirs = await members.ofUser(council.user_id);
    expect(new Set(theirs.map(({ tmo_id }) => tmo_id))).toEqual(new Set([tmo, other]));
    expect(await members.newSetupLink(ctx, council.user_id, 'net')).toMatchObject({
      refusal: { code: 'member-elsewhere' },
    });
  });

  it('of another TMO cannot be seen, given a role, reset or ended', async () => {
    const { ctx } = await person(tmo, ['manager']);
    const theirs = await person(other, ['officer', 'manager'], { password: PASSWORD });
    expect(await members.one(ctx, theirs.user_id)).toBeUndefined();
    expect((await members.ofTmo(ctx)).map(({ user_id }) => user_id)).not.toContain(theirs.user_id);
    expect(await members.grant(ctx, theirs.user_id, officer)).toMatchObject({ refusal: { code: 'not-a-member' } });
    expect(await members.newSetupLink(ctx, theirs.user_id, 'net')).toMatchObject({ refusal: { code: 'not-a-member' } });
    const [membership] = await sql<{ membership_id: string }>(
      `select membership_id from membership where user_id = $1`,
      [theirs.user_id],
    );
    expect(await members.end(ctx, membership!.membership_id)).toMatchObject({ refusal: { code: 'role-over' } });
    expect((await members.ofUser(theirs.user_id))[0]?.roles).toEqual(['manager', 'officer']);
  });

  it('hold a role once at a time, and again after it has ended', async () => {
    const { ctx } = await person(tmo, ['manager']);
    const { user_id } = await person(tmo, ['officer']);
    expect(await members.grant(ctx, user_id, officer)).toMatchObject({ refusal: { code: 'role-held-already' } });
    const held = (await members.one(ctx, user_id))!.roles[0]!;
    expect(held).toMatchObject({ role: 'officer', state: 'held', from_on: '2020-01-01', to_on: null });
    expect(await members.end(ctx, held.membership_id)).toEqual({ done: true });
    expect(await members.end(ctx, held.membership_id)).toMatchObject({ refusal: { code: 'role-over' } });
    expect(await members.grant(ctx, user_id, officer)).toEqual({ done: true });
    expect((await members.one(ctx, user_id))!.roles.map(({ state }) => state).sort()).toEqual(['held', 'over']);
  });

  it('always have a manager, even when two managers end each other at the same moment', async () => {
    const mine = await openTmo('two-managers');
    const [one, two] = [await person(mine, ['manager']), await person(mine, ['manager'])];
    const roleOf = async (who: typeof one) => (await members.one(one.ctx, who.user_id))!.roles[0]!.membership_id;
    const [ofOne, ofTwo] = [await roleOf(one), await roleOf(two)];
    const answers = await Promise.all([members.end(one.ctx, ofTwo), members.end(two.ctx, ofOne)]);
    expect(answers.filter(({ done }) => done)).toHaveLength(1);
    expect(answers.find(({ done }) => !done)).toMatchObject({ refusal: { code: 'last-manager' } });
  });
});

describe('the neighbour rule', () => {
  let tmo: number;
  let other: number;
  const [flat, nextDoor, tenancy, formerTenancy, neighbours, account, strangers] = Array.from({ length: 7 }, () =>
    newUuid(),
  ) as [string, string, string, string, string, string, string];
  const households = new Households();
  let links: HouseholdLinks;
  let rule: NeighbourRule;

  const resolver = (key: HouseholdResolver['key'], to: Record<string, [string[], string[]]>): HouseholdResolver => ({
    key,
    resolve: (_tx, _tmo_id, ids) =>
      Promise.resolve({
        tenancy_ids: ids.flatMap((id) => to[id]?.[0] ?? []),
        home_ids: ids.flatMap((id) => to[id]?.[1] ?? []),
      }),
  });

  beforeAll(async () => {
    tmo = await openTmo('neighbours');
    other = await openTmo('other-neighbours');
    households.register(
      resolver('tenancy_id', {
        [tenancy]: [[], [flat]],
        [formerTenancy]: [[], [flat]],
        [neighbours]: [[], [nextDoor]],
      }),
    );
    households.register(resolver('home_id', { [flat]: [[tenancy], []], [nextDoor]: [[neighbours], []] }));
    households.register(resolver('account_id', { [account]: [[tenancy], []], [strangers]: [[neighbours], []] }));
    links = new HouseholdLinks(database.db);
    rule = new NeighbourRule(links, households);
  });

  const refusal = (ctx: TmoContext, subject: Parameters<NeighbourRule['refusalFor']>[2]) =>
    database.db.inTmo(ctx, (tx) => rule.refusalFor(tx, ctx, subject));

  it('keeps an officer from their own tenancy, its account and its home, and from nothing else', async () => {
    const { ctx, user_id } = await person(tmo, ['officer']);
    await links.declare(ctx, user_id, { tenancy_id: tenancy }, 'self');
    for (const subject of [{ tenancy_id: tenancy }, { account_id: account }, { home_id: flat }]) {
      expect(await refusal(ctx, subject)).toMatchObject({
        code: 'own-household',
        facts: { relation: 'self', ...subject },
      });
    }
    for (const subject of [{ tenancy_id: neighbours }, { account_id: strangers }, { home_id: nextDoor }]) {
      expect(await refusal(ctx, subject)).toBeUndefined();
    }
    const open = database.db.inTmo(ctx, (tx) => rule.assertNotOwnHousehold(tx, ctx, { tenancy_id: tenancy }));
    await expect(open).rejects.toThrow(OwnHousehold);
  });

  it('keeps them from a relative’s home and whoever lives or lived in it', async () => {
    const { ctx, user_id } = await person(tmo, ['officer']);
    await links.declare(ctx, user_id, { home_id: flat }, 'relative');
    for (const subject of [
      { home_id: flat },
      { tenancy_id: tenancy },
      { tenancy_id: formerTenancy },
      { account_id: account },
    ]) {
      expect(await refusal(ctx, subject)).toMatchObject({ code: 'own-household', facts: { relation: 'relative' } });
    }
  });

  it('binds no job, and nobody who has declared nothing', async () => {
    const { ctx } = await person(tmo, ['officer']);
    expect(await refusal(ctx, { tenancy_id: tenancy })).toBeUndefined();
    const job: TmoContext = { tmo_id: tmo, actor: { kind: 'system', name: 'rent-run' } };
    expect(await refusal(job, { tenancy_id: tenancy })).toBeUndefined();
  });

  it('holds in the TMO where the link was declared and does not show in another', async () => {
    const { ctx, user_id } = await person(tmo, ['officer']);
    await links.declare(ctx, user_id, { tenancy_id: tenancy }, 'self');
    const there = { ...ctx, tmo_id: other };
    expect(await database.db.inTmo(there, (tx) => links.ofTmo(tx, ctx))).toEqual([]);
    expect(await refusal(there, { tenancy_id: tenancy })).toBeUndefined();
  });

  it('is not got round by ending one’s own link: a manager ends it, and never their own', async () => {
    const { ctx, user_id } = await person(tmo, ['manager']);
    const colleague = await person(tmo, ['manager']);
    await links.declare(ctx, user_id, { tenancy_id: tenancy }, 'self');
    await links.declare(ctx, user_id, { tenancy_id: tenancy }, 'self');
    const own = await database.db.inTmo(ctx, (tx) => links.ofUser(tx, ctx, user_id));
    expect(own).toHaveLength(1);
    const { link_id } = own[0]!;
    expect(await links.end(ctx, user_id, link_id)).toMatchObject({ refusal: { code: 'own-link' } });
    expect(await links.end({ ...colleague.ctx, tmo_id: other }, colleague.user_id, link_id)).toMatchObject({
      refusal: { code: 'link-over' },
    });
    expect(await links.end(colleague.ctx, colleague.user_id, link_id)).toEqual({ done: true });
    expect(await refusal(ctx, { tenancy_id: tenancy })).toBeUndefined();
  });

  it('never opens a record because nobody knows whose it is', async () => {
    const { ctx, user_id } = await person(tmo, ['officer']);
    await links.declare(ctx, user_id, { tenancy_id: tenancy }, 'self');
    await expect(refusal(ctx, { person_id: newUuid() })).rejects.toThrow(
      'no context has registered how person_id leads',
    );
  });
});
