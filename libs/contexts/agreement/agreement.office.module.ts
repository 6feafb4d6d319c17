import { Module } from '@nestjs/common';
import { navigationItem } from '#platform/web';
import { AdoptEditionController } from './agreement/adopt-edition/adopt-edition.controller.js';
import { AssignFunctionController } from './agreement/assign-function/assign-function.controller.js';
import { EstablishTmoController } from './agreement/establish-tmo/establish-tmo.controller.js';
import { agreementRefusals } from './agreement/refusals.js';
import { SetOrderLimitController } from './agreement/set-order-limit/set-order-limit.controller.js';
import { SetRentLedgerKeeperController } from './agreement/set-rent-ledger-keeper/set-rent-ledger-keeper.controller.js';
import { AgreementController } from './terms/agreement.controller.js';

agreementRefusals();
navigationItem({ text: 'Agreement', path: 'agreement', permission: 'agreement.view', order: 60 });

/** The agreement's pages. */
@Module({
  controllers: [
    AgreementController,
    EstablishTmoController,
    AdoptEditionController,
    AssignFunctionController,
    SetOrderLimitController,
    SetRentLedgerKeeperController,
  ],
})
export class AgreementOfficeModule {}
