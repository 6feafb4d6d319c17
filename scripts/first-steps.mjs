import { existsSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { root } from './ensure.mjs';

/** The rows of one statement on a connection of its own. */
export async function query(url, sql) {
  const { default: pg } = await import('pg');
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 15_000 });
  await client.connect();
  try {
    return (await client.query(sql)).rows;
  } finally {
    await client.end();
  }
}

export async function hasNoTmo(appUrl) {
  const [{ none }] = await query(appUrl, 'select not exists (select from tmo) as none');
  return none;
}

/** The code by which the first manager sets up their TMO, kept in `file`; undefined once there is a TMO. It stays the same until then. */
export async function setupCodeOf(appUrl, file) {
  if (!(await hasNoTmo(appUrl))) {
    rmSync(file, { force: true });
    return undefined;
  }
  if (existsSync(file)) return readFileSync(file, 'utf8').trim();
  const { writeSetupCode } = await import(pathToFileURL(join(root, 'dist/libs/platform/identity/index.js')).href);
  return writeSetupCode(file);
}
