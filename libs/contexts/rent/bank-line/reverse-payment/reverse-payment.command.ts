import { IsIn, IsInt, Min } from 'class-validator';
import { defineCommand, IsId, loadEvents } from '#platform/event-store';
import { type BankLineEvent, PAYMENT_REVERSAL_REASONS, type PaymentReversalReason } from '../bank-line.events.js';
import { bankLineDecider } from '../bank-line.js';
import { decideReversePayment, type ReversePayment, type ReversePaymentFacts } from './reverse-payment.js';

export class ReversePaymentDto implements ReversePayment {
  @IsId()
  bank_line_id: string;

  @IsId()
  account_id: string;

  @IsInt()
  @Min(1)
  position: number;

  @IsIn(PAYMENT_REVERSAL_REASONS)
  reason: PaymentReversalReason;
}

export const reversePayment = defineCommand({
  type: 'rent.reverse-payment',
  permission: 'rent.correct',
  decider: bankLineDecider,
  payload: ReversePaymentDto,
  streamId: (c) => c.bank_line_id,
  decide: decideReversePayment,
  facts: (tx, tmo_id, commands) =>
    Promise.all(
      commands.map(async ({ bank_line_id, position }): Promise<ReversePaymentFacts> => {
        const stream_id = `${bankLineDecider.kind}/${bank_line_id}`;
        const [entry] = await loadEvents(tx, tmo_id, { stream_id, from: position, to: position });
        return { entry: entry as BankLineEvent | undefined };
      }),
    ),
  household: ({ account_id }) => ({ account_id }),
});
