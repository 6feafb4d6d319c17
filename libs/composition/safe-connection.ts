import type { Database } from '#platform/database';
import type { Registry } from '#platform/event-store';

/**
 * Office and worker refuse to run as a role that row-level security does not hold for, and on a schema older than
 * themselves: better not at all than wrongly.
 * @throws Error saying what is wrong and what to do
 */
export async function assertSafeConnection(db: Database, registry: Registry): Promise<void> {
  const [role] = await db.withoutTmo((tx) =>
    tx.query<{ name: string; unsafe: boolean }>(
      `select current_user as name, r.rolsuper or r.rolbypassrls or exists (
          select 1 from pg_class c where c.relowner = r.oid and c.relnamespace = 'public'::regnamespace) as unsafe
        from pg_roles r where r.rolname = current_user`,
    ),
  );
  if (!role || role.unsafe) {
    throw new Error(
      `refusing to run as the database role ${role?.name}: it is a superuser, may bypass row-level security or owns tables. ` +
        'COURTYARD_APP_URL must be that of courtyard_app',
    );
  }
  const [known] = await db.withoutTmo((tx) =>
    tx.query<{ names: string[] }>(`select coalesce(array_agg(name), '{}') as names from migration`),
  );
  const missing = registry.migrations.map((m) => new m().name ?? m.name).filter((m) => !known?.names.includes(m));
  if (missing.length > 0) {
    throw new Error(
      `the database is older than this release (it lacks ${missing.join(', ')}). Run: npm run courtyard -- migrate`,
    );
  }
}
