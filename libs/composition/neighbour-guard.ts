import { Inject, Injectable } from '@nestjs/common';
import type { Refusal } from '#kernel';
import type { Tx } from '#platform/database';
import { type AnyCommand, HouseholdGuard, type TmoContext } from '#platform/event-store';
import { NeighbourRule } from '#platform/identity';

/** The neighbour rule for every command that names whose household it is about. */
@Injectable()
export class NeighbourGuard extends HouseholdGuard {
  constructor(@Inject(NeighbourRule) private readonly rule: NeighbourRule) {
    super();
  }

  async check(tx: Tx, ctx: TmoContext, command: AnyCommand, payload: object): Promise<Refusal | undefined> {
    for (const subject of [command.household?.(payload) ?? []].flat()) {
      const refused = await this.rule.refusalFor(tx, ctx, subject);
      if (refused) return refused;
    }
    return undefined;
  }
}
