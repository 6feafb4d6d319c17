import { Inject, Injectable } from '@nestjs/common';
import {
  type CivilDate,
  deterministicUuid,
  isMonday,
  londonDateOf,
  type Pence,
  periodOf,
  type Refusal,
  refusal,
  sumPence,
} from '#kernel';
import { Database } from '#platform/database';
import {
  Executor,
  type Outcome,
  PermissionDenied,
  type StoredEvent,
  StoreClock,
  type TmoContext,
} from '#platform/event-store';
import { actorMay } from '#platform/identity';
import { chargeWeek, chargeWeekFacts } from '../rent-account/charge-week/charge-week.command.js';
import { type ChargeWeekFacts, decideChargeWeek } from '../rent-account/charge-week/charge-week.js';
import type { WeekCharged } from '../rent-account/rent-account.events.js';
import { type Candidate, candidatesOf, type CandidatePage } from './candidates.queries.js';
import type { NotCharged } from './rent-run.events.js';
import { completeRentRun, type CompleteRentRunDto } from './complete-rent-run/complete-rent-run.command.js';

/** What a run of a week does or would do: accounts = charged + already + refused. */
export interface RunCount {
  readonly week_of: CivilDate;
  /** A free week: everybody is charged nothing. */
  readonly free: boolean;
  readonly accounts: number;
  readonly charged: number;
  readonly charged_pence: Pence;
  /** Of the charged ones those who also get weeks that were missed. */
  readonly caught_up: number;
  readonly already: number;
  readonly refused: readonly NotCharged[];
}

export type RunAnswer =
  { readonly status: 'refused'; readonly refusal: Refusal } | { readonly status: 'ready'; readonly count: RunCount };

/**
 * The weekly rent run: every open account that is charged weekly gets its charge for the week, once, whoever starts the
 * run and however often. What is not charged is named with its reason.
 */
@Injectable()
export class RentRun {
  constructor(
    @Inject(Database) private readonly db: Database,
    @Inject(Executor) private readonly executor: Executor,
    @Inject(StoreClock) private readonly clock: StoreClock,
  ) {}

  /** What the run would do now, worked out by the same rule; nothing is charged. */
  async preview(ctx: TmoContext, week_of: CivilDate): Promise<RunAnswer> {
    const ready = await this.ready(ctx, week_of);
    if ('code' in ready) return { status: 'refused', refusal: ready };
    const env = { today: this.today(), period: periodOf };
    const tally = new Tally(week_of, ready);
    await this.eachPage(ctx, week_of, (candidates) => {
      for (const { account, due } of candidates) {
        if (!due) tally.already += 1;
        else
          tally.decided(
            account.account_id,
            decideChargeWeek({ account_id: account.account_id, week_of }, account, env, ready),
          );
      }
      return Promise.resolve();
    });
    return { status: 'ready', count: tally.count() };
  }

  /**
   * Charges the week. Every charge has a command id of its own that is the same in every run of the week, so a run that
   * broke off goes on where it was, and its totals are those of the whole week.
   */
  async run(ctx: TmoContext, week_of: CivilDate): Promise<RunAnswer> {
    if (!actorMay(ctx.actor, chargeWeek.permission)) throw new PermissionDenied(chargeWeek.permission);
    const ready = await this.ready(ctx, week_of);
    if ('code' in ready) return { status: 'refused', refusal: ready };
    // The run charges everybody alike, so it acts in its own name, not as a neighbour of some; who started it is on its record.
    const run: TmoContext = { tmo_id: ctx.tmo_id, actor: { kind: 'system', name: 'rent-run' } };
    const tally = new Tally(week_of, ready);
    await this.eachPage(ctx, week_of, async (candidates) => {
      // A week that stands reversed is charged again by a person, not by repeating the run.
      const asked = candidates.filter(({ account, due }) => due || !account.reversed_weeks.includes(week_of));
      tally.already += candidates.length - asked.length;
      const items = asked.map(({ account: { account_id } }) => ({
        command: chargeWeek,
        payload: { account_id, week_of },
        command_id: deterministicUuid('rent-run', String(ctx.tmo_id), week_of, account_id),
        source: { kind: 'job', name: 'rent-run', due_on: week_of } as const,
      }));
      const { outcomes } = await this.executor.executeMany(run, items, { onRefusal: 'report' });
      for (const [i, item] of items.entries()) tally.outcome(item.payload.account_id, outcomes[i]);
    });
    const count = tally.count();
    const record = recordOf(count);
    const outcome = await this.executor.execute(ctx, completeRentRun, record, {
      command_id: deterministicUuid('rent-run-completed', String(ctx.tmo_id), JSON.stringify(record)),
      source: { kind: 'job', name: 'rent-run', due_on: week_of },
    });
    if (outcome.status === 'refused') throw new Error(`the run of ${week_of} is not recorded: ${outcome.refusal.code}`);
    return { status: 'ready', count };
  }

