import { IsOptional, IsString, MaxLength } from 'class-validator';
import type { CivilDate } from '#kernel';
import { defineCommand, IsCivilDate, IsId, IsLine, IsPence } from '#platform/event-store';
import { bankAccountDecider } from '../bank-account.js';
import { decideRegisterBankAccount, type RegisterBankAccount } from './register-bank-account.js';

export class RegisterBankAccountDto implements RegisterBankAccount {
  @IsId()
  bank_account_id: string;

  @IsLine(80)
  name: string;

  @IsOptional()
  @IsString()
  @MaxLength(12)
  sort_code?: string | null;

  @IsOptional()
  @IsString()
  @MaxLength(12)
  account_number?: string | null;

  @IsOptional()
  @IsString()
  @MaxLength(42)
  iban?: string | null;

  @IsPence()
  opening_balance_pence: number;

  @IsCivilDate()
  opened_on: CivilDate;
}

export const registerBankAccount = defineCommand({
  type: 'rent.register-bank-account',
  permission: 'bank.open-account',
  decider: bankAccountDecider,
  payload: RegisterBankAccountDto,
  streamId: (c) => c.bank_account_id,
  decide: decideRegisterBankAccount,
});
