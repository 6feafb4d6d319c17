import { IsIn } from 'class-validator';
import { defineCommand } from '#platform/event-store';
import { factsToRemake } from '../../draw-up/return-facts.js';
import { QuarterDto } from '../make-return/make-return.command.js';
import { REMAKE_REASONS, type RemakeReason } from '../return.events.js';
import { returnDecider } from '../return.js';
import { decideRemakeReturn, type RemakeReturn } from './remake-return.js';

export class RemakeReturnDto extends QuarterDto implements RemakeReturn {
  @IsIn(REMAKE_REASONS)
  reason: RemakeReason;
}

export const remakeReturn = defineCommand({
  type: 'monitoring.remake-return',
  permission: 'monitoring.make-return',
  decider: returnDecider,
  payload: RemakeReturnDto,
  streamId: ({ quarter }) => quarter,
  facts: (tx, tmo_id, payloads) => Promise.all(payloads.map(({ quarter }) => factsToRemake(tx, tmo_id, quarter))),
  decide: decideRemakeReturn,
});
