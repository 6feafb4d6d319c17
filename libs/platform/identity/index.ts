import type { MigrationClass } from '#platform/database';
import { Identity1763800001000 } from './migrations/identity.js';
import { Membership } from './users/membership.entity.js';
import { User } from './users/user.entity.js';

export { type Route, routesOf } from './access/routes.js';
export * from './decorators.js';
export { type HouseholdLink, HouseholdLinks, type Relation, RELATIONS } from './household/household-links.js';
export {
  type FoundHousehold,
  type Household,
  type HouseholdFinder,
  type HouseholdKey,
  type HouseholdResolver,
  Households,
  type HouseholdSubject,
} from './household/households.js';
export { NeighbourRule, OwnHousehold } from './household/neighbour-rule.js';
export { IdentityModule } from './identity.module.js';
export * from './permissions.js';
export { SignInCookies } from './sessions/cookies.js';
export { IDLE_MINUTES, LONGEST_HOURS, type OwnSession, SessionStore } from './sessions/session-store.js';
export { type IdentitySettings, identitySettings, trustProxy } from './settings.js';
export { type FirstManager, FirstManagerSetup, writeSetupCode } from './setup/first-manager.js';
export { type AuditedSignIn, auditSignIn, type SignInDeed, signInsOfTmo } from './sign-in/audit.js';
export { networkOf } from './sign-in/networks.js';
export { SignIn, type SignInRequest, type SignInResult } from './sign-in/sign-in.js';
export * from './tmo-context.js';
export type { Answer } from './users/answer.js';
export { type Member, type MemberRole, Members, type OwnTmo, type RolePeriod } from './users/members.js';
export { SHORTEST_PASSWORD } from './users/password-policy.js';
export { type NewUser, SETUP_LINK_HOURS, Users } from './users/users.js';

/** For the DataSource of every app, and for `courtyard migrate`. */
export const identityEntities = [User, Membership];
export const identityMigrations: readonly MigrationClass[] = [Identity1763800001000];
