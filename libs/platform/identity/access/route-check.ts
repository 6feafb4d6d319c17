import { Inject, Injectable, type OnModuleInit } from '@nestjs/common';
import { DiscoveryService } from '@nestjs/core';
import { listRoutes, type Route } from './routes.js';

/** Stops the application from starting while any route leaves open who may use it: forgetting is not a way in. */
@Injectable()
export class RouteCheck implements OnModuleInit {
  constructor(@Inject(DiscoveryService) private readonly discovery: DiscoveryService) {}

  onModuleInit(): void {
    const faults = routeFaults(listRoutes(this.discovery));
    if (faults.length > 0) throw new Error(`these routes cannot be served:\n${faults.join('\n')}`);
  }
}

export function routeFaults(routes: readonly Route[]): string[] {
  return routes.flatMap((route) => {
    const fault = faultOf(route);
    return fault === undefined ? [] : [`${route.method} ${route.path} (${route.handler}) ${fault}`];
  });
}

function faultOf({ path, access }: Route): string | undefined {
  if (access === undefined) return 'says none of @Permit, @SignedIn and @Public';
  const inTmo = /(^|\/)t\/:tmo(\/|$)/.test(path);
  if (access.kind === 'permit' && !inTmo) return 'needs a permission but has no /t/:tmo to hold it in';
  if (access.kind !== 'permit' && inTmo) return `lies under /t/:tmo but needs no permission there`;
  return undefined;
}
