import { Type } from 'class-transformer';
import { ArrayMaxSize, IsArray, IsIn, IsOptional, ValidateNested } from 'class-validator';
import { defineCommand, IsId, IsLine } from '#platform/event-store';
import type { BankColumns } from '../bank-account.events.js';
import { bankAccountDecider } from '../bank-account.js';
import { decideMapBankColumns, type MapBankColumns } from './map-bank-columns.js';

export class BankColumnsDto implements BankColumns {
  @IsLine()
  date: string;

  @IsOptional()
  @IsIn(['day-first', 'month-first'])
  date_format?: 'day-first' | 'month-first';

  @IsOptional()
  @IsLine()
  amount?: string;

  @IsOptional()
  @IsLine()
  credit?: string;

  @IsOptional()
  @IsLine()
  debit?: string;

  @IsArray()
  @ArrayMaxSize(10)
  @IsLine(200, { each: true })
  description: string[];

  @IsOptional()
  @IsLine()
  reference?: string;

  @IsOptional()
  @IsLine()
  payer?: string;

  @IsOptional()
  @IsLine()
  balance?: string;

  @IsOptional()
  @IsLine()
  type?: string;

  @IsOptional()
  @IsLine()
  transaction_id?: string;

  @IsOptional()
  @IsLine()
  currency?: string;

  @IsOptional()
  @IsArray()
  @ArrayMaxSize(2)
  @IsLine(200, { each: true })
  account?: string[];
}

export class MapBankColumnsDto implements MapBankColumns {
  @IsId()
  bank_account_id: string;

  @ValidateNested()
  @Type(() => BankColumnsDto)
  columns: BankColumnsDto;
}

export const mapBankColumns = defineCommand({
  type: 'rent.map-bank-columns',
  permission: 'bank.import',
  decider: bankAccountDecider,
  payload: MapBankColumnsDto,
  streamId: (c) => c.bank_account_id,
  decide: decideMapBankColumns,
});
