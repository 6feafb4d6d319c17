import { Inject, Injectable } from '@nestjs/common';
import { newUuid } from '#kernel';
import { Database, type Tx } from '#platform/database';
import type { Role } from '../permissions.js';
import { tokenHash } from './token.js';

/** A session ends after this long without a request, and at the latest at the end of a long working day. */
export const IDLE_MINUTES = 120;
export const LONGEST_HOURS = 12;

/** Seeing a session again within a minute writes nothing: a page with ten requests makes one row version, not ten. */
const TOUCH_SECONDS = 60;

/** Who a session speaks for, and what they are in the TMO asked about; `tmo_id` is null where they are nothing. */
export interface SessionView {
  readonly session_id: string;
  readonly user_id: string;
  readonly name: string;
  readonly email: string;
  readonly tmo_id: number | null;
  readonly slug: string | null;
  readonly tmo_name: string | null;
  readonly roles: readonly Role[] | null;
}

/** One of a person's own sessions, as they see it. */
export interface OwnSession {
  readonly session_id: string;
  readonly started_at: string;
  readonly last_seen_at: string;
  readonly network: string;
  readonly browser: string;
}

/** Where a session was begun from; `network` is a shortened address, `browser` what the browser says of itself. */
export interface SessionOrigin {
  readonly network: string;
  readonly browser: string;
}

/**
 * Sessions, in PostgreSQL. The cookie holds a random token and the row its SHA-256, so that whoever reads the table
 * (or a backup of it) can sign in as nobody.
 */
@Injectable()
export class SessionStore {
  constructor(@Inject(Database) private readonly db: Database) {}

  /** Starts a session and clears away those that have ended. The token is the caller's, fresh for this sign-in. */
  async start(tx: Tx, token: string, user_id: string, origin: SessionOrigin): Promise<string> {
    const session_id = newUuid();
    await tx.query(
      `insert into session (session_id, token_hash, user_id, ends_at, network, browser)
       values ($1, $2, $3, now() + make_interval(hours => $4), $5, $6)`,
      [session_id, tokenHash(token), user_id, LONGEST_HOURS, origin.network, origin.browser.slice(0, 200)],
    );
    await tx.query(`delete from session where not (${LIVE_SQL})`);
    return session_id;
  }

  /**
   * The person behind a token and, when a TMO is named by its slug or number, their place in it today (London). One
   * statement, because every page asks it. Undefined: no such session, or it has ended.
   */
  async find(token: string, tmo?: string): Promise<SessionView | undefined> {
    return this.db.withoutTmo(async (tx) => {
      const [found] = await tx.query<SessionView & { stale: boolean }>(
        FIND_SQL,
        [tokenHash(token), tmo ?? null],
        'session-find',
      );
      if (!found) return undefined;
      if (found.stale)
        await tx.query(`update session set last_seen_at = now() where session_id = $1`, [found.session_id]);
      return found;
    });
  }

  async end(tx: Tx, token: string): Promise<void> {
    await tx.query(`delete from session where token_hash = $1`, [tokenHash(token)]);
  }

  /** Ends one of this person's own sessions; another's id ends nothing. */
  async revoke(tx: Tx, user_id: string, session_id: string): Promise<boolean> {
    const ended = await tx.query(`delete from session where user_id = $1 and session_id = $2 returning 1`, [
      user_id,
      session_id,
    ]);
    return ended.length > 0;
  }

  /** Ends all of a person's sessions but the one given: after a changed password. */
  async revokeOthers(tx: Tx, user_id: string, except_token: string | undefined): Promise<void> {
    await tx.query(`delete from session where user_id = $1 and token_hash is distinct from $2`, [
      user_id,
      except_token === undefined ? null : tokenHash(except_token),
    ]);
  }

  listOwn(tx: Tx, user_id: string): Promise<OwnSession[]> {
    return tx.query<OwnSession>(
      `select session_id, started_at, last_seen_at, network, browser from session
       where user_id = $1 and ${LIVE_SQL} order by last_seen_at desc limit 100`,
      [user_id],
    );
  }
}

const LIVE_SQL = `session.ends_at > now() and session.last_seen_at > now() - interval '${IDLE_MINUTES} minutes'`;

/** Demonstration people have published passwords: they are let in only while the database holds nothing real. */
export const ONLY_DEMO_SQL = `(exists (select from tmo where demo) and not exists (select from tmo where not demo))`;

/** Today in London, by the database's clock: the day that a membership's dates are about. */
export const TODAY_SQL = `(now() at time zone 'Europe/London')::date`;

const FIND_SQL = `
  select session.session_id, u.user_id, u.name, u.email, place.*,
    session.last_seen_at < now() - interval '${TOUCH_SECONDS} seconds' as stale
  from session join app_user u using (user_id)
  left join lateral (
    select tmo.tmo_id, tmo.slug, tmo.name as tmo_name, array_agg(distinct m.role) as roles
    from tmo join membership m using (tmo_id)
    where $2::text in (tmo.slug, tmo.tmo_id::text) and m.user_id = u.user_id
      and m.ended_at is null and ${TODAY_SQL} between m.from_on and coalesce(m.to_on, 'infinity')
    group by tmo.tmo_id
    order by tmo.tmo_id::text = $2::text desc limit 1
  ) place on true
  where session.token_hash = $1 and ${LIVE_SQL} and (not u.demo or ${ONLY_DEMO_SQL})`;
