import { createHash } from 'node:crypto';
import pg from 'pg';
import type { DataSource } from 'typeorm';
import { Database, type DataSourceSettings, makeDataSource, type MigrationClass, POOL_SIZE } from '#platform/database';
import { ensureRoles } from '../../../scripts/roles.mjs';

const PASSWORDS = { owner: 'owner-in-tests', app: 'app-in-tests', jobs: 'jobs-in-tests' };
const TEMPLATE_LOCK = 3_141_592;

export interface TestDatabase {
  /** As the app role: row-level security holds, as in the product. */
  readonly db: Database;
  readonly dataSource: DataSource;
  readonly urls: { readonly ownerUrl: string; readonly appUrl: string; readonly jobsUrl: string };
  close(): Promise<void>;
}

/**
 * A database of its own for a spec file, migrated, on the run's PostgreSQL. The first spec that needs a set of
 * migrations makes a template of them; each database is then a file copy (about 50 ms).
 */
export async function testDatabase(
  migrations: readonly MigrationClass[],
  settings: Partial<DataSourceSettings> = {},
): Promise<TestDatabase> {
  const adminUrl = process.env.TEST_ADMIN_URL;
  if (!adminUrl) throw new Error('no PostgreSQL for tests: run the int or journeys project, whose set-up starts one');
  const admin = new pg.Client({ connectionString: adminUrl });
  await admin.connect();
  const template = `template_${createHash('sha256')
    .update(migrations.map((m) => `${new m().name ?? m.name}\0${String(m)}`).join('\0'))
    .digest('hex')
    .slice(0, 12)}`;
  const name = `test_${process.pid}_${(made += 1)}_${Date.now() % 1e6}`;
  try {
    await admin.query('select pg_advisory_lock($1)', [TEMPLATE_LOCK]);
    const { rowCount } = await admin.query('select 1 from pg_database where datname = $1', [template]);
    if (!rowCount) await makeTemplate(admin, adminUrl, template, migrations);
    await admin.query(`create database ${name} template ${template} strategy file_copy owner courtyard_owner`);
  } finally {
    await admin.end();
  }
  const urls = await ensureRoles(adminUrl, name, PASSWORDS);
  const dataSource = await makeDataSource({
    url: urls.appUrl,
    applicationName: 'courtyard-test',
    max: POOL_SIZE.test,
    ...settings,
  }).initialize();
  return {
    db: new Database(dataSource),
    dataSource,
    urls,
    close: () => dataSource.destroy(),
  };
}

let made = 0;

/** Built under another name and renamed when whole, so that a failed migration leaves no half template behind. */
async function makeTemplate(
  admin: pg.Client,
  adminUrl: string,
  template: string,
  migrations: readonly MigrationClass[],
): Promise<void> {
  const building = `${template}_building`;
  await admin.query(`drop database if exists ${building} with (force)`);
  const { ownerUrl } = await ensureRoles(adminUrl, building, PASSWORDS);
  const owner = await makeDataSource({ url: ownerUrl, applicationName: 'migrate', max: 2, migrations }).initialize();
  try {
    await owner.runMigrations();
  } finally {
    await owner.destroy();
  }
  await admin.query(`alter database ${building} rename to ${template}`);
}
