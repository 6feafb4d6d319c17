import { agreementContext } from '#contexts/agreement/agreement.module.js';
import { homesContext } from '#contexts/homes/homes.module.js';
import { importsContext } from '#contexts/imports/imports.module.js';
import { monitoringContext } from '#contexts/monitoring/monitoring.module.js';
import { rentContext } from '#contexts/rent/rent.module.js';
import { tenanciesContext } from '#contexts/tenancies/tenancies.module.js';
import type { ContextDefinition } from '#platform/event-store';
import type { Vault } from '#platform/privacy';

/** The contexts in the order they build on each other. Those that open sealed text are given the vault. */
export function contexts(vault: Vault): readonly ContextDefinition[] {
  return [agreementContext, homesContext, tenanciesContext(vault), rentContext, monitoringContext, importsContext];
}
