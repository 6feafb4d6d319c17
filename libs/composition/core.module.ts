import { type DynamicModule, Module } from '@nestjs/common';
import { DatabaseModule, type DataSourceSettings } from '#platform/database';
import { EventStoreModule, type StoreClock } from '#platform/event-store';
import { identityEntities, IdentityModule, identitySettings } from '#platform/identity';
import { DutiesModule } from '#platform/jobs';
import { PrivacyModule, Vault } from '#platform/privacy';
import { environment } from './environment.js';
import { NeighbourGuard } from './neighbour-guard.js';
import { makeRegistry } from './registry.js';

export interface CoreSettings {
  readonly applicationName: string;
  readonly max: number;
  readonly clock?: StoreClock;
  /** Only the office has routes to guard. */
  readonly guarded: boolean;
}

/** What office, worker and command line have in common: the database, the log, the vault and the duties. */
@Module({})
export class CoreModule {
  static for(settings: CoreSettings): DynamicModule {
    const database = (): DataSourceSettings => ({
      url: environment.appUrl(),
      applicationName: settings.applicationName,
      max: settings.max,
      entities: identityEntities,
    });
    return {
      module: CoreModule,
      imports: [
        DatabaseModule.connect(database),
        PrivacyModule.register(environment.masterKey),
        EventStoreModule.register({
          registry: makeRegistry(new Vault(environment.masterKey())),
          receiptKey: environment.receiptKey,
          households: NeighbourGuard,
          ...(settings.clock ? { clock: settings.clock } : {}),
        }),
        IdentityModule.with(identitySettings, { guarded: settings.guarded }),
        DutiesModule,
      ],
      exports: [DutiesModule],
    };
  }
}
