import { IsOptional, IsString, Matches, MaxLength } from 'class-validator';
import type { CivilDate } from '#kernel';
import { defineCommand, IsCivilDate, IsId, IsPence } from '#platform/event-store';
import { bankFacts, directoryOf } from '../../banking/bank-facts.js';
import { bankLineDecider } from '../bank-line.js';
import { referencesIn } from '../matching.js';
import { decideReceiveLine, type ReceiveLine } from './receive-line.js';

/** Longer than any bank writes on a line, all its parts together. */
const MAX_TEXT = 4_000;

export class ReceiveLineDto implements ReceiveLine {
  @IsId()
  bank_line_id: string;

  @IsId()
  bank_account_id: string;

  @IsId()
  statement_id: string;

  @Matches(/^[0-9a-f]{64}$/)
  identity: string;

  @IsCivilDate()
  booked_on: CivilDate;

  @IsPence()
  amount_pence: number;

  @IsOptional()
  @IsString()
  @MaxLength(MAX_TEXT)
  payer?: string | null;

  @IsOptional()
  @IsString()
  @MaxLength(MAX_TEXT)
  narrative?: string | null;
}

/** Sent for each line of a file that was read and previewed. */
export const receiveLine = defineCommand({
  type: 'rent.receive-line',
  permission: 'bank.import',
  decider: bankLineDecider,
  payload: ReceiveLineDto,
  streamId: (c) => c.bank_line_id,
  decide: decideReceiveLine,
  sealed: { subject: (c) => `bank-line/${c.bank_line_id}`, fields: ['payer', 'narrative'] },
  facts: async (tx, tmo_id, commands) => {
    const references = commands.map((c) => referencesIn({ texts: [c.narrative ?? ''] }));
    const [directory, known] = await Promise.all([
      directoryOf(tx, tmo_id, references.flat()),
      bankFacts(
        tx,
        tmo_id,
        commands.map((c) => ({ bank_account_id: c.bank_account_id, day: c.booked_on })),
      ),
    ]);
    return commands.map((_, i) => ({
      references: references[i] ?? [],
      directory,
      bank_account: known[i]?.bank_account,
      ledger_keeper: known[i]?.ledger_keeper ?? 'tmo',
    }));
  },
});
