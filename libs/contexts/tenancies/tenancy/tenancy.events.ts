import type { CivilDate, DomainEvent } from '#kernel';
import type { Sealed } from '../person/person.events.js';
import type { AlertKind } from './alerts.js';
import type { EndReason, Tenure } from './tenures.js';

/** Takes effect on `starts_on`. */
export type TenancyStarted = DomainEvent<
  'tenancies.tenancy-started.v1',
  {
    readonly tenancy_id: string;
    readonly home_id: string;
    readonly tenancy_ref: string;
    readonly tenure: Tenure;
    readonly starts_on: CivilDate;
    /** Joint tenants, the first named first. */
    readonly person_ids: readonly string[];
    /** Recorded together with its end, as former tenancies are taken over: it never holds the home here. */
    readonly former: boolean;
  }
>;

/** Takes effect on `ends_on`, the last day of the tenancy. The home is empty from the day after. */
export type TenancyEnded = DomainEvent<
  'tenancies.tenancy-ended.v1',
  {
    readonly tenancy_id: string;
    readonly home_id: string;
    readonly ends_on: CivilDate;
    readonly reason: EndReason;
    readonly former: boolean;
  }
>;

/** An alert holds through `expires_on` unless it is ended before. */
export type AlertAdded = DomainEvent<
  'tenancies.alert-added.v1',
  {
    readonly tenancy_id: string;
    readonly alert_id: string;
    readonly kind: AlertKind;
    readonly expires_on: CivilDate;
    readonly text: Sealed | null;
  }
>;

/** No longer holds from the day of the event. */
export type AlertEnded = DomainEvent<
  'tenancies.alert-ended.v1',
  { readonly tenancy_id: string; readonly alert_id: string }
>;

export type TenancyEvent = TenancyStarted | TenancyEnded | AlertAdded | AlertEnded;
