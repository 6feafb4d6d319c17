/** How deep a camt.053 file may nest; the standard's own deepest path is under 20. */
export const MAX_XML_DEPTH = 64;

/** The most attributes on one element; camt.053 has one (Ccy) beside namespaces. */
export const MAX_XML_ATTRIBUTES = 32;

/** The most elements held at a time: one entry less its transactions, or one transaction. */
export const MAX_XML_ELEMENTS_HELD = 20_000;

/** The longest text of one element; the standard's longest is 500 characters. */
export const MAX_XML_TEXT_CHARS = 10_000;

/** The most entries and transactions in one file: two years of weekly payments from 400 homes would fit. */
export const MAX_BANK_LINES = 50_000;

/** The most elements in one file, a few seconds' reading: about 30 for each of the most lines. */
export const MAX_XML_ELEMENTS = 1_500_000;
