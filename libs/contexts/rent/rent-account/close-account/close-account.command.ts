import { addDays, type CivilDate, mondayOf } from '#kernel';
import type { Tx } from '#platform/database';
import { defineCommand, EVENT_COLUMNS, IsCivilDate, IsId, type StoredEvent } from '#platform/event-store';
import type { WeekCharged } from '../rent-account.events.js';
import { rentAccountDecider } from '../rent-account.js';
import { type CloseAccount, type CloseAccountFacts, decideCloseAccount } from './close-account.js';

export class CloseAccountDto implements CloseAccount {
  @IsId()
  account_id: string;

  @IsCivilDate()
  closed_on: CivilDate;
}

/** The weeks that were charged for days after the last one. A week's charge takes effect within its week. */
async function weeksBeyond(
  tx: Tx,
  tmo_id: number,
  { account_id, closed_on }: CloseAccount,
): Promise<CloseAccountFacts> {
  const rows = await tx.query<StoredEvent<WeekCharged>>(
    `select ${EVENT_COLUMNS} from event
      where tmo_id = $1 and stream_id = $2 and type = 'rent.week-charged.v1' and effective_on >= $3
      order by position`,
    [tmo_id, `${rentAccountDecider.kind}/${account_id}`, mondayOf(closed_on)],
  );
  const beyond = rows.filter(({ data, effective_on }) => lastDayCharged(data, effective_on) > closed_on);
  return { charged_weeks: beyond.map((entry) => ({ position: entry.position, entry })) };
}

function lastDayCharged({ days }: WeekCharged['data'], from: CivilDate): CivilDate {
  return addDays(from, days - 1);
}

export const closeAccount = defineCommand({
  type: 'rent.close-account',
  permission: 'rent.open-account',
  decider: rentAccountDecider,
  payload: CloseAccountDto,
  streamId: (c) => c.account_id,
  decide: decideCloseAccount,
  facts: (tx, tmo_id, commands) => Promise.all(commands.map((c) => weeksBeyond(tx, tmo_id, c))),
  household: ({ account_id }) => ({ account_id }),
});
