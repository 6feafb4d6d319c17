import { IsIn } from 'class-validator';
import { defineCommand } from '#platform/event-store';
import { AGREEMENT_STREAM_ID, agreementDecider } from '../agreement.js';
import { DatedDto } from '../dated.dto.js';
import { LEDGER_KEEPERS, type LedgerKeeper } from '../functions.js';
import { decideSetRentLedgerKeeper, type SetRentLedgerKeeper } from './set-rent-ledger-keeper.js';

export class SetRentLedgerKeeperDto extends DatedDto implements SetRentLedgerKeeper {
  @IsIn(LEDGER_KEEPERS)
  keeper: LedgerKeeper;
}

export const setRentLedgerKeeper = defineCommand({
  type: 'agreement.set-rent-ledger-keeper',
  permission: 'agreement.edit',
  decider: agreementDecider,
  payload: SetRentLedgerKeeperDto,
  streamId: () => AGREEMENT_STREAM_ID,
  decide: decideSetRentLedgerKeeper,
});
