import { ForbiddenException, Inject, Injectable } from '@nestjs/common';
import type { Refusal } from '#kernel';
import type { Tx } from '#platform/database';
import type { TmoContext } from '../tmo-context.js';
import { HouseholdLinks } from './household-links.js';
import { Households, type HouseholdSubject } from './households.js';

/** Somebody asked to open their own or a declared relative's record. The refusal is what the log keeps of it. */
export class OwnHousehold extends ForbiddenException {
  constructor(readonly refusal: Refusal) {
    super('this is your own household, or one you declared as a relative’s');
  }
}

/**
 * Nobody opens or acts on the record of their own household or of a relative's that they declared: the people who work
 * in a TMO are the neighbours, and often the kin, of the people in its records. Jobs have no neighbours.
 */
@Injectable()
export class NeighbourRule {
  constructor(
    @Inject(HouseholdLinks) private readonly links: HouseholdLinks,
    @Inject(Households) private readonly households: Households,
  ) {}

  /** The refusal `own-household {relation, tenancy_id | home_id | ...}`, or undefined where the record is a stranger's. */
  async refusalFor(tx: Tx, ctx: TmoContext, subject: HouseholdSubject): Promise<Refusal | undefined> {
    if (ctx.actor.kind !== 'user') return undefined;
    const links = await this.links.ofUser(tx, ctx, ctx.actor.user_id);
    if (links.length === 0) return undefined;
    const { tenancy_ids, home_ids } = await this.households.of(tx, ctx.tmo_id, subject);
    const link = links.find(
      ({ tenancy_id, home_id }) =>
        (tenancy_id !== null && tenancy_ids.includes(tenancy_id)) || (home_id !== null && home_ids.includes(home_id)),
    );
    if (!link) return undefined;
    return { code: 'own-household', facts: { relation: link.relation, link_id: link.link_id, ...subject } };
  }

  /** For pages that show a record. @throws OwnHousehold */
  async assertNotOwnHousehold(tx: Tx, ctx: TmoContext, subject: HouseholdSubject): Promise<void> {
    const refused = await this.refusalFor(tx, ctx, subject);
    if (refused) throw new OwnHousehold(refused);
  }
}
