import { environment, makeRegistry } from '#composition';
import { Database, makeDataSource, POOL_SIZE } from '#platform/database';
import type { Registry } from '#platform/event-store';
import { Vault } from '#platform/privacy';

export interface Opened {
  readonly db: Database;
  readonly registry: Registry;
}

/** The database as the app role and everything registered, for as long as the work takes. */
export async function withDatabase<T>(work: (opened: Opened) => Promise<T>): Promise<T> {
  const source = await makeDataSource({
    url: environment.appUrl(),
    applicationName: 'courtyard-cli',
    max: POOL_SIZE.cli,
  }).initialize();
  try {
    return await work({ db: new Database(source), registry: makeRegistry(new Vault(environment.masterKey())) });
  } finally {
    await source.destroy();
  }
}

export interface TmoRow {
  readonly tmo_id: number;
  readonly slug: string;
  readonly name: string;
}

/** The TMO of this slug or number, or all of them when none is named. @throws Error when there is none such */
export async function tmosNamed(db: Database, wanted: string | undefined): Promise<readonly TmoRow[]> {
  const all = await db.withoutTmo((tx) => tx.query<TmoRow>('select tmo_id, slug, name from tmo order by tmo_id'));
  if (wanted === undefined) return all;
  const found = all.filter((t) => t.slug === wanted || String(t.tmo_id) === wanted);
  if (found.length === 0) {
    throw new Error(`there is no TMO ${wanted} here; there are: ${all.map((t) => t.slug).join(', ') || 'none'}`);
  }
  return found;
}

/** The value after an option such as --tmo. */
export function option(args: readonly string[], name: string): string | undefined {
  const at = args.indexOf(name);
  return at < 0 ? undefined : args[at + 1];
}
