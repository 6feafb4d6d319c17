import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { startPostgres } from '../../scripts/embedded-pg.mjs';
import { ensureRoles } from '../../scripts/roles.mjs';

const PASSWORDS = { owner: 'an-owner', app: 'an-app', jobs: 'a-queue' };

let folder: string;
let server: Awaited<ReturnType<typeof startPostgres>>;
let urls: Awaited<ReturnType<typeof ensureRoles>>;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), `courtyard-pg-${process.pid}-`));
  chmodSync(folder, 0o755);
  server = await startPostgres({ dataDir: join(folder, 'data'), sync: false });
  urls = await ensureRoles(server.adminUrl, 'estate', PASSWORDS);
  expect(await said(urls.ownerUrl, 'create table letter (n int)')).toBe('done');
});

afterAll(async () => {
  await server.stop();
  rmSync(folder, { recursive: true });
});

/** 'done', or why the server would not. */
async function said(url: string, statement: string): Promise<string> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    await client.query(statement);
    return 'done';
  } catch (error) {
    return String(error);
  } finally {
    await client.end();
  }
}

describe('the three database roles', () => {
  it.each([
    ['ownerUrl', 'create table another (n int)'],
    ['appUrl', 'create temporary table shadow (n int)'],
    ['jobsUrl', 'create table bullmq.queue (n int)'],
  ] as const)('%s may: %s', async (role, statement) => {
    expect(await said(urls[role], statement)).toBe('done');
  });

  it.each([
    ['ownerUrl', 'create table bullmq.theirs (n int)'],
    ['ownerUrl', 'create role another'],
    ['appUrl', 'create table mine (n int)'],
    ['appUrl', 'select from letter'],
    ['appUrl', 'create table bullmq.theirs (n int)'],
    ['appUrl', 'set role courtyard_owner'],
    ['jobsUrl', 'select from public.letter'],
    ['jobsUrl', 'create table public.mine (n int)'],
    ['jobsUrl', 'set role courtyard_app'],
  ] as const)('%s may not: %s', async (role, statement) => {
    expect(await said(urls[role], statement)).toMatch('permission denied');
  });

  it('none of them is a superuser or sees past row-level security', async () => {
    const client = new pg.Client({ connectionString: server.adminUrl });
    await client.connect();
    const { rows } = await client.query(
      `select count(*)::int as roles, bool_or(rolsuper or rolbypassrls or rolcreaterole or rolcreatedb) as mighty
         from pg_roles where rolname like 'courtyard%'`,
    );
    await client.end();
    expect(rows).toEqual([{ roles: 3, mighty: false }]);
  });

  it('are made once, however many programs ask for them at the same moment', async () => {
    const all = await Promise.all([1, 2, 3].map(() => ensureRoles(server.adminUrl, 'second_estate', PASSWORDS)));
    expect(new Set(all.map(({ appUrl }) => appUrl)).size).toBe(1);
    expect(await said(urls.appUrl, 'create temporary table still_there (n int)')).toBe('done');
  });

  it('can be made by an administrator who is no superuser', async () => {
    expect(await said(server.adminUrl, `create role dba login createrole createdb password 'dba'`)).toBe('done');
    const dba = server.adminUrl.replace(/\/\/[^@]+@/, '//dba:dba@');
    for (const [name] of Object.entries(PASSWORDS))
      await said(server.adminUrl, `grant courtyard_${name} to dba with admin option`);
    const made = await ensureRoles(dba, 'third_estate', PASSWORDS);
    expect(await said(made.ownerUrl, 'create table letter (n int)')).toBe('done');
    expect(await said(made.jobsUrl, 'create table bullmq.queue (n int)')).toBe('done');
  });

  it('keep the password that another installation gave them, and say so', async () => {
    await expect(ensureRoles(server.adminUrl, 'estate', { ...PASSWORDS, app: 'other' })).rejects.toThrow(
      'Database role courtyard_app exists with another password',
    );
    expect(await said(urls.appUrl, 'create temporary table still_mine (n int)')).toBe('done');
  });
});
