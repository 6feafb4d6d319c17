// Who may do what in the database: owner (migrations only), app (office and worker), jobs (BullMQ's schema).
import pg from 'pg';

const OLDEST = 18; // what every test runs on; the built-in C.UTF-8 locale came with 17
const LOCK = 2_082_611; // any number, as long as it is always this one

const ROLES = { owner: 'courtyard_owner', app: 'courtyard_app', jobs: 'courtyard_jobs' };

function withUser(adminUrl, user, password, database) {
  const url = new URL(adminUrl);
  url.username = user;
  url.password = password;
  if (url.username !== user)
    throw new Error('The database URL must name a host, as in postgres://user:password@host:5432/name');
  url.pathname = `/${encodeURIComponent(database)}`;
  return url.href;
}

function toDatabase(adminUrl, database) {
  const url = new URL(adminUrl);
  url.pathname = `/${encodeURIComponent(database)}`;
  return url.href;
}

async function connected(url, work) {
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 15_000 });
  client.on('error', () => {}); // a lost connection also fails the query under way, which reports it
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end();
  }
}

async function ensureRole(client, adminUrl, role, password, isSuperuser) {
  const { rows } = await client.query('select rolsuper, rolbypassrls from pg_roles where rolname = $1', [role]);
  if (!rows.length) {
    await client.query(
      `create role ${role} login nosuperuser nobypassrls nocreatedb nocreaterole password ${client.escapeLiteral(password)}`,
    );
  } else {
    if (rows[0].rolsuper || rows[0].rolbypassrls)
      throw new Error(
        `Database role ${role} may bypass row-level security: alter role ${role} nosuperuser nobypassrls`,
      );
    // Its password is not changed: another installation on this server may be using it.
    await connected(withUser(adminUrl, role, password, 'postgres'), () => undefined).catch((cause) => {
      if (cause.code === '42501') return; // may not enter this database, but the password was right
      if (cause.code !== '28P01') throw cause;
      throw new Error(
        `Database role ${role} exists with another password. Bring back the secrets.json it was made with, or alter its password`,
        { cause },
      );
    });
  }
  // An administrator who is not a superuser may only give things to a role that it can become.
  if (!isSuperuser) await client.query(`grant ${role} to current_user with inherit true, set true`);
}

/**
 * Makes the three roles and the database where they are missing; safe to call at every start and from several processes at once.
 * No role is a superuser or bypasses row-level security. courtyard_owner owns the database and makes objects in `public`;
 * courtyard_app may connect, use `public` (tables are granted by migrations) and make temporary tables; courtyard_jobs owns schema `bullmq` and sees nothing else.
 *
 * @param {string} adminUrl an administrator's URL (superuser, or createrole and createdb); its database part is not used
 * @param {string} database
 * @param {{ owner: string, app: string, jobs: string }} passwords
 * @returns {Promise<{ ownerUrl: string, appUrl: string, jobsUrl: string }>}
 */
export async function ensureRoles(adminUrl, database, passwords) {
  await connected(toDatabase(adminUrl, 'postgres'), async (client) => {
    const { rows } = await client.query(
      `select current_setting('server_version_num')::int / 10000 as version,
              (select rolsuper from pg_roles where rolname = current_user) as is_superuser`,
    );
    const { version, is_superuser: isSuperuser } = rows[0];
    if (version < OLDEST) throw new Error(`Courtyard needs PostgreSQL ${OLDEST} or later; this server is ${version}`);
    await client.query('select pg_advisory_lock($1)', [LOCK]); // ends with the connection
    for (const key of Object.keys(ROLES)) await ensureRole(client, adminUrl, ROLES[key], passwords[key], isSuperuser);

    const name = client.escapeIdentifier(database);
    const found = await client.query('select pg_get_userbyid(datdba) as owner from pg_database where datname = $1', [
      database,
    ]);
    if (!found.rows.length)
      await client.query(
        `create database ${name} owner ${ROLES.owner} template template0 encoding 'UTF8'
           locale 'C' locale_provider builtin builtin_locale 'C.UTF-8'`,
      );
    else if (found.rows[0].owner !== ROLES.owner) await client.query(`alter database ${name} owner to ${ROLES.owner}`);
    await client.query(`revoke all on database ${name} from public`);
    await client.query(`grant connect on database ${name} to ${ROLES.app}, ${ROLES.jobs}`);
    // BullMQ's migrations say 'create schema if not exists', which asks for this right even when the schema is there.
    await client.query(`grant create on database ${name} to ${ROLES.jobs}`);
    await client.query(`grant temporary on database ${name} to ${ROLES.app}`); // rebuilds compare in temporary tables

    await connected(toDatabase(adminUrl, database), async (inside) => {
      await inside.query('revoke all on schema public from public');
      await inside.query(`grant usage on schema public to ${ROLES.app}`);
      await inside.query(`create schema if not exists bullmq authorization ${ROLES.jobs}`);
    });
  });
  return {
    ownerUrl: withUser(adminUrl, ROLES.owner, passwords.owner, database),
    appUrl: withUser(adminUrl, ROLES.app, passwords.app, database),
    jobsUrl: withUser(adminUrl, ROLES.jobs, passwords.jobs, database),
  };
}
