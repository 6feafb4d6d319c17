import { Module } from '@nestjs/common';
import { DutiesModule } from '#platform/jobs';
import { navigationItem } from '#platform/web';
import { DutiesController } from './duties/duties.controller.js';
import { HomeController } from './home/home.controller.js';
import { HouseholdController } from './household/household.controller.js';
import { SearchController } from './search/search.controller.js';
import { SetupModule } from './setup/setup.module.js';

navigationItem({ text: 'Home', path: '', permission: 'desk.view', order: 0 });

/** The desk's pages. They need the other contexts' read models, the web and the vault. */
@Module({
  imports: [DutiesModule, SetupModule],
  controllers: [HomeController, SearchController, HouseholdController, DutiesController],
})
export class DeskOfficeModule {}
