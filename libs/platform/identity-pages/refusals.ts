import { refusalWords } from '#platform/web';

/** What a person reads when something about signing in, people and their roles is refused. */
export function identityRefusals(): void {
  refusalWords('wrong-password', () => ({
    title: 'That is not your current password',
    what_to_do: 'Nothing was changed. Type the password you signed in with.',
    field: 'current_password',
  }));
  refusalWords<{ shortest: number }>('password-too-short', ({ shortest }) => ({
    title: `A password has at least ${shortest} characters`,
    what_to_do: 'Three or four words that do not belong together are easy to remember and hard to guess.',
    field: 'password',
  }));
  refusalWords<{ longest: number }>('password-too-long', ({ longest }) => ({
    title: `A password has at most ${longest} characters`,
    what_to_do: 'Leave some of it out.',
    field: 'password',
  }));
  refusalWords('password-too-common', () => ({
    title: 'That password is among the first that anybody would try',
    what_to_do:
      'Choose another. Three or four words that do not belong together are easy to remember and hard to guess.',
    field: 'password',
  }));
  refusalWords('password-is-your-name', () => ({
    title: 'That password is a name that anybody who knows you would try',
    what_to_do: 'Choose another, without your name, your e-mail address or your TMO.',
    field: 'password',
  }));
  refusalWords('set-up-link-ended', () => ({
    title: 'This link has been used or is too old',
    what_to_do: 'Ask your manager for a new one. If you have set your password already, sign in.',
  }));
  refusalWords('set-up-closed', () => ({
    title: 'Courtyard is set up already',
    what_to_do: 'Sign in, or ask a manager to let you in.',
  }));
  refusalWords('set-up-code-wrong', () => ({
    title: 'That is not the set-up code',
    what_to_do: 'It stands in the window where Courtyard was started: three groups of four letters and figures.',
    field: 'code',
  }));
  refusalWords('name-without-letters', () => ({
    title: 'The name of the TMO needs letters',
    what_to_do: 'Write it as it stands in the management agreement.',
    field: 'tmo_name',
  }));
  refusalWords<{ role: string }>('role-held-already', ({ role }) => ({
    title: `They hold the role ${role.replaceAll('_', ' ')} already, on some of those days`,
    what_to_do: 'Nothing was changed. Choose other days or another role, or end the one they hold.',
    field: 'role',
  }));
  refusalWords('not-a-member', () => ({
    title: 'They are not a member of this TMO',
    what_to_do: 'Nothing was changed. Invite them by their e-mail address first.',
    href: '/users/invite',
  }));
  refusalWords('role-over', () => ({ title: 'That role has ended already', what_to_do: 'Nothing was changed.' }));
  refusalWords('last-manager', () => ({
    title: 'This is the only manager left',
    what_to_do: 'Nothing was changed. Make somebody else a manager first: only managers can let people in.',
    href: '/users/invite',
  }));
  refusalWords('member-elsewhere', () => ({
    title: 'They also sign in to another TMO',
    what_to_do:
      'Nothing was changed. A new link would open the other TMO’s records too, so only whoever runs this Courtyard can make one for them.',
  }));
  refusalWords('link-over', () => ({ title: 'That link has ended already', what_to_do: 'Nothing was changed.' }));
  refusalWords('own-link', () => ({
    title: 'You cannot end your own link',
    what_to_do: 'Nothing was changed. Ask another manager to do it.',
  }));
  refusalWords<{ relation: string }>('own-household', ({ relation }) => ({
    title: relation === 'self' ? 'This is your own household' : 'This is a relative’s household',
    what_to_do:
      'You declared it so, and nobody here opens or acts on their own or a relative’s record. Ask a colleague. That you tried is recorded.',
  }));
}
