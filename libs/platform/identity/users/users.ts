import { Inject, Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { newUuid, refusal } from '#kernel';
import { Database, type Tx } from '#platform/database';
import { SessionStore } from '../sessions/session-store.js';
import { newToken, tokenHash } from '../sessions/token.js';
import { auditSignIn } from '../sign-in/audit.js';

import { type Answer, no } from './answer.js';
import { passwordProblem } from './password-policy.js';
import { hashPassword, isPassword } from './passwords.js';
import { User } from './user.entity.js';

/** How long a set-up link opens; a new one ends the one before. */
export const SETUP_LINK_HOURS = 72;

export interface NewUser {
  /** Given by the seed, so that the demonstration's people are the same in every run. */
  readonly user_id?: string;
  readonly email: string;
  readonly name: string;
  /** Left out: they set their own by a set-up link. */
  readonly password?: string;
  readonly demo?: boolean;
}

/** The accounts of people who sign in: making them, their passwords and the one-time links that set those. */
@Injectable()
export class Users {
  constructor(
    @Inject(Database) private readonly db: Database,
    @Inject(SessionStore) private readonly sessions: SessionStore,
  ) {}

  /** Adds an account. @throws QueryFailedError when the e-mail address is somebody's already. */
  async add(user: NewUser, manager: EntityManager = this.db.dataSource.manager): Promise<string> {
    const user_id = user.user_id ?? newUuid();
    await manager.insert(User, {
      user_id,
      email: user.email.trim(),
      name: user.name.trim(),
      password_hash: user.password === undefined ? null : await hashPassword(user.password),
      demo: user.demo ?? false,
    });
    return user_id;
  }

  one(user_id: string): Promise<User | null> {
    return this.db.dataSource.getRepository(User).findOneBy({ user_id });
  }

  byEmail(email: string, manager: EntityManager = this.db.dataSource.manager): Promise<User | null> {
    return manager
      .createQueryBuilder(User, 'u')
      .where('lower(u.email) = lower(:email)', { email: email.trim() })
      .getOne();
  }

  /** Whether anybody can sign in at all; an empty start leads through setting up the first manager. */
  async exist(): Promise<boolean> {
    return this.db.dataSource.getRepository(User).exists();
  }

  /** Changes one's own password and ends one's other sessions. Refused: `wrong-password`, or what the policy says. */
  async changePassword(
    who: { readonly user_id: string; readonly token: string | undefined; readonly network: string },
    current: string,
    next: string,
  ): Promise<Answer<object>> {
    const user = await this.one(who.user_id);
    if (!user || !(await isPassword(current, user.password_hash))) return no(refusal('wrong-password'));
    const problem = passwordProblem(next, [user.name, user.email]);
    if (problem) return no(problem);
    const password_hash = await hashPassword(next);
    await this.db.dataSource.transaction(async (manager) => {
      await manager.update(User, { user_id: user.user_id }, { password_hash });
      const tx = txOf(manager);
      await this.sessions.revokeOthers(tx, user.user_id, who.token);
      await auditSignIn(tx, 'password-changed', user.user_id, who.network);
    });
    return { done: true };
  }

  /** A link that sets a password once, for the manager to hand over; ends the link before it. */
  async makeSetupLink(manager: EntityManager, user_id: string, made_by: string | null): Promise<string> {
    const token = newToken();
    await manager.query(
      `insert into setup_link (user_id, token_hash, made_by, ends_at)
       values ($1, $2, $3, now() + make_interval(hours => $4))
       on conflict (user_id) do update set
         token_hash = excluded.token_hash, made_by = excluded.made_by, ends_at = excluded.ends_at`,
      [user_id, tokenHash(token), made_by, SETUP_LINK_HOURS],
    );
    return token;
  }

  /** Whose link this is; undefined when it was used, has ended or never was. */
  async ofSetupLink(token: string): Promise<Pick<User, 'user_id' | 'name' | 'email'> | undefined> {
    const [user] = await this.db.withoutTmo((tx) =>
      tx.query<Pick<User, 'user_id' | 'name' | 'email'>>(
        `select u.user_id, u.name, u.email from setup_link l join app_user u using (user_id)
         where l.token_hash = $1 and l.ends_at > now()`,
        [tokenHash(token)],
      ),
    );
    return user;
  }

  /** Sets the password that a link allows to set, once; every session of before ends. Refused: `set-up-link-ended`. */
  async setPassword(token: string, password: string, network: string): Promise<Answer<{ readonly user_id: string }>> {
    const user = await this.ofSetupLink(token);
    if (!user) return no(refusal('set-up-link-ended'));
    const problem = passwordProblem(password, [user.name, user.email]);
    if (problem) return no(problem);
    const password_hash = await hashPassword(password);
    return this.db.dataSource.transaction(async (manager): Promise<Answer<{ user_id: string }>> => {
      const tx = txOf(manager);
      const used = await tx.query(`delete from setup_link where token_hash = $1 and ends_at > now() returning 1`, [
        tokenHash(token),
      ]);
      if (used.length === 0) return no(refusal('set-up-link-ended'));
      await manager.update(User, { user_id: user.user_id }, { password_hash });
      await this.sessions.revokeOthers(tx, user.user_id, undefined);
      await auditSignIn(tx, 'password-set', user.user_id, network);
      return { done: true, user_id: user.user_id };
    });
  }
}

/**
 * TypeORM's transaction as our SQL sees it. Not `manager.query`, which for an update or a delete answers with the rows
 * and their number as a pair: such a pair is never empty.
 * @throws Error outside of a transaction
 */
export function txOf(manager: EntityManager): Tx {
  const runner = manager.queryRunner;
  if (!runner) throw new Error('this is for a transaction of TypeORM');
  return {
    async query<Row>(sql: string, params: readonly unknown[] = []): Promise<Row[]> {
      const result = await runner.query(sql, [...params], true);
      return result.records as Row[];
    },
  };
}
