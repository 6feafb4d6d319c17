import { Module } from '@nestjs/common';
import { APP_INTERCEPTOR } from '@nestjs/core';
import { agreementContext } from '#contexts/agreement/agreement.module.js';
import { AgreementOfficeModule } from '#contexts/agreement/agreement.office.module.js';
import { DeskOfficeModule } from '#contexts/desk/desk.office.module.js';
import { homesContext } from '#contexts/homes/homes.module.js';
import { HomesOfficeModule } from '#contexts/homes/homes.office.module.js';
import { ImportsOfficeModule } from '#contexts/imports/imports.office.module.js';
import { monitoringContext } from '#contexts/monitoring/monitoring.module.js';
import { MonitoringOfficeModule } from '#contexts/monitoring/monitoring.office.module.js';
import { rentContext } from '#contexts/rent/rent.module.js';
import { RentOfficeModule } from '#contexts/rent/rent.office.module.js';
import { tenanciesCommands } from '#contexts/tenancies/tenancies.module.js';
import { TenanciesOfficeModule } from '#contexts/tenancies/tenancies.office.module.js';
import { CoreModule, OfficeHealth, RefusedOpenings } from '#composition';
import { POOL_SIZE } from '#platform/database';
import type { ContextDefinition } from '#platform/event-store';
import { identitySettings } from '#platform/identity';
import { IdentityPagesModule } from '#platform/identity-pages';
import { closePeriod, reopenPeriod } from '#platform/ledger';
import { ProvenanceModule } from '#platform/provenance';
import { commandEndpoints, WebModule } from '#platform/web';

const endpointsOf = (context: ContextDefinition) => commandEndpoints(context.name, context.commands ?? []);

/** Pages and API: every context's pages, and an endpoint for every command. It starts no worker (a test asserts it). */
@Module({
  imports: [
    CoreModule.for({ applicationName: 'courtyard-office', max: POOL_SIZE.office, guarded: true }),
    WebModule.with(() => {
      const { session_secret, secure_cookies } = identitySettings();
      return { cookie_secret: session_secret, secure: secure_cookies };
    }),
    IdentityPagesModule,
    ProvenanceModule,
    AgreementOfficeModule,
    HomesOfficeModule,
    TenanciesOfficeModule,
    RentOfficeModule,
    MonitoringOfficeModule,
    ImportsOfficeModule,
    DeskOfficeModule,
  ],
  providers: [OfficeHealth, { provide: APP_INTERCEPTOR, useClass: RefusedOpenings }],
  controllers: [
    commandEndpoints('ledger', [closePeriod, reopenPeriod]),
    endpointsOf(agreementContext),
    endpointsOf(homesContext),
    commandEndpoints('tenancies', tenanciesCommands),
    endpointsOf(rentContext),
    endpointsOf(monitoringContext),
  ],
})
export class OfficeModule {}
