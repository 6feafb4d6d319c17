/** What a weekly charge is made of. Each is an amount of its own on every charge, because each may go to another payee. */
export const COMPONENTS = ['rent', 'service', 'heating', 'water'] as const;
export type Component = (typeof COMPONENTS)[number];

/**
 * Kinds of account. Garages, recharges and court costs are kept off the rent account: arrears statistics leave them out
 * and they cannot found Ground 1. A void account carries the charge of an empty home, which nobody owes.
 */
export const ACCOUNT_KINDS = ['rent', 'garage', 'recharge', 'court-costs', 'void'] as const;
export type AccountKind = (typeof ACCOUNT_KINDS)[number];

/** The kinds that the weekly run charges. */
export const WEEKLY_KINDS: readonly AccountKind[] = ['rent', 'garage', 'void'];
/** The kinds that are charged one item at a time. */
export const ONE_OFF_KINDS: readonly AccountKind[] = ['recharge', 'court-costs'];
