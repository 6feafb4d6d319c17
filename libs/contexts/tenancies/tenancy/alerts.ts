/** What whoever rings or calls on a household should know first. What it is about in particular is sealed text. */
export const ALERT_KINDS = {
  'two-person-visit': { name: 'Visit in pairs' },
  'dog-on-premises': { name: 'Dog on the premises' },
  vulnerable: { name: 'Vulnerable' },
  'sight-or-hearing': { name: 'Sight or hearing' },
  mobility: { name: 'Mobility' },
  'interpreter-needed': { name: 'Interpreter needed' },
  'breathing-space': { name: 'Breathing space' },
  bereavement: { name: 'Bereavement' },
  'agreed-contact': { name: 'Contact somebody else' },
  other: { name: 'Other' },
} as const satisfies Record<string, { name: string }>;

export type AlertKind = keyof typeof ALERT_KINDS;
export const ALERT_KIND_KEYS = Object.keys(ALERT_KINDS) as readonly AlertKind[];

/** A flag about a person is looked at again within the year (rent-and-money.md section 8), so none runs longer. */
export const LONGEST_ALERT_DAYS = 366;
