import { Controller, Get, Inject, Query } from '@nestjs/common';
import { londonDateOf, parseCivilDate, parseUkDate } from '#kernel';
import { Database } from '#platform/database';
import { StoreClock } from '#platform/event-store';
import { Ctx, Permit, type TmoContext } from '#platform/identity';
import { type Page, page, tmoPath } from '#platform/web';
import { type AgreementView, agreementAsAt, type FunctionView } from './terms.queries.js';
import { EDITION_WORDS, KEEPER_WORDS, limitWords, RESPONSIBLE_WORDS, ROLE_WORDS } from './words.js';

const TAG: Readonly<Record<string, string>> = {
  tmo: 'green',
  shared: 'blue',
  council: 'yellow',
  'not-delegated': 'grey',
};

/** The management agreement on a day: who does what, since when, who may order how much, who keeps the rent ledger. */
@Controller('t/:tmo/agreement')
export class AgreementController {
  constructor(
    @Inject(Database) private readonly db: Database,
    @Inject(StoreClock) private readonly clock: StoreClock,
  ) {}

  @Get()
  @Permit('agreement.view')
  async show(@Ctx() ctx: TmoContext, @Query('on') asked?: string): Promise<Page> {
    const today = londonDateOf(this.clock.now());
    const on = typeof asked === 'string' ? (parseUkDate(asked) ?? parseCivilDate(asked) ?? today) : today;
    const agreement = await this.db.inTmo(ctx, (tx) => agreementAsAt(tx, ctx.tmo_id, on));
    return page('agreement/terms/agreement', {
      title: 'The management agreement',
      nav: 'agreement',
      on,
      is_today: on === today,
      party: agreement.party,
      facts: factsOf(ctx, agreement),
      groups: groupsOf(ctx, agreement.functions),
      limits: agreement.order_limits.map((limit) => ({
        role: ROLE_WORDS[limit.role],
        href: tmoPath(ctx, 'agreement/limits', limit.role),
        limit: limit.limit_pence === undefined ? 'No limit set' : limitWords(limit.limit_pence),
        from: limit.from,
      })),
    });
  }
}

/** The two terms that are one for the whole agreement. */
function factsOf(ctx: TmoContext, { edition, rent_ledger_keeper: keeper }: AgreementView) {
  return [
    {
      label: 'Edition',
      text: edition ? EDITION_WORDS[edition.value] : 'Not said yet',
      from: edition?.from,
      href: tmoPath(ctx, 'agreement/edition'),
    },
    {
      label: 'Rent ledger',
      text: keeper ? KEEPER_WORDS[keeper.value] : 'Not said yet',
      from: keeper?.from,
      href: tmoPath(ctx, 'agreement/rent-ledger'),
    },
  ];
}

function groupsOf(ctx: TmoContext, functions: readonly FunctionView[]) {
  return [...new Set(functions.map((f) => f.group))].map((group) => ({
    name: group,
    rows: functions
      .filter((f) => f.group === group)
      .map((f) => ({
        name: f.name,
        href: tmoPath(ctx, 'agreement/functions', f.key),
        who: { text: RESPONSIBLE_WORDS[f.responsible], tag: TAG[f.responsible] },
        from: f.from,
        next: f.next ? { text: RESPONSIBLE_WORDS[f.next.responsible], from: f.next.from } : undefined,
      })),
  }));
}
