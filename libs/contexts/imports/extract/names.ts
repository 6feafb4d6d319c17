/** A person's name in parts, each as the extract has it; null where nothing is known. */
export interface NameParts {
  readonly title: string | null;
  readonly forename: string | null;
  readonly surname: string | null;
}

const TITLES = /^(?:mr|mrs|ms|miss|mx|dr|prof|professor|rev|revd|sir|dame|lady|lord|master|cllr|fr|sister)\.?$/i;

/**
 * Takes a name of one column apart: "Ms Nadia Kowalska", "KOWALSKA, Nadia (Ms)" or "Kowalska, Ms Nadia". Without a comma
 * the last word is the surname, which for some people is wrong and no less findable; a single word is a surname.
 */
export function splitName(full: string): NameParts {
  const [before, ...after] = full.split(',').map((part) => part.trim());
  const bySurname = before !== undefined && before !== '' && after.length === 1;
  const words = (bySurname ? (after[0] ?? '') : full).split(/\s+/).filter((word) => word !== '');
  const bare = (word: string) => word.replaceAll(/^\(|\)$/g, '');
  const title = words.find((word) => TITLES.test(bare(word)));
  const rest = words.filter((word) => word !== title);
  const surname = bySurname ? before : rest.pop();
  return {
    title: title === undefined ? null : bare(title),
    forename: rest.join(' ') || null,
    surname: surname ?? null,
  };
}

/** "Mr A & Mrs B Smith": one record for two people. */
export function namesTwoPeople(name: string): boolean {
  return /\S\s*&\s*\S|\s(?:and|\+)\s+(?:mr|mrs|ms|miss|mx|dr)\b/i.test(name);
}
