import { IsIn, IsInt, Min } from 'class-validator';
import { defineCommand, IsId, loadEvents } from '#platform/event-store';
import { type RentAccountEvent, REVERSAL_REASONS, type ReversalReason } from '../rent-account.events.js';
import { rentAccountDecider } from '../rent-account.js';
import { decideReverseEntry, type ReverseEntry, type ReverseEntryFacts } from './reverse-entry.js';

export class ReverseEntryDto implements ReverseEntry {
  @IsId()
  account_id: string;

  @IsInt()
  @Min(1)
  position: number;

  @IsIn(REVERSAL_REASONS)
  reason: ReversalReason;
}

export const reverseEntry = defineCommand({
  type: 'rent.reverse-entry',
  permission: 'rent.correct',
  decider: rentAccountDecider,
  payload: ReverseEntryDto,
  streamId: (c) => c.account_id,
  decide: decideReverseEntry,
  facts: (tx, tmo_id, commands) =>
    Promise.all(
      commands.map(async ({ account_id, position }): Promise<ReverseEntryFacts> => {
        const stream_id = `${rentAccountDecider.kind}/${account_id}`;
        const [entry] = await loadEvents(tx, tmo_id, { stream_id, from: position, to: position });
        return { entry: entry as RentAccountEvent | undefined };
      }),
    ),
  household: ({ account_id }) => ({ account_id }),
});
