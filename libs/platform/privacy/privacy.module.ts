import { type DynamicModule, Module } from '@nestjs/common';
import { KeptFiles } from './kept-files.js';
import { MASTER_KEY, Vault } from './vault.js';

@Module({})
export class PrivacyModule {
  static register(masterKey: () => string): DynamicModule {
    return {
      module: PrivacyModule,
      global: true,
      providers: [{ provide: MASTER_KEY, useFactory: masterKey }, Vault, KeptFiles],
      exports: [Vault, KeptFiles],
    };
  }
}
