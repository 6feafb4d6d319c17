import { Module } from '@nestjs/common';
import { SetupAgreementController } from './agreement.controller.js';
import { SetupBankAccountController } from './bank-account.controller.js';
import { SetupFreeWeeksController } from './free-weeks.controller.js';
import { SetupFunctionsController } from './functions.controller.js';
import { setupRefusals } from './refusals.js';
import { SetupRentLedgerController } from './rent-ledger.controller.js';
import { SetupRentYearController } from './rent-year.controller.js';
import { SetupController } from './setup.controller.js';

setupRefusals();

/** The pages that lead a new TMO from its first manager to its first extract. */
@Module({
  controllers: [
    SetupController,
    SetupAgreementController,
    SetupFunctionsController,
    SetupRentLedgerController,
    SetupRentYearController,
    SetupFreeWeeksController,
    SetupBankAccountController,
  ],
})
export class SetupModule {}
