import { Inject, Module, type OnModuleInit } from '@nestjs/common';
import { StoreClock } from '#platform/event-store';
import { Households } from '#platform/identity';
import { navigationItem } from '#platform/web';
import { HomeController } from './home-page/home.controller.js';
import { householdFinder, householdResolvers } from './household/neighbours.js';
import { CorrectPersonController } from './person/correct-person/correct-person.controller.js';
import { tenanciesRefusals } from './refusals.js';
import { TenanciesController } from './register/tenancies.controller.js';
import { VoidsController } from './register/voids.controller.js';
import { AddAlertController } from './tenancy/add-alert/add-alert.controller.js';
import { EndTenancyController } from './tenancy/end-tenancy/end-tenancy.controller.js';
import { StartTenancyController } from './tenancy/start-tenancy/start-tenancy.controller.js';
import { TenancyController } from './tenancy/tenancy.controller.js';

tenanciesRefusals();
navigationItem({ text: 'Tenancies', path: 'tenancies', permission: 'tenancies.view', order: 15 });

/** The pages of tenancies, of one home and of people; and what the rule about neighbours asks of this context. */
@Module({
  controllers: [
    TenanciesController,
    VoidsController,
    HomeController,
    TenancyController,
    StartTenancyController,
    EndTenancyController,
    AddAlertController,
    CorrectPersonController,
  ],
})
export class TenanciesOfficeModule implements OnModuleInit {
  constructor(
    @Inject(Households) private readonly households: Households,
    @Inject(StoreClock) private readonly clock: StoreClock,
  ) {}

  onModuleInit(): void {
    for (const resolver of householdResolvers(this.clock)) this.households.register(resolver);
    this.households.registerFinder(householdFinder(this.clock));
  }
}
