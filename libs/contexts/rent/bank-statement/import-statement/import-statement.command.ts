import { IsInt, IsOptional, Matches, Min } from 'class-validator';
import type { CivilDate } from '#kernel';
import { defineCommand, IsCivilDate, IsId, IsLine, IsPence } from '#platform/event-store';
import { bankFacts } from '../../banking/bank-facts.js';
import { bankStatementDecider } from '../bank-statement.js';
import { decideImportStatement, type ImportStatement } from './import-statement.js';

export class ImportStatementDto implements ImportStatement {
  @IsId()
  statement_id: string;

  @IsId()
  bank_account_id: string;

  @Matches(/^[0-9a-f]{64}$/)
  identity: string;

  @IsLine(40)
  format: string;

  @IsOptional()
  @IsLine(80)
  bank_statement_ref?: string | null;

  @IsOptional()
  @IsLine(40)
  sequence_number?: string | null;

  @IsCivilDate()
  from: CivilDate;

  @IsCivilDate()
  to: CivilDate;

  @IsOptional()
  @IsPence()
  opening_pence?: number | null;

  @IsOptional()
  @IsPence()
  closing_pence?: number | null;

  @IsInt()
  @Min(0)
  lines: number;

  @IsPence()
  money_in_pence: number;

  @IsPence()
  money_out_pence: number;

  @IsLine(80)
  file_subject: string;

  @Matches(/^[0-9a-f]{64}$/)
  file_sha256: string;
}

/** Sent for a file that was read and previewed; the file, not its summary, is what a person uploads. */
export const importStatement = defineCommand({
  type: 'rent.import-statement',
  permission: 'bank.import',
  decider: bankStatementDecider,
  payload: ImportStatementDto,
  streamId: (c) => c.statement_id,
  decide: decideImportStatement,
  facts: (tx, tmo_id, commands) =>
    bankFacts(
      tx,
      tmo_id,
      commands.map((c) => ({ bank_account_id: c.bank_account_id, day: c.to })),
    ),
});
