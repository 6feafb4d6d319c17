import { Module } from '@nestjs/common';
import { defineContext } from '#platform/event-store';
import { RentAccounts1763900400000 } from './accounts/accounts.migration.js';
import { accountsProjection, runsProjection, yearsProjection } from './accounts/accounts.projection.js';
import { mapBankColumns } from './bank-account/map-bank-columns/map-bank-columns.command.js';
import { registerBankAccount } from './bank-account/register-bank-account/register-bank-account.command.js';
import { explainOutgoing } from './bank-line/explain-outgoing/explain-outgoing.command.js';
import { placePayment } from './bank-line/place-payment/place-payment.command.js';
import { receiveLine } from './bank-line/receive-line/receive-line.command.js';
import { reversePayment } from './bank-line/reverse-payment/reverse-payment.command.js';
import { importStatement } from './bank-statement/import-statement/import-statement.command.js';
import { RentBanking1763900410000 } from './banking/banking.migration.js';
import { BankImport } from './banking/bank-import.service.js';
import { bankAccountsProjection, bankLinesProjection } from './banking/banking.projection.js';
import { rentClaims } from './claims.js';
import { RENT_EVENTS } from './contracts/events.js';
import { rentPostings } from './postings.js';
import { followTenancies } from './processes/follow-tenancies.js';
import { bringInOpeningBalance } from './rent-account/bring-in-opening-balance/bring-in-opening-balance.command.js';
import { chargeRecharge } from './rent-account/charge-recharge/charge-recharge.command.js';
import { chargeWeek } from './rent-account/charge-week/charge-week.command.js';
import { closeAccount } from './rent-account/close-account/close-account.command.js';
import { openAccount } from './rent-account/open-account/open-account.command.js';
import { reverseEntry } from './rent-account/reverse-entry/reverse-entry.command.js';
import { setCharges } from './rent-account/set-charges/set-charges.command.js';
import { completeRentRun } from './rent-run/complete-rent-run/complete-rent-run.command.js';
import { rentRunDuty } from './rent-run/rent-run.duty.js';
import { RentRun } from './rent-run/rent-run.service.js';
import { changeFreeWeeks } from './rent-year/change-free-weeks/change-free-weeks.command.js';
import { setRentYear } from './rent-year/set-rent-year/set-rent-year.command.js';

export {
  BankImport,
  bringInOpeningBalance,
  changeFreeWeeks,
  chargeRecharge,
  chargeWeek,
  closeAccount,
  explainOutgoing,
  importStatement,
  mapBankColumns,
  openAccount,
  placePayment,
  receiveLine,
  registerBankAccount,
  RentRun,
  reverseEntry,
  reversePayment,
  setCharges,
  setRentYear,
};

export const rentContext = defineContext({
  name: 'rent',
  events: RENT_EVENTS,
  commands: [
    setRentYear,
    changeFreeWeeks,
    openAccount,
    setCharges,
    bringInOpeningBalance,
    chargeWeek,
    chargeRecharge,
    reverseEntry,
    closeAccount,
    completeRentRun,
    registerBankAccount,
    mapBankColumns,
    importStatement,
    receiveLine,
    placePayment,
    reversePayment,
    explainOutgoing,
  ],
  claims: rentClaims,
  postings: rentPostings,
  projections: [accountsProjection, yearsProjection, runsProjection, bankAccountsProjection, bankLinesProjection],
  processes: [followTenancies],
  duties: [rentRunDuty],
  migrations: [RentAccounts1763900400000, RentBanking1763900410000],
});

/** What office, worker and command line share of this context. */
@Module({ providers: [RentRun, BankImport], exports: [RentRun, BankImport] })
export class RentModule {}
