import type { CivilDate } from '#kernel';
import type { Tx } from '#platform/database';
import { defineCommand, IsCivilDate, IsId } from '#platform/event-store';
import { keepersOn } from '../../accounts/account-facts.js';
import { rentCalendar } from '../../accounts/accounts.queries.js';
import { rentAccountDecider } from '../rent-account.js';
import { type ChargeWeek, type ChargeWeekFacts, decideChargeWeek } from './charge-week.js';

export class ChargeWeekDto implements ChargeWeek {
  @IsId()
  account_id: string;

  @IsCivilDate()
  week_of: CivilDate;
}

/** The calendar and who keeps the ledger, read once for a whole batch of the run. */
export async function chargeWeekFacts(
  tx: Tx,
  tmo_id: number,
  commands: readonly Pick<ChargeWeek, 'week_of'>[],
): Promise<ChargeWeekFacts[]> {
  const days = commands.map((c) => c.week_of);
  const [calendar, keepers] = await Promise.all([rentCalendar(tx, tmo_id), keepersOn(tx, tmo_id, days)]);
  return days.map((day) => ({ calendar, ledger_keeper: keepers.get(day) ?? 'tmo' }));
}

export const chargeWeek = defineCommand({
  type: 'rent.charge-week',
  permission: 'rent.run',
  decider: rentAccountDecider,
  payload: ChargeWeekDto,
  streamId: (c) => c.account_id,
  decide: decideChargeWeek,
  facts: chargeWeekFacts,
  household: ({ account_id }) => ({ account_id }),
});
