import type { Role } from '#platform/identity';

export interface DemoUser {
  readonly email: string;
  readonly name: string;
  readonly roles: readonly Role[];
}

/** Lets everybody in the demo in, and nobody anywhere else: it works only while every TMO here is a demo. */
export const DEMO_PASSWORD = 'larchmere-demo-2026';

export const LARCHMERE_USERS: readonly DemoUser[] = [
  { email: 'officer@larchmere.example', name: 'Amina Okafor', roles: ['officer'] },
  { email: 'finance@larchmere.example', name: 'Ben Wright', roles: ['finance'] },
  { email: 'manager@larchmere.example', name: 'Grace Mensah', roles: ['manager'] },
  { email: 'caretaker@larchmere.example', name: 'Desmond Clarke', roles: ['caretaker'] },
  { email: 'board@larchmere.example', name: 'Rosa Silva', roles: ['board_member'] },
  { email: 'council@southmere.example', name: 'Priya Patel', roles: ['council_officer'] },
  { email: 'auditor@larchmere.example', name: 'Viktor Zhang', roles: ['auditor'] },
];

export const BRAMBLE_USERS: readonly DemoUser[] = [
  { email: 'manager@bramble.example', name: 'Kemi Adeyemi', roles: ['manager', 'officer'] },
];
