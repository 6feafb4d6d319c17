import { IsIn } from 'class-validator';
import { defineCommand } from '#platform/event-store';
import { AGREEMENT_STREAM_ID, agreementDecider } from '../agreement.js';
import { DatedDto } from '../dated.dto.js';
import { FUNCTION_KEYS, type FunctionKey, RESPONSIBILITIES, type Responsibility } from '../functions.js';
import { type AssignFunction, decideAssignFunction } from './assign-function.js';

export class AssignFunctionDto extends DatedDto implements AssignFunction {
  @IsIn(FUNCTION_KEYS)
  function: FunctionKey;

  @IsIn(RESPONSIBILITIES)
  responsible: Responsibility;
}

export const assignFunction = defineCommand({
  type: 'agreement.assign-function',
  permission: 'agreement.edit',
  decider: agreementDecider,
  payload: AssignFunctionDto,
  streamId: () => AGREEMENT_STREAM_ID,
  decide: decideAssignFunction,
});
