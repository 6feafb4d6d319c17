/**
 * On what terms a home is held. Leaseholders and garage lettings stand here too: they live in the same blocks, ring the
 * same desk and have accounts of their own.
 */
export const TENURES = {
  secure: { name: 'Secure' },
  introductory: { name: 'Introductory' },
  flexible: { name: 'Flexible' },
  demoted: { name: 'Demoted' },
  'non-secure': { name: 'Non-secure' },
  'use-and-occupation': { name: 'Use and occupation' },
  leaseholder: { name: 'Leaseholder' },
  'garage-licence': { name: 'Garage licence' },
  /** Only for a tenancy that had ended before it was recorded: extracts of former tenants leave it out. */
  'not-recorded': { name: 'Not recorded' },
} as const satisfies Record<string, { name: string }>;

export type Tenure = keyof typeof TENURES;
export const TENURE_KEYS = Object.keys(TENURES) as readonly Tenure[];

/** Why a tenancy ended: the vacancy reasons of the CORE lettings log, 2026, and those for which nothing is re-let. */
export const END_REASONS = {
  'fixed-term-renewal': { name: 'Renewal of a fixed term' },
  'relet-to-temporary-occupier': { name: 'Re-let to a temporary occupier' },
  'internal-transfer': { name: 'Internal transfer' },
  'moved-to-social-landlord': { name: 'Moved to another social landlord' },
  'moved-to-private-or-other': { name: 'Moved to private or other housing' },
  'moved-to-care-home': { name: 'Moved to a care home' },
  'long-stay-hospital': { name: 'Long-stay hospital or similar' },
  'died-no-succession': { name: 'Died, nobody succeeds' },
  'succession-downsize': { name: 'Successor moved to a smaller home' },
  abandoned: { name: 'Abandoned' },
  'evicted-arrears': { name: 'Evicted for arrears' },
  'evicted-asb': { name: 'Evicted for anti-social behaviour' },
  'evicted-both': { name: 'Evicted for arrears and anti-social behaviour' },
  succession: { name: 'Succession' },
  'mutual-exchange': { name: 'Mutual exchange' },
  'right-to-buy': { name: 'Right to buy' },
  'lease-sold': { name: 'Lease sold' },
  'licence-given-up': { name: 'Licence given up' },
  other: { name: 'Other' },
  /** Only for a tenancy that had ended before it was recorded. */
  'not-recorded': { name: 'Not recorded' },
} as const satisfies Record<string, { name: string }>;

export type EndReason = keyof typeof END_REASONS;
export const END_REASON_KEYS = Object.keys(END_REASONS) as readonly EndReason[];
