/** What can be let. A dwelling has bedrooms (a bedsit none) and is counted as a home; a garage or a store is neither. */
export const HOME_TYPES = {
  flat: { name: 'Flat', dwelling: true },
  maisonette: { name: 'Maisonette', dwelling: true },
  house: { name: 'House', dwelling: true },
  bungalow: { name: 'Bungalow', dwelling: true },
  bedsit: { name: 'Bedsit', dwelling: true },
  studio: { name: 'Studio', dwelling: true },
  garage: { name: 'Garage', dwelling: false },
  'parking-space': { name: 'Parking space', dwelling: false },
  store: { name: 'Store', dwelling: false },
} as const satisfies Record<string, { name: string; dwelling: boolean }>;

export type HomeType = keyof typeof HOME_TYPES;
export const HOME_TYPE_KEYS = Object.keys(HOME_TYPES) as readonly HomeType[];

export function isDwelling(type: HomeType): boolean {
  return HOME_TYPES[type].dwelling;
}

/** The type that a council's extract means by a word ("Flat", "parking space"); undefined when it is none of ours. */
export function parseHomeType(text: string): HomeType | undefined {
  const key = text
    .trim()
    .toLowerCase()
    .replace(/[\s-]+/g, '-');
  return HOME_TYPE_KEYS.find((k) => k === key);
}
