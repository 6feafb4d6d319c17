/**
 * What a management agreement can hand to the TMO, grouped as the chapters of the Modular Management Agreement are. A
 * function that an agreement does not list is not delegated; setting the rents is never on offer (chapter 3).
 */
export const FUNCTIONS = {
  'responsive-repairs': { name: 'Responsive repairs', group: 'Repairs and the estate' },
  'out-of-hours-repairs': { name: 'Out-of-hours repairs', group: 'Repairs and the estate' },
  voids: { name: 'Repairs to empty homes', group: 'Repairs and the estate' },
  'planned-maintenance': { name: 'Planned maintenance and decoration', group: 'Repairs and the estate' },
  'major-works': { name: 'Major works', group: 'Repairs and the estate' },
  'gas-servicing': { name: 'Gas servicing', group: 'Repairs and the estate' },
  'electrical-testing': { name: 'Electrical testing', group: 'Repairs and the estate' },
  'fire-safety': { name: 'Fire safety', group: 'Repairs and the estate' },
  'water-hygiene': { name: 'Water hygiene', group: 'Repairs and the estate' },
  lifts: { name: 'Lifts', group: 'Repairs and the estate' },
  'caretaking-and-cleaning': { name: 'Caretaking and cleaning', group: 'Repairs and the estate' },
  'grounds-maintenance': { name: 'Grounds maintenance', group: 'Repairs and the estate' },
  'pest-control': { name: 'Pest control', group: 'Repairs and the estate' },
  'concierge-and-cctv': { name: 'Concierge and CCTV', group: 'Repairs and the estate' },
  'rent-collection': { name: 'Rent collection', group: 'Rent' },
  arrears: { name: 'Arrears', group: 'Rent' },
  garages: { name: 'Garages', group: 'Rent' },
  'leaseholder-service-charges': { name: 'Leaseholder service charges', group: 'Leaseholders' },
  lettings: { name: 'Lettings', group: 'Tenancies' },
  'tenancy-management': { name: 'Tenancy management', group: 'Tenancies' },
  'anti-social-behaviour': { name: 'Anti-social behaviour', group: 'Tenancies' },
  complaints: { name: 'Complaints, first stage', group: 'Tenancies' },
} as const satisfies Record<string, { name: string; group: string }>;

export type FunctionKey = keyof typeof FUNCTIONS;
export const FUNCTION_KEYS = Object.keys(FUNCTIONS) as readonly FunctionKey[];

/** Whose function it is where the agreement lists it. */
export const RESPONSIBILITIES = ['tmo', 'shared', 'council'] as const;
export type Responsibility = (typeof RESPONSIBILITIES)[number];

/** The published editions of the agreement, and the two kinds that have no edition. */
export const EDITIONS = ['1994', '2005', '2013', 'bespoke', 'self-financing'] as const;
export type Edition = (typeof EDITIONS)[number];

/** Who keeps the rent ledger: the TMO is its master, or it mirrors the council's. */
export const LEDGER_KEEPERS = ['tmo', 'council'] as const;
export type LedgerKeeper = (typeof LEDGER_KEEPERS)[number];

/** Whose orders the agreement or the board may limit. */
export const ORDERING_ROLES = ['caretaker', 'officer', 'finance', 'manager', 'board_member'] as const;
export type OrderingRole = (typeof ORDERING_ROLES)[number];
