import { isPermission, isRole, may, type Permission, PERMISSIONS, ROLES, SYSTEM_ACTORS } from './permissions.js';
import { actorMay, type Actor } from './tmo-context.js';

const user = (...roles: (typeof ROLES)[number][]): Actor => ({ kind: 'user', user_id: 'u', name: 'Maureen', roles });

describe('the permission matrix', () => {
  it('names every permission by area and deed', () => {
    for (const permission of PERMISSIONS) expect(permission).toMatch(/^[a-z-]+\.[a-z-]+$/);
  });

  it('has a person who holds each permission', () => {
    for (const permission of PERMISSIONS) expect(may(ROLES, permission)).toBe(true);
  });

  it('leaves the people who sign in to managers', () => {
    expect(ROLES.filter((role) => may([role], 'users.manage'))).toEqual(['manager']);
  });

  it('lets an officer import, run the rent, place a payment and correct a mistake', () => {
    const needed: Permission[] = ['imports.run', 'rent.run', 'bank.import', 'bank.place', 'rent.correct'];
    expect(needed.filter((permission) => !actorMay(user('officer'), permission))).toEqual([]);
  });

  it('keeps names, balances and addresses from the council officer and the board', () => {
    for (const permission of [
      'persons.read-names',
      'rent.view',
      'tenancies.view',
      'homes.view',
      'bank.view',
    ] as const) {
      expect(actorMay(user('council_officer', 'board_member'), permission)).toBe(false);
    }
  });

  it('lets an auditor look and change nothing', () => {
    const changing = PERMISSIONS.filter(
      (permission) => actorMay(user('auditor'), permission) && !permission.endsWith('.view'),
    );
    expect(changing).toEqual(['household-links.declare']);
  });

  it('gives a person with two roles what either allows', () => {
    expect(actorMay(user('officer', 'auditor'), 'audit.view')).toBe(true);
    expect(actorMay(user('officer'), 'audit.view')).toBe(false);
  });

  it('gives a person without a role nothing', () => {
    for (const permission of PERMISSIONS) expect(actorMay(user(), permission)).toBe(false);
  });

  it('binds jobs as it binds people: the rent run may charge and not read a name', () => {
    const rentRun: Actor = { kind: 'system', name: 'rent-run' };
    expect(actorMay(rentRun, 'rent.run')).toBe(true);
    expect(actorMay(rentRun, 'persons.read-names')).toBe(false);
    expect(actorMay(rentRun, 'users.manage')).toBe(false);
  });

  it('lets a system actor that it does not name do nothing', () => {
    for (const permission of PERMISSIONS)
      expect(actorMay({ kind: 'system', name: 'stranger' }, permission)).toBe(false);
    expect(actorMay({ kind: 'system', name: 'manager' }, 'users.manage')).toBe(false);
  });

  it('knows its own words from others', () => {
    expect([isRole('officer'), isRole('rent-run'), isRole('toString')]).toEqual([true, false, false]);
    expect([isPermission('rent.run'), isPermission('rent.fly')]).toEqual([true, false]);
    expect(SYSTEM_ACTORS.filter((name) => (ROLES as readonly string[]).includes(name))).toEqual([]);
  });
});
