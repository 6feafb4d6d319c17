import { Inject, Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { type CivilDate, newUuid, refusal } from '#kernel';
import { Database, type Tx } from '#platform/database';
import type { Role } from '../permissions.js';
import { TODAY_SQL } from '../sessions/session-store.js';
import { auditSignIn } from '../sign-in/audit.js';
import type { TmoContext } from '../tmo-context.js';
import { type Answer, no } from './answer.js';
import { Membership } from './membership.entity.js';
import { txOf, Users } from './users.js';

/** A role and the days it is held: `to_on` is its last day, and null is until further notice. */
export interface RolePeriod {
  readonly role: Role;
  readonly from_on: CivilDate;
  readonly to_on: CivilDate | null;
}

export interface MemberRole extends RolePeriod {
  readonly membership_id: string;
  readonly ended_at: string | null;
  /** Where it stands today, London. */
  readonly state: 'held' | 'to come' | 'over';
}

export interface Member {
  readonly user_id: string;
  readonly name: string;
  readonly email: string;
  readonly has_password: boolean;
  readonly demo: boolean;
  readonly roles: readonly MemberRole[];
}

export interface OwnTmo {
  readonly tmo_id: number;
  readonly name: string;
  readonly council_name: string;
  readonly roles: readonly Role[];
}

/** Who belongs to a TMO and as what. Roles are given and ended, never edited or deleted. */
@Injectable()
export class Members {
  constructor(
    @Inject(Database) private readonly db: Database,
    @Inject(Users) private readonly users: Users,
  ) {}

  /** The TMOs in which a person holds a role today, London. */
  ofUser(user_id: string): Promise<OwnTmo[]> {
    return this.db.withoutTmo((tx) =>
      tx.query<OwnTmo>(
        `select t.tmo_id, t.name, t.council_name, array_agg(distinct m.role order by m.role) as roles
         from membership m join tmo t using (tmo_id)
         where m.user_id = $1 and ${HELD_SQL} group by t.tmo_id order by t.name`,
        [user_id],
      ),
    );
  }

  /** Everybody who holds, held or will hold a role in this TMO, by name. */
  ofTmo(ctx: TmoContext): Promise<Member[]> {
    return this.db.withoutTmo((tx) => tx.query<Member>(`${MEMBERS_SQL} order by lower(u.name)`, [ctx.tmo_id, null]));
  }

  async one(ctx: TmoContext, user_id: string): Promise<Member | undefined> {
    const [member] = await this.db.withoutTmo((tx) => tx.query<Member>(MEMBERS_SQL, [ctx.tmo_id, user_id]));
    return member;
  }

  /**
   * Gives a person a role, by their e-mail address. Somebody new gets an account and a one-time set-up link; somebody
   * who signs in elsewhere already keeps their name and password. Refused: `role-held-already`.
   */
  async invite(
    ctx: TmoContext,
    person: { readonly email: string; readonly name: string },
    period: RolePeriod,
  ): Promise<Answer<{ readonly user_id: string; readonly setup_token: string | undefined }>> {
    return this.db.dataSource.transaction(async (manager) => {
      await oneAtATime(txOf(manager), ctx.tmo_id);
      const known = await this.users.byEmail(person.email, manager);
      const user_id = known?.user_id ?? (await this.users.add(person, manager));
      const given = await this.give(manager, ctx, user_id, period);
      if (!given.done) return given;
      const setup_token = known ? undefined : await this.users.makeSetupLink(manager, user_id, granter(ctx));
      return { done: true, user_id, setup_token };
    });
  }

  /** Gives a member of this TMO one more role. Refused: `role-held-already`, `not-a-member`. */
  async grant(ctx: TmoContext, user_id: string, period: RolePeriod): Promise<Answer<object>> {
    return this.db.dataSource.transaction(async (manager) => {
      await oneAtATime(txOf(manager), ctx.tmo_id);
      if (!(await isMember(txOf(manager), ctx, user_id))) return no(refusal('not-a-member'));
      return this.give(manager, ctx, user_id, period);
    });
  }

  /**
   * Ends a role at once. Refused: `role-over` (it is ended, or not one of this TMO's) and `last-manager`: somebody must
   * be left who can let others in.
   */
  async end(ctx: TmoContext, membership_id: string): Promise<Answer<object>> {
    return this.db.dataSource.transaction(async (manager): Promise<Answer<object>> => {
      const tx = txOf(manager);
      await oneAtATime(tx, ctx.tmo_id);
      const [row] = await tx.query<{ role: Role; others: number }>(
        `select m.role, (
           select count(*) from membership o where o.tmo_id = m.tmo_id and o.role = 'manager'
             and o.membership_id <> m.membership_id and ${heldSql('o')} and o.to_on is null
         ) as others
         from membership m where m.tmo_id = $1 and m.membership_id = $2 and not ${OVER_SQL}`,
        [ctx.tmo_id, membership_id],
      );
      if (!row) return no(refusal('role-over'));
      if (row.role === 'manager' && row.others === 0) return no(refusal('last-manager'));
      await tx.query(`update membership set ended_at = now(), ended_by = $3 where tmo_id = $1 and membership_id = $2`, [
        ctx.tmo_id,
        membership_id,
        granter(ctx),
      ]);
      return { done: true };
    });
  }

  /**
   * A new set-up link for a member who forgot their password. Refused: `not-a-member`, and `member-elsewhere`: whoever
   * sets a password becomes that person everywhere, so one TMO's manager cannot do it to another TMO's member.
   */
  async newSetupLink(
    ctx: TmoContext,
    user_id: string,
    network: string,
  ): Promise<Answer<{ readonly setup_token: string }>> {
    return this.db.dataSource.transaction(async (manager): Promise<Answer<{ setup_token: string }>> => {
      const tx = txOf(manager);
      if (!(await isMember(tx, ctx, user_id))) return no(refusal('not-a-member'));
      const elsewhere = await tx.query(
        `select 1 from membership m where m.user_id = $1 and m.tmo_id <> $2 and not ${OVER_SQL} limit 1`,
        [user_id, ctx.tmo_id],
      );
      if (elsewhere.length > 0) return no(refusal('member-elsewhere'));
      const setup_token = await this.users.makeSetupLink(manager, user_id, granter(ctx));
      await auditSignIn(tx, 'set-up-link-made', user_id, network);
      return { done: true, setup_token };
    });
  }

  /** Writes the role itself; also for the seed and the first manager, who have nobody to grant it. */
  async give(
    manager: EntityManager,
    ctx: Pick<TmoContext, 'tmo_id' | 'actor'>,
    user_id: string,
    period: RolePeriod,
  ): Promise<Answer<object>> {
    const { role, from_on, to_on } = period;
    const held = await txOf(manager).query(
      `select 1 from membership m where m.tmo_id = $1 and m.user_id = $2 and m.role = $3 and m.ended_at is null
         and m.from_on <= coalesce($5::date, 'infinity') and coalesce(m.to_on, 'infinity') >= $4::date limit 1`,
      [ctx.tmo_id, user_id, role, from_on, to_on],
    );
    if (held.length > 0) return no(refusal('role-held-already', { role }));
    const membership = { membership_id: newUuid(), tmo_id: ctx.tmo_id, user_id, role, from_on, to_on };
    await manager.insert(Membership, { ...membership, granted_by: granter(ctx) });
    return { done: true };
  }
}

/** One change of a TMO's memberships at a time, so that two managers cannot end each other's last role at once. */
async function oneAtATime(tx: Tx, tmo_id: number): Promise<void> {
  await tx.query(`select pg_advisory_xact_lock(hashtext('membership'), $1)`, [tmo_id]);
}

/** Whether somebody is, was or will be a member of this TMO: the only people its managers may change anything about. */
export async function isMember(tx: Tx, ctx: Pick<TmoContext, 'tmo_id'>, user_id: string): Promise<boolean> {
  const rows = await tx.query(`select 1 from membership where tmo_id = $1 and user_id = $2 limit 1`, [
    ctx.tmo_id,
    user_id,
  ]);
  return rows.length > 0;
}

function granter(ctx: Pick<TmoContext, 'actor'>): string | null {
  return ctx.actor.kind === 'user' ? ctx.actor.user_id : null;
}

const heldSql = (m: string) =>
  `(${m}.ended_at is null and ${TODAY_SQL} between ${m}.from_on and coalesce(${m}.to_on, 'infinity'))`;
const HELD_SQL = heldSql('m');
const OVER_SQL = `(m.ended_at is not null or coalesce(m.to_on, 'infinity') < ${TODAY_SQL})`;

const MEMBERS_SQL = `
  select u.user_id, u.name, u.email, u.demo, u.password_hash is not null as has_password,
    (select json_agg(json_build_object(
        'membership_id', m.membership_id, 'role', m.role, 'from_on', m.from_on, 'to_on', m.to_on, 'ended_at', m.ended_at,
        'state', case when ${OVER_SQL} then 'over' when m.from_on > ${TODAY_SQL} then 'to come' else 'held' end
      ) order by m.from_on desc, m.membership_id)
      from membership m where m.tmo_id = $1 and m.user_id = u.user_id) as roles
  from app_user u
  where u.user_id in (select n.user_id from membership n where n.tmo_id = $1)
    and ($2::uuid is null or u.user_id = $2)`;
