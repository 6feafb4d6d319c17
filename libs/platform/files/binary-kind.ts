/** A kind of file that is not text, and what its owner can do to get text out of it. */
export interface BinaryKind {
  readonly code: string;
  readonly what: string;
  readonly what_to_do: string;
}

const SAVE_AS_CSV = 'Open it in a spreadsheet program and save it as “CSV UTF-8”, then upload that.';
const UNPACK = 'Unpack it and upload the file inside.';

const XLSX: BinaryKind = {
  code: 'excel-workbook',
  what: 'a spreadsheet workbook (.xlsx or .ods)',
  what_to_do: SAVE_AS_CSV,
};
const ZIP: BinaryKind = { code: 'zip-archive', what: 'a zip archive', what_to_do: UNPACK };

const MAGIC: readonly (readonly [string, BinaryKind])[] = [
  ['d0cf11e0a1b11ae1', { code: 'excel-workbook', what: 'an old Office document (.xls)', what_to_do: SAVE_AS_CSV }],
  ['25504446', { code: 'pdf', what: 'a PDF', what_to_do: 'Ask for the same as CSV or, for a statement, camt.053.' }],
  ['1f8b', { code: 'gzip-archive', what: 'a gzip archive', what_to_do: UNPACK }],
  ['89504e47', { code: 'picture', what: 'a picture', what_to_do: 'Upload the file the picture was made of.' }],
  ['ffd8ff', { code: 'picture', what: 'a picture', what_to_do: 'Upload the file the picture was made of.' }],
];

/** How far into a zip the names of its members are looked for. */
const ZIP_PEEK_BYTES = 4096;

/** What a file is by its first bytes, whatever its name says; undefined when they are no signature known here. */
export function binaryKind(bytes: Uint8Array): BinaryKind | undefined {
  const start = Buffer.from(bytes.buffer, bytes.byteOffset, Math.min(bytes.byteLength, ZIP_PEEK_BYTES));
  const hex = start.subarray(0, 8).toString('hex');
  if (hex.startsWith('504b0304') || hex.startsWith('504b0506')) {
    return /\[Content_Types\]\.xml|xl\/|opendocument\.spreadsheet/.test(start.toString('latin1')) ? XLSX : ZIP;
  }
  return MAGIC.find(([magic]) => hex.startsWith(magic))?.[1];
}
