import { addDays, type CivilDate, deterministicUuid, formatDate } from '#kernel';
import type { Tx } from '#platform/database';
import { defineDuty, Executor } from '#platform/event-store';
import { Duties, type OutstandingDuty } from '#platform/jobs';
import { QUARTERLY_RETURN, returnDue } from './return/deadline.js';
import { makeReturn } from './return/make-return/make-return.command.js';
import { nextQuarter, type Quarter, quarterDates, quarterOf } from './return/quarter.js';
import { latestReturn } from './returns/returns.queries.js';

/**
 * The quarter whose return is next: the one after the newest, or before the first return the quarter of the first charge.
 * Undefined where nothing was ever charged: a TMO whose council keeps the rent ledger has nothing to report by itself.
 */
export async function nextToMake(tx: Tx, tmo_id: number): Promise<Quarter | undefined> {
  const latest = await latestReturn(tx, tmo_id);
  if (latest) return nextQuarter(latest.quarter);
  // Only until the first return is made, so at most over the postings of some months.
  const [first] = await tx.query<{ charged_on: CivilDate | null }>(
    `select min(effective_on) as charged_on from posting
      where tmo_id = $1 and account >= 'due-to-council/' and account < 'due-to-council0'`,
    [tmo_id],
  );
  return first?.charged_on ? quarterOf(first.charged_on) : undefined;
}

/** The quarters whose returns are due by a day and not made, oldest first. */
async function outstandingQuarters(tx: Tx, tmo_id: number, through: CivilDate): Promise<Quarter[]> {
  const quarters: Quarter[] = [];
  let quarter = await nextToMake(tx, tmo_id);
  while (quarter !== undefined && quarterDates(quarter).to < through && returnDue(quarter).due_on <= through) {
    quarters.push(quarter);
    quarter = nextQuarter(quarter);
  }
  return quarters;
}

/**
 * What a return of the quarter would lack: after days of standing still both a rent run and the return are due, and
 * without the run the return would be short. Only rent's duties feed the first page.
 */
export async function undoneFor(duties: Duties, tmo_id: number, quarter: Quarter): Promise<OutstandingDuty[]> {
  const outstanding = await duties.outstanding(tmo_id, quarterDates(quarter).to);
  return outstanding.filter((d) => d.duty.startsWith('rent.'));
}

/** The return to the council, on the first working day after the quarter. */
export const quarterlyReturnDuty = defineDuty({
  name: QUARTERLY_RETURN,
  actor: 'return-maker',
  title: 'Quarterly return to the council',
  outstanding: async (tx, tmo_id, through) =>
    (await outstandingQuarters(tx, tmo_id, through)).map((quarter) => returnDue(quarter).due_on),
  async perform(ctx, due_on, services) {
    const quarter = quarterDueOn(due_on);
    const [undone] = await undoneFor(services.get(Duties), ctx.tmo_id, quarter);
    if (undone) throw new Error(`waits for: ${undone.title} of ${formatDate(undone.due_on)}`);
    const outcome = await services.get(Executor).execute(
      ctx,
      makeReturn,
      { quarter },
      {
        command_id: deterministicUuid(QUARTERLY_RETURN, String(ctx.tmo_id), quarter),
        source: { kind: 'job', name: QUARTERLY_RETURN, due_on },
      },
    );
    if (outcome.status === 'refused' && outcome.refusal.code !== 'return-already-made')
      throw new Error(`refused: ${outcome.refusal.code} ${JSON.stringify(outcome.refusal.facts)}`);
  },
});

/** The quarter whose return is due on a day: the one before that day's, as it is due within the next. @throws RangeError when none is */
function quarterDueOn(due_on: CivilDate): Quarter {
  const quarter = quarterOf(addDays(quarterDates(quarterOf(due_on)).from, -1));
  if (returnDue(quarter).due_on !== due_on) throw new RangeError(`no return is due on ${due_on}`);
  return quarter;
}
