import { Inject, Module, type OnModuleInit } from '@nestjs/common';
import { Households } from '#platform/identity';
import { navigationItem } from '#platform/web';
import { accountHouseholds } from './accounts/households.js';
import { RentHomeController } from './accounts/rent-home.controller.js';
import { RegisterBankAccountController } from './bank-account/register-bank-account/register-bank-account.controller.js';
import { BankHomeController } from './banking/bank-home.controller.js';
import { BankUploadController } from './banking/bank-upload.controller.js';
import { SuspenseController } from './banking/suspense.controller.js';
import { AccountController } from './ledger/account.controller.js';
import { ArrearsController } from './ledger/arrears.controller.js';
import { EntryController } from './ledger/entry.controller.js';
import { rentRefusals } from './refusals.js';
import { ChargeRechargeController } from './rent-account/charge-recharge/charge-recharge.controller.js';
import { CloseAccountController } from './rent-account/close-account/close-account.controller.js';
import { OpenAccountController } from './rent-account/open-account/open-account.controller.js';
import { SetChargesController } from './rent-account/set-charges/set-charges.controller.js';
import { RentRunController } from './rent-run/rent-run.controller.js';
import { YearsController } from './rent-year/years.controller.js';
import { RentApiController } from './rent.api.controller.js';
import { RentModule } from './rent.module.js';

rentRefusals();
navigationItem({ text: 'Rent', path: 'rent', permission: 'rent.view', order: 30 });
navigationItem({ text: 'Bank', path: 'bank', permission: 'bank.view', order: 40 });

/** The pages of rent and bank. */
@Module({
  imports: [RentModule],
  controllers: [
    RentHomeController,
    ArrearsController,
    OpenAccountController,
    AccountController,
    EntryController,
    SetChargesController,
    ChargeRechargeController,
    CloseAccountController,
    RentRunController,
    YearsController,
    RegisterBankAccountController,
    BankHomeController,
    BankUploadController,
    SuspenseController,
    RentApiController,
  ],
})
export class RentOfficeModule implements OnModuleInit {
  constructor(@Inject(Households) private readonly households: Households) {}

  onModuleInit(): void {
    this.households.register(accountHouseholds);
  }
}
