export { household, type HouseholdView } from '../household/household.queries.js';
export { householdTimeline, type TimelineItem } from '../household/timeline.queries.js';
export { type Contact, joinNames, namesFor, type Showing, type ShownPerson } from '../directory/names-for.js';
export type { PersonCorrected, PersonEvent, PersonRecorded } from '../person/person.events.js';
export { alertsOn, type AlertView } from '../register/alerts.queries.js';
export {
  type AsAt,
  tenancies,
  tenanciesById,
  tenanciesOfHome,
  tenanciesOfPersons,
  tenanciesOn,
  tenancyById,
  type TenancyView,
  type VoidView,
  voidsOn,
} from '../register/register.queries.js';
export { type FoundHome, type FoundHousehold, MOST_RESULTS, search, type SearchResults } from '../search/search.js';
export { type AlertKind } from '../tenancy/alerts.js';
export type { AlertAdded, AlertEnded, TenancyEnded, TenancyEvent, TenancyStarted } from '../tenancy/tenancy.events.js';
export { type EndReason, type Tenure, TENURES } from '../tenancy/tenures.js';
/** Commands that another context may send: an import records whom an extract names. */
export { recordPerson } from '../person/record-person/record-person.command.js';
export { endTenancy } from '../tenancy/end-tenancy/end-tenancy.command.js';
export { startTenancy } from '../tenancy/start-tenancy/start-tenancy.command.js';
