import { addDays, type CivilDate, mondayOf } from '#kernel';
import { rentLedgerKeeper } from '#contexts/agreement/contracts/index.js';
import type { Tx } from '#platform/database';
import { defineDuty } from '#platform/event-store';
import { firstChargedWeek, rentCalendar } from '../accounts/accounts.queries.js';
import { weeksRun } from './rent-run.queries.js';
import { RentRun } from './rent-run.service.js';

/**
 * Every Monday since the first week charged here, up to `through`, that no run has gone through: not those before the
 * first rent year, but those after the last one, so that a rent year nobody has set is noticed.
 */
async function outstandingWeeks(tx: Tx, tmo_id: number, through: CivilDate): Promise<CivilDate[]> {
  const [first, calendar, keeper] = await Promise.all([
    firstChargedWeek(tx, tmo_id),
    rentCalendar(tx, tmo_id),
    rentLedgerKeeper(tx, tmo_id, through),
  ]);
  if (first === null || keeper === 'council') return [];
  const begin = calendar?.from ?? mondayOf(through);
  const from = first > begin ? first : begin;
  const done = await weeksRun(tx, tmo_id, from, through);
  const weeks: CivilDate[] = [];
  for (let week = from; week <= through; week = addDays(week, 7)) if (!done.has(week)) weeks.push(week);
  return weeks;
}

export const rentRunDuty = defineDuty({
  name: 'rent.rent-run',
  title: 'Weekly rent run',
  actor: 'rent-run',
  outstanding: outstandingWeeks,
  async perform(ctx, due_on, services) {
    const answer = await services.get(RentRun).run(ctx, due_on);
    if (answer.status === 'refused')
      throw new Error(`the rent run of ${due_on} cannot be done: ${answer.refusal.code}`);
  },
});