  private today(): CivilDate {
    return londonDateOf(this.clock.now());
  }

  /** What the rule needs, or why the week cannot be run at all. */
  private async ready(ctx: TmoContext, week_of: CivilDate): Promise<ChargeWeekFacts | Refusal> {
    if (!isMonday(week_of)) return refusal('week-not-from-a-monday', { week_of });
    if (week_of > this.today()) return refusal('week-not-begun', { week_of });
    const [facts] = await this.db.inTmo(ctx, (tx) => chargeWeekFacts(tx, ctx.tmo_id, [{ week_of }]));
    if (facts?.ledger_keeper === 'council') return refusal('rent-ledger-kept-by-council');
    if (!facts?.calendar || week_of < facts.calendar.from || week_of >= facts.calendar.until)
      return refusal('no-rent-year', { week_of });
    return facts;
  }

  private async eachPage(
    ctx: TmoContext,
    week_of: CivilDate,
    work: (candidates: readonly Candidate[]) => Promise<void>,
  ): Promise<void> {
    for (let after: string | null = null; ;) {
      const page: CandidatePage = await this.page(ctx, week_of, after);
      await work(page.candidates);
      if (page.next === null) return;
      after = page.next;
    }
  }

  private page(ctx: TmoContext, week_of: CivilDate, after: string | null): Promise<CandidatePage> {
    return this.db.inTmo(ctx, (tx) => candidatesOf(tx, ctx.tmo_id, week_of, after));
  }
}

class Tally {
  already = 0;
  private charged = 0;
  private caughtUp = 0;
  private readonly amounts: Pence[] = [];
  private readonly refused: NotCharged[] = [];

  constructor(
    private readonly week_of: CivilDate,
    private readonly facts: ChargeWeekFacts,
  ) {}

  decided(account_id: string, decision: ReturnType<typeof decideChargeWeek>): void {
    if (decision.accepted) this.chargedWith(decision.events);
    else this.notCharged(account_id, decision.refusal);
  }

  outcome(account_id: string, outcome: Outcome | undefined): void {
    if (!outcome) throw new Error(`the run got no answer for the account ${account_id}`);
    if (outcome.status === 'accepted') this.chargedWith(outcome.events as readonly StoredEvent<WeekCharged>[]);
    else this.notCharged(account_id, outcome.refusal);
  }

  private chargedWith(weeks: readonly Pick<WeekCharged, 'data'>[]): void {
    this.charged += 1;
    if (weeks.length > 1) this.caughtUp += 1;
    for (const { data } of weeks) this.amounts.push(...data.lines.map((l) => l.amount_pence));
  }

  private notCharged(account_id: string, { code, facts }: Refusal): void {
    if (code === 'already-charged') this.already += 1;
    else this.refused.push({ account_id, code, facts });
  }

  count(): RunCount {
    return {
      week_of: this.week_of,
      free: this.facts.calendar?.free_weeks.includes(this.week_of) ?? false,
      accounts: this.charged + this.already + this.refused.length,
      charged: this.charged,
      charged_pence: sumPence(this.amounts),
      caught_up: this.caughtUp,
      already: this.already,
      refused: this.refused,
    };
  }
}

/** What is recorded of a run; which accounts were caught up is in their own charges. */
function recordOf(count: RunCount): CompleteRentRunDto {
  const { week_of, free, accounts, charged, charged_pence, already, refused } = count;
  return { week_of, free, accounts, charged, charged_pence, already, refused: [...refused] };
}
