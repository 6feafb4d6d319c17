import { type DynamicModule, Module } from '@nestjs/common';
import { APP_GUARD, DiscoveryModule } from '@nestjs/core';
import { AccessGuard } from './access/access.guard.js';
import { RouteCheck } from './access/route-check.js';
import { HouseholdLinks } from './household/household-links.js';
import { Households } from './household/households.js';
import { NeighbourRule } from './household/neighbour-rule.js';
import { SignInCookies } from './sessions/cookies.js';
import { SessionStore } from './sessions/session-store.js';
import { IDENTITY_SETTINGS, type IdentitySettings } from './settings.js';
import { FirstManagerSetup } from './setup/first-manager.js';
import { SignInAttempts } from './sign-in/attempts.js';
import { SignIn } from './sign-in/sign-in.js';
import { Members } from './users/members.js';
import { Users } from './users/users.js';

/** Who somebody is and what they may do. With `guarded`, every route of the app is closed unless it says for whom. */
@Module({})
export class IdentityModule {
  static with(settings: () => IdentitySettings, options: { readonly guarded: boolean }): DynamicModule {
    const guard = [AccessGuard, { provide: APP_GUARD, useExisting: AccessGuard }, RouteCheck];
    const services = [
      { provide: IDENTITY_SETTINGS, useFactory: settings },
      SessionStore,
      SignInCookies,
      SignInAttempts,
      SignIn,
      Users,
      Members,
      FirstManagerSetup,
      Households,
      HouseholdLinks,
      NeighbourRule,
    ];
    return {
      module: IdentityModule,
      global: true,
      imports: [DiscoveryModule],
      providers: [...services, ...(options.guarded ? guard : [])],
      exports: services.map((service) => ('provide' in service ? service.provide : service)),
    };
  }
}
