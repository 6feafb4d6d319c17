/**
 * What a spreadsheet takes for a formula when a cell begins with it, quoted or not: = + - @, their full-width twins,
 * tab and line breaks (OWASP, “CSV Injection”). Apostrophes before one are counted in, so that guarding has an inverse.
 */
const RISKY = /^'*[=+\-@\t\r\n\uff1d\uff0b\uff0d\uff20]/;

/** A text cell made safe to open in a spreadsheet: a leading apostrophe where it would be a formula. */
export function guardCell(text: string): string {
  return RISKY.test(text) ? `'${text}` : text;
}

/** The inverse of {@link guardCell}: takes off the one apostrophe it put on. */
export function unguardCell(cell: string): string {
  return cell.startsWith("'") && RISKY.test(cell) ? cell.slice(1) : cell;
}
