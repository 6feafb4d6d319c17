import { Type } from 'class-transformer';
import { ArrayMaxSize, IsArray, Min, ValidateNested } from 'class-validator';
import { defineCommand, IsId, IsPence } from '#platform/event-store';
import { accountsById } from '../../accounts/accounts.queries.js';
import { bankLineDecider } from '../bank-line.js';
import { decidePlacePayment, type PlacePayment } from './place-payment.js';

/** A payment is split over a household's accounts, not over an estate's. */
const MAX_PARTS = 20;

export class AllocationDto {
  @IsId()
  account_id: string;

  @IsPence()
  @Min(1)
  amount_pence: number;
}

export class PlacePaymentDto implements PlacePayment {
  @IsId()
  bank_line_id: string;

  @IsArray()
  @ArrayMaxSize(MAX_PARTS)
  @ValidateNested({ each: true })
  @Type(() => AllocationDto)
  allocations: AllocationDto[];
}

export const placePayment = defineCommand({
  type: 'rent.place-payment',
  permission: 'bank.place',
  decider: bankLineDecider,
  payload: PlacePaymentDto,
  streamId: (c) => c.bank_line_id,
  decide: decidePlacePayment,
  facts: async (tx, tmo_id, commands) => {
    const ids = commands.flatMap((c) => c.allocations.map((a) => a.account_id));
    const accounts = await accountsById(tx, tmo_id, ids);
    return commands.map(() => ({ accounts }));
  },
  household: (c) => c.allocations.map(({ account_id }) => ({ account_id })),
});
