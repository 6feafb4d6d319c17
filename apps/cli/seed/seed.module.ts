import { Module } from '@nestjs/common';
import { ImportsModule } from '#contexts/imports/imports.module.js';
import { RentModule } from '#contexts/rent/rent.module.js';
import { CoreModule } from '#composition';
import { POOL_SIZE } from '#platform/database';
import { SuppliedClock } from '#platform/event-store';

/** The clock that the seed winds by hand; the log knows that it was. */
export const seedClock = new SuppliedClock('2000-01-01T00:00:00.000Z');

@Module({
  imports: [
    CoreModule.for({ applicationName: 'courtyard-seed', max: POOL_SIZE.cli, clock: seedClock, guarded: false }),
    RentModule,
    ImportsModule,
  ],
})
export class SeedModule {}
