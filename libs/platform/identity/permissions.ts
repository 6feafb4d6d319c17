/**
 * Who may do what: the whole of it. A person holds roles in a TMO by membership; a job or an import acts under the name
 * of a system actor, which is a column here like any other. Permissions are checked on the command as well as on the
 * route, so pages, API, command line and jobs obey this one table.
 */
export const ROLES = [
  'officer',
  'finance',
  'manager',
  'caretaker',
  'board_member',
  'council_officer',
  'auditor',
] as const;
export type Role = (typeof ROLES)[number];

export const SYSTEM_ACTORS = ['import', 'rent-run', 'bank-matching', 'return-maker', 'seed'] as const;
export type SystemActor = (typeof SYSTEM_ACTORS)[number];

export type MatrixColumn = Role | SystemActor;
export const MATRIX_COLUMNS: readonly MatrixColumn[] = [...ROLES, ...SYSTEM_ACTORS];

/** One line per permission: `yes` or `-` for each column, in the order of ROLES and then SYSTEM_ACTORS. */
// prettier-ignore
const MATRIX = {
  //                          officer finance manager caretaker board_member council_officer auditor | import rent-run bank-matching return-maker seed
  'desk.view':               'yes     yes     yes     yes       yes          yes             yes     | -      -        -             -            -  ',
  'desk.search':             'yes     yes     yes     -         -            -               -       | -      -        -             -            -  ',
  'history.view':            'yes     yes     yes     -         -            yes             yes     | -      -        -             -            -  ',

  'agreement.view':          'yes     yes     yes     -         yes          yes             yes     | yes    yes      yes           yes          yes',
  'agreement.edit':          '-       -       yes     -         -            -               -       | -      -        -             -            yes',

  'homes.view':              'yes     yes     yes     yes       -            -               yes     | yes    yes      yes           yes          yes',
  'homes.edit':              'yes     -       yes     -         -            -               -       | yes    -        -             -            yes',

  'tenancies.view':          'yes     yes     yes     -         -            -               yes     | yes    yes      yes           yes          yes',
  'tenancies.edit':          'yes     -       yes     -         -            -               -       | yes    -        -             -            yes',
  'persons.read-names':      'yes     yes     yes     -         -            -               -       | -      -        yes           -            -  ',
  'persons.edit':            'yes     -       yes     -         -            -               -       | yes    -        -             -            yes',
  'persons.erase':           '-       -       yes     -         -            -               -       | -      -        -             -            -  ',

  'rent.view':               'yes     yes     yes     -         -            -               yes     | yes    yes      yes           yes          yes',
  'rent.set-year':           '-       yes     yes     -         -            -               -       | -      -        -             -            yes',
  'rent.set-charges':        'yes     yes     yes     -         -            -               -       | yes    yes      -             -            yes',
  'rent.open-account':       'yes     yes     yes     -         -            -               -       | yes    yes      -             -            yes',
  'rent.run':                'yes     yes     yes     -         -            -               -       | -      yes      -             -            yes',
  'rent.correct':            'yes     yes     yes     -         -            -               -       | -      -        -             -            yes',
  'rent.close-period':       '-       yes     yes     -         -            -               -       | -      -        -             -            yes',

  'bank.view':               'yes     yes     yes     -         -            -               yes     | -      -        yes           yes          yes',
  'bank.open-account':       '-       yes     yes     -         -            -               -       | -      -        -             -            yes',
  'bank.import':             'yes     yes     yes     -         -            -               -       | -      -        yes           -            yes',
  'bank.place':              'yes     yes     yes     -         -            -               -       | -      -        yes           -            yes',

  'imports.run':             'yes     -       yes     -         -            -               -       | -      -        -             -            yes',

  'monitoring.view':         'yes     yes     yes     -         yes          yes             yes     | -      -        -             yes          yes',
  'monitoring.make-return':  '-       yes     yes     -         -            -               -       | -      -        -             yes          yes',

  'permissions.view':        'yes     yes     yes     yes       yes          yes             yes     | -      -        -             -            -  ',
  'household-links.declare': 'yes     yes     yes     yes       yes          yes             yes     | -      -        -             -            yes',
  'household-links.view':    '-       -       yes     -         -            -               yes     | -      -        -             -            -  ',
  'users.view':              '-       -       yes     -         -            -               yes     | -      -        -             -            -  ',
  'users.manage':            '-       -       yes     -         -            -               -       | -      -        -             -            yes',
  'audit.view':              '-       -       yes     -         -            -               yes     | -      -        -             -            -  ',
  'setup.begin':             '-       -       yes     -         -            -               -       | -      -        -             -            yes',
} as const;

export type Permission = keyof typeof MATRIX;
export const PERMISSIONS = Object.keys(MATRIX) as readonly Permission[];

const HOLDERS: ReadonlyMap<string, ReadonlySet<string>> = new Map(
  Object.entries(MATRIX).map(([permission, line]) => [permission, holdersOn(permission, line)]),
);

/** Reads one line of the table; a line with a cell too few, too many or misspelt stops the program as it loads. */
function holdersOn(permission: string, line: string): Set<string> {
  const cells = line.split(/[\s|]+/).filter((cell) => cell !== '');
  if (cells.length !== MATRIX_COLUMNS.length || cells.some((cell) => cell !== 'yes' && cell !== '-')) {
    throw new RangeError(`the permission matrix needs ${MATRIX_COLUMNS.length} cells, "yes" or "-", for ${permission}`);
  }
  return new Set(MATRIX_COLUMNS.filter((_, i) => cells[i] === 'yes'));
}

/** Whether any of these roles (or system actors) holds the permission. An unknown permission is held by nobody. */
export function may(columns: readonly MatrixColumn[], permission: Permission): boolean {
  const holders = HOLDERS.get(permission);
  return holders !== undefined && columns.some((column) => holders.has(column));
}

export function isRole(text: string): text is Role {
  return (ROLES as readonly string[]).includes(text);
}

export function isSystemActor(text: string): text is SystemActor {
  return (SYSTEM_ACTORS as readonly string[]).includes(text);
}

export function isPermission(text: string): text is Permission {
  return HOLDERS.has(text);
}
