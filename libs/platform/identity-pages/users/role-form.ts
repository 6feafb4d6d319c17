import { type CivilDate, londonDateOf } from '#kernel';
import { type Role, type RolePeriod, ROLES } from '#platform/identity';
import { Choice, type FieldError, UkDate } from '#platform/web';

/** A role and its days, as a manager types them. */
export class RoleForm {
  @Choice(ROLES, 'Choose a role') role: Role;
  @UkDate('Enter the first day, like 6/4/2026') from_on: CivilDate;
  @UkDate('Enter the last day, like 5/4/2027, or leave it empty', { optional: true }) to_on?: CivilDate;
}

export function periodOf({ role, from_on, to_on }: RoleForm): RolePeriod {
  return { role, from_on, to_on: to_on ?? null };
}

export function daysProblem({ from_on, to_on }: RoleForm): FieldError | undefined {
  if (to_on === undefined || to_on >= from_on) return undefined;
  return { field: 'to_on', text: 'The last day is before the first' };
}

/** What the fields of the form need from the page. */
export function roleFields() {
  const words = (role: Role) => role.charAt(0).toUpperCase() + role.slice(1).replaceAll('_', ' ');
  return { role_options: ROLES.map((role) => ({ value: role, text: words(role) })), today: londonDateOf(new Date()) };
}
