import { type DynamicModule, Module } from '@nestjs/common';
import { DatabaseModule, type DataSourceSettings } from '#platform/database';
import { EventStoreModule, type StoreClock } from '#platform/event-store';
import { MemberEntities } from '#platform/identity';
import { DutiesModule } from '#platform/jobs';
import { PrivacyModule, Vault } from '#platform/privacy';
import { environment } from './environment.js';
import { makeRegistry } from './registry.js';

export interface CoreSettings {
  readonly applicationName: string;
  readonly max: number;
  readonly clock?: StoreClock;
}

/** What office, worker and command line have in common: the database, the log, the vault and the duties. */
@Module({})
export class CoreModule {
  static for(settings: CoreSettings): DynamicModule {
    const database = (): DataSourceSettings => ({
      url: environment.appUrl(),
      applicationName: settings.applicationName,
      max: settings.max,
      entities: MemberEntities,
    });
    return {
      module: CoreModule,
      imports: [
        DatabaseModule.connect(database),
        PrivacyModule.register(environment.masterKey),
        EventStoreModule.register({
          registry: makeRegistry(new Vault(environment.masterKey())),
          receiptKey: environment.receiptKey,
          ...(settings.clock ? { clock: settings.clock } : {}),
        }),
        DutiesModule,
      ],
      exports: [DutiesModule],
    };
  }
}
