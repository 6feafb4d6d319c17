import { Matches } from 'class-validator';
import { defineCommand } from '#platform/event-store';
import { factsToMake } from '../../draw-up/return-facts.js';
import { type Quarter, QUARTER_PATTERN } from '../quarter.js';
import { returnDecider } from '../return.js';
import { decideMakeReturn, type MakeReturn } from './make-return.js';

export class QuarterDto implements MakeReturn {
  @Matches(QUARTER_PATTERN, { message: 'quarter must be one such as 2026-Q1, April to June 2026' })
  quarter: Quarter;
}

/** Its figures are never sent: they are read from the log where the command runs. */
export const makeReturn = defineCommand({
  type: 'monitoring.make-return',
  permission: 'monitoring.make-return',
  decider: returnDecider,
  payload: QuarterDto,
  streamId: ({ quarter }) => quarter,
  facts: (tx, tmo_id, payloads) => Promise.all(payloads.map(({ quarter }) => factsToMake(tx, tmo_id, quarter))),
  decide: decideMakeReturn,
});
