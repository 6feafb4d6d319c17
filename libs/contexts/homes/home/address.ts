/** A place in the UK as the Royal Mail writes it: 'SE15 1AP'. Only the form is checked, not that it exists. */
const POSTCODE = /^([A-Z]{1,2}[0-9][A-Z0-9]?) ?([0-9][A-Z]{2})$/;

/** Reads 'se151ap' as 'SE15 1AP'; undefined when it is not a whole postcode ('SE15 4'). */
export function parsePostcode(text: string): string | undefined {
  const parts = POSTCODE.exec(text.trim().replace(/\s+/g, ' ').toUpperCase());
  return parts ? `${parts[1]} ${parts[2]}` : undefined;
}

/**
 * Reads a Unique Property Reference Number: 1 to 12 digits. Zeros that a system put in front to fill the field are left
 * out, so one property has one number. Undefined for anything else, such as the 9.99E+11 that a spreadsheet leaves
 * behind: the digits it dropped cannot be guessed.
 */
export function parseUprn(text: string): string | undefined {
  const digits = /^0*([1-9]\d{0,11})$/.exec(text.trim())?.[1];
  return text.trim().length <= UPRN_DIGITS ? digits : undefined;
}

const UPRN_DIGITS = 12;

/** The address as one line: "1 Alder House, Brookmead Estate". */
export function oneLine(address_lines: readonly string[]): string {
  return address_lines.join(', ');
}

/** Splits an address as typed or exported, at line breaks and commas, into lines without empty ones. */
export function addressLines(text: string): string[] {
  return text
    .split(/[\r\n,]+/)
    .map((line) => line.trim().replace(/\s+/g, ' '))
    .filter((line) => line !== '');
}

/** An address made sortable the way people read it, with house number 2 before 10. */
export function addressSortKey(text: string): string {
  return text.toLowerCase().replace(/\d+/g, (n) => n.padStart(6, '0'));
}
