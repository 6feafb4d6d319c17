import { APP_ROLE, makeDataSource, type MigrationClass } from '#platform/database';

/** Brings the database up to date, as its owner, each migration in a transaction of its own. Gives the names that ran. */
export async function migrate(ownerUrl: string, migrations: readonly MigrationClass[]): Promise<readonly string[]> {
  const owner = await makeDataSource({
    url: ownerUrl,
    applicationName: 'courtyard-migrate',
    max: 2,
    migrations,
  }).initialize();
  try {
    const ran = await owner.runMigrations();
    await owner.query(`grant select on migration to ${APP_ROLE}`);
    return ran.map((m) => m.name);
  } finally {
    await owner.destroy();
  }
}
