import { IsIn, IsOptional, Matches } from 'class-validator';
import type { CivilDate } from '#kernel';
import { defineCommand, IsCivilDate, IsId } from '#platform/event-store';
import { ACCOUNT_KINDS, type AccountKind } from '../../contracts/components.js';
import { rentAccountDecider } from '../rent-account.js';
import { decideOpenAccount, type OpenAccount } from './open-account.js';

export class OpenAccountDto implements OpenAccount {
  @IsId()
  account_id: string;

  @IsIn(ACCOUNT_KINDS)
  kind: AccountKind;

  @Matches(/^\d{7}$/)
  account_number: string;

  @IsOptional()
  @IsId()
  tenancy_id?: string | null;

  @IsOptional()
  @IsId()
  home_id?: string | null;

  @IsCivilDate()
  opened_on: CivilDate;

  @IsOptional()
  @IsCivilDate()
  charged_from?: CivilDate | null;
}

export const openAccount = defineCommand({
  type: 'rent.open-account',
  permission: 'rent.open-account',
  decider: rentAccountDecider,
  payload: OpenAccountDto,
  streamId: (c) => c.account_id,
  decide: decideOpenAccount,
  household: ({ tenancy_id, home_id }) => (tenancy_id ? { tenancy_id } : home_id ? { home_id } : undefined),
});
