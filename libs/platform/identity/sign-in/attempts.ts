import { createHmac } from 'node:crypto';
import { Inject, Injectable } from '@nestjs/common';
import { Database, type Tx } from '#platform/database';
import { IDENTITY_SETTINGS, type IdentitySettings } from '../settings.js';

/** What attempts are counted by, and how soon a wait begins. */
interface Limit {
  readonly kind: string;
  /** Attempts that cost no waiting. */
  readonly free: number;
}

/**
 * An account that is tried from a browser it has never been used in; a browser in which this person has signed in
 * before, which has a count of its own so that no stranger can make its owner wait; and an address, which a whole
 * office may share.
 */
export const ACCOUNT: Limit = { kind: 'account', free: 5 };
export const KNOWN_BROWSER: Limit = { kind: 'known-browser', free: 5 };
export const ADDRESS: Limit = { kind: 'address', free: 20 };

/** The wait doubles from the first to the longest, which nobody has to exceed: there is no lock that lasts. */
export const FIRST_WAIT_SECONDS = 5;
export const LONGEST_WAIT_SECONDS = 900;
/** A count is forgotten when nothing was tried for this long. */
export const FORGET_HOURS = 12;

/** Counts sign-in attempts in PostgreSQL, so that several office processes and a restart count as one. */
@Injectable()
export class SignInAttempts {
  constructor(
    @Inject(Database) private readonly db: Database,
    @Inject(IDENTITY_SETTINGS) private readonly settings: IdentitySettings,
  ) {}

  /**
   * Takes one attempt before the password is looked at, so that a hundred sent at once are a hundred counted.
   * @returns seconds to wait, when this attempt comes too soon; 0 when it may go on.
   */
  async take(limit: Limit, key: string): Promise<number> {
    return this.db.withoutTmo(async (tx) => {
      const hash = this.hashOf(limit, key);
      const taken = await tx.query(TAKE_SQL, [hash, limit.free, FIRST_WAIT_SECONDS, LONGEST_WAIT_SECONDS]);
      if (taken.length > 0) return 0;
      const [blocked] = await tx.query<{ seconds: number }>(
        `select greatest(1, ceil(extract(epoch from blocked_until - clock_timestamp())))::integer as seconds
         from sign_in_attempts where key_hash = $1`,
        [hash],
      );
      return blocked?.seconds ?? 1;
    });
  }

  /** The right password was given: the count of this account or browser starts again. */
  async forgive(tx: Tx, limit: Limit, key: string): Promise<void> {
    await tx.query(`delete from sign_in_attempts where key_hash = $1`, [this.hashOf(limit, key)]);
    await tx.query(`delete from sign_in_attempts where last_at < now() - interval '${FORGET_HOURS} hours'`);
  }

  /**
   * The right password was given from this address: only this attempt is taken back, since somebody with one account
   * could otherwise clear the count for guessing at all the others.
   */
  async giveBack(tx: Tx, limit: Limit, key: string): Promise<void> {
    await tx.query(`update sign_in_attempts set attempts = greatest(0, attempts - 1) where key_hash = $1`, [
      this.hashOf(limit, key),
    ]);
  }

  /** Keyed, so that the table tells nobody which accounts or addresses were tried. */
  private hashOf(limit: Limit, key: string): Buffer {
    return createHmac('sha256', this.settings.session_secret).update(`${limit.kind}\0${key}`).digest();
  }
}

/** Parameters: key, free attempts, first and longest wait in seconds. No row comes back while a wait runs. */
const TAKE_SQL = `
  insert into sign_in_attempts as a (key_hash, attempts) values ($1, 1)
  on conflict (key_hash) do update set (attempts, last_at, blocked_until) = (
    select n, clock_timestamp(), clock_timestamp() + make_interval(secs =>
      case when n < $2::integer then 0 else least($4::float8, $3::float8 * 2 ^ least(n - $2::integer, 30)) end)
    from (
      select case when a.last_at < now() - interval '${FORGET_HOURS} hours' then 1 else a.attempts + 1 end as n
    ) counted
  )
  where a.blocked_until <= clock_timestamp()
  returning attempts`;
