import { existsSync, mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Log1763800000000 } from '#platform/event-store';
import { testDatabase, type TestDatabase } from '#platform/testing-database';
import { identityEntities, identityMigrations } from '../index.js';
import { SessionStore } from '../sessions/session-store.js';
import { Members } from '../users/members.js';
import { Users } from '../users/users.js';
import { type FirstManager, FirstManagerSetup, writeSetupCode } from './first-manager.js';

const folder = mkdtempSync(join(tmpdir(), 'courtyard-setup-'));
const setup_code_file = join(folder, 'setup-code');
let database: TestDatabase;
let members: Members;
let setup: FirstManagerSetup;

beforeEach(async () => {
  database = await testDatabase([Log1763800000000, ...identityMigrations], { entities: identityEntities });
  const users = new Users(database.db, new SessionStore(database.db));
  members = new Members(database.db, users);
  const settings = { session_secret: 'x'.repeat(32), secure_cookies: false, setup_code_file };
  setup = new FirstManagerSetup(database.db, users, members, settings);
});
afterEach(() => database.close());
afterAll(() => rmSync(folder, { recursive: true }));

const typed = (code: string, more: Partial<FirstManager> = {}): FirstManager => ({
  code,
  name: 'Maureen Okafor',
  email: 'maureen@example.org',
  password: 'three wet umbrellas',
  tmo_name: 'Ashdene Estate',
  council_name: 'Northmere Council',
  ...more,
});

describe('setting up the first manager', () => {
  it('takes the code from the console, opens the TMO’s log, makes its manager, and closes for good', async () => {
    const code = await writeSetupCode(setup_code_file);
    expect(statSync(setup_code_file).mode & 0o777).toBe(0o600);
    expect(await setup.canBegin()).toBe(true);
    const made = await setup.begin(typed(code.toLowerCase().replaceAll('-', ' ')));
    if (!made.done) throw new Error(made.refusal.code);
    expect(await members.ofUser(made.user_id)).toEqual([
      { tmo_id: made.tmo_id, name: 'Ashdene Estate', council_name: 'Northmere Council', roles: ['manager'] },
    ]);
    expect(existsSync(setup_code_file)).toBe(false);
    expect(await setup.canBegin()).toBe(false);

    const again = await writeSetupCode(setup_code_file);
    expect(await setup.canBegin()).toBe(false);
    expect(await setup.begin(typed(again, { email: 'late@example.org', tmo_name: 'Another' }))).toMatchObject({
      refusal: { code: 'set-up-closed' },
    });
  });

  it('is closed without a code, and to a wrong one', async () => {
    rmSync(setup_code_file, { force: true });
    expect(await setup.canBegin()).toBe(false);
    expect(await setup.begin(typed(''))).toMatchObject({ refusal: { code: 'set-up-closed' } });
    await writeSetupCode(setup_code_file);
    for (const wrong of ['', 'AAAA-AAAA-AAAA', 'x'.repeat(500)]) {
      expect(await setup.begin(typed(wrong))).toMatchObject({ refusal: { code: 'set-up-code-wrong' } });
    }
    expect(await setup.canBegin()).toBe(true);
  });

  it('asks for a password of some length and a name with letters, and makes nothing without', async () => {
    const code = await writeSetupCode(setup_code_file);
    expect(await setup.begin(typed(code, { password: 'short' }))).toMatchObject({
      refusal: { code: 'password-too-short' },
    });
    expect(await setup.begin(typed(code, { tmo_name: '12' }))).toMatchObject({
      refusal: { code: 'name-without-letters' },
    });
    expect(await setup.canBegin()).toBe(true);
  });

  it('is done by one of two who send it at the same moment', async () => {
    const code = await writeSetupCode(setup_code_file);
    const answers = await Promise.all([
      setup.begin(typed(code)),
      setup.begin(typed(code, { email: 'other@example.org', tmo_name: 'Other Estate' })),
    ]);
    expect(answers.filter(({ done }) => done)).toHaveLength(1);
  });
});
