import { Inject, Injectable } from '@nestjs/common';
import { newUuid, refusal } from '#kernel';
import { Database, type Tx } from '#platform/database';
import { TODAY_SQL } from '../sessions/session-store.js';
import type { TmoContext } from '../tmo-context.js';
import { type Answer, no } from '../users/answer.js';

export const RELATIONS = ['self', 'relative'] as const;
export type Relation = (typeof RELATIONS)[number];

export interface HouseholdLink {
  readonly link_id: string;
  readonly user_id: string;
  readonly user_name: string;
  readonly tenancy_id: string | null;
  readonly home_id: string | null;
  readonly relation: Relation;
  readonly declared_on: string;
  readonly ended_on: string | null;
}

/** Which households the people who work here live in or are related to, as they declared it themselves. */
@Injectable()
export class HouseholdLinks {
  constructor(@Inject(Database) private readonly db: Database) {}

  /** The person's own links that stand today. */
  ofUser(tx: Tx, ctx: Pick<TmoContext, 'tmo_id'>, user_id: string): Promise<HouseholdLink[]> {
    return tx.query<HouseholdLink>(
      `${LINKS_SQL} where l.tmo_id = $1 and l.user_id = $2 and l.ended_on is null order by l.declared_on, l.link_id`,
      [ctx.tmo_id, user_id],
      'household-links-of-user',
    );
  }

  /** Every link of the TMO, those that ended too, by name. */
  ofTmo(tx: Tx, ctx: Pick<TmoContext, 'tmo_id'>): Promise<HouseholdLink[]> {
    return tx.query<HouseholdLink>(
      `${LINKS_SQL} where l.tmo_id = $1 order by lower(u.name), l.declared_on, l.link_id limit 1000`,
      [ctx.tmo_id],
    );
  }

  /** Declares a link of one's own. Declaring it again changes nothing. */
  async declare(
    ctx: TmoContext,
    user_id: string,
    household: { readonly tenancy_id?: string; readonly home_id?: string },
    relation: Relation,
  ): Promise<void> {
    const ids = [household.tenancy_id ?? null, household.home_id ?? null];
    await this.db.inTmo(ctx, (tx) =>
      tx.query(
        `insert into household_link (tmo_id, link_id, user_id, tenancy_id, home_id, relation, declared_on)
         select $1, $2, $3, $4, $5, $6, ${TODAY_SQL}
         where not exists (
           select from household_link l where l.tmo_id = $1 and l.user_id = $3 and l.ended_on is null
             and l.tenancy_id is not distinct from $4::uuid and l.home_id is not distinct from $5::uuid)`,
        [ctx.tmo_id, newUuid(), user_id, ...ids, relation],
      ),
    );
  }

  /**
   * Ends a link, which only a manager can, and not their own: whoever could end theirs could open the file and
   * declare it again. Refused: `link-over`, `own-link`.
   */
  async end(ctx: TmoContext, manager_id: string, link_id: string): Promise<Answer<object>> {
    return this.db.inTmo(ctx, async (tx): Promise<Answer<object>> => {
      const [link] = await tx.query<{ user_id: string }>(
        `select user_id from household_link where tmo_id = $1 and link_id = $2 and ended_on is null for update`,
        [ctx.tmo_id, link_id],
      );
      if (!link) return no(refusal('link-over'));
      if (link.user_id === manager_id) return no(refusal('own-link'));
      await tx.query(
        `update household_link set ended_on = ${TODAY_SQL}, ended_by = $3 where tmo_id = $1 and link_id = $2`,
        [ctx.tmo_id, link_id, manager_id],
      );
      return { done: true };
    });
  }
}

const LINKS_SQL = `
  select l.link_id, l.user_id, u.name as user_name, l.tenancy_id, l.home_id, l.relation, l.declared_on, l.ended_on
  from household_link l join app_user u using (user_id)`;
