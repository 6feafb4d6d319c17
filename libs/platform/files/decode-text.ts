import { binaryKind } from './binary-kind.js';
import type { FileProblem } from './file-problem.js';
import { utf8Faults } from './utf8-faults.js';

export type TextEncoding = 'utf-8' | 'utf-16le' | 'utf-16be' | 'windows-1252';

export type DecodedText =
  | { readonly ok: true; readonly text: string; readonly encoding: TextEncoding }
  | { readonly ok: false; readonly problem: FileProblem };

const SAVE_AS_UTF8 = 'Save it again as UTF-8 (in Excel: “CSV UTF-8”) and upload that.';

/**
 * Reads an uploaded file as text, its byte order mark left out. UTF-8 with or without the mark, UTF-16 by its mark,
 * and Windows-1252 (what Excel in Britain writes as plain “CSV”) where the bytes are not UTF-8. Anything that is not
 * text, holds a NUL, or is UTF-8 with damage in it is refused: to guess there would put wrong letters into names.
 */
export function decodeText(bytes: Uint8Array): DecodedText {
  if (bytes.length === 0) return refused('empty-file', 'The file is empty (0 bytes). Export it again.');
  const kind = binaryKind(bytes);
  if (kind) return refused(kind.code, `This is ${kind.what}, whatever its name says. ${kind.what_to_do}`);

  if (bytes[0] === 0xff && bytes[1] === 0xfe) return decodeUtf16(bytes, 'utf-16le');
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return decodeUtf16(bytes, 'utf-16be');
  const nul = bytes.indexOf(0);
  if (nul >= 0) return refused('not-text', notText(bytes, nul), lineOfByte(bytes, nul));
  return decodeBytes(bytes);
}

function decodeUtf16(bytes: Uint8Array, encoding: 'utf-16le' | 'utf-16be'): DecodedText {
  const units = Buffer.from(bytes.subarray(2));
  const odd = units.length % 2 === 1;
  const text = odd ? '' : (encoding === 'utf-16be' ? units.swap16() : units).toString('utf16le');
  if (odd || /\p{Surrogate}/u.test(text)) {
    return refused('damaged-text', `The file is UTF-16 but damaged or cut short. ${SAVE_AS_UTF8}`);
  }
  return checked(text, encoding);
}

function decodeBytes(bytes: Uint8Array): DecodedText {
  const faults = utf8Faults(bytes);
  if (faults.first === undefined) return checked(new TextDecoder('utf-8').decode(bytes), 'utf-8');
  const line = lineOfByte(bytes, faults.first);
  const hasMark = bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf;
  // More good multi-byte letters than bad bytes: this is UTF-8 that was damaged or glued together, not Windows-1252.
  if (hasMark || (faults.multibyte > 0 && faults.multibyte >= faults.invalid)) {
    const what = faults.cut_off ? 'The file is cut off in the middle of a letter' : 'A byte is not UTF-8';
    return refused('damaged-text', `${what}, on line ${line}; the rest is UTF-8. ${SAVE_AS_UTF8}`, line);
  }
  const text = decodeWindows1252(bytes);
  const unknown = /[\u0080-\u009f]/.exec(text); // the five bytes that Windows-1252 has no letter for
  if (unknown) {
    const at = lineOf(text, unknown.index);
    return refused('unknown-encoding', `Line ${at} is neither UTF-8 nor Windows-1252. ${SAVE_AS_UTF8}`, at);
  }
  return checked(text, 'windows-1252');
}

/** What Windows-1252 has at 0x80 to 0x9F, where ISO-8859-1 has control characters; a blank where it has nothing. */
const WINDOWS_1252_80_TO_9F = '€ ‚ƒ„…†‡ˆ‰Š‹Œ Ž  ‘’“”•–—˜™š›œ žŸ';

/** By hand: Node 20's TextDecoder reads windows-1252 as if it were ISO-8859-1, and O’Neill loses the apostrophe. */
export function decodeWindows1252(bytes: Uint8Array): string {
  const latin1 = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('latin1');
  return latin1.replaceAll(/[\u0080-\u009f]/g, (c) => {
    const letter = WINDOWS_1252_80_TO_9F[c.charCodeAt(0) - 0x80];
    return letter === undefined || letter === ' ' ? c : letter;
  });
}

/** Tab, line feed, vertical tab (a soft line break of Excel's), form feed and carriage return are text; no other is. */
// oxlint-disable-next-line no-control-regex -- control characters are what is looked for
const CONTROL = /[\u0000-\u0008\u000e-\u001f]/;

function checked(text: string, encoding: TextEncoding): DecodedText {
  const body = text.endsWith('\u001a') ? text.slice(0, -1) : text; // Ctrl-Z, DOS's end of a file
  const control = CONTROL.exec(body);
  if (control) {
    const line = lineOf(body, control.index);
    const name = `U+${control[0].charCodeAt(0).toString(16).padStart(4, '0').toUpperCase()}`;
    return refused('not-text', `Line ${line} holds a control character (${name}): not text, or damaged.`, line);
  }
  if (body.trim() === '') return refused('empty-file', 'The file holds nothing but blanks. Export it again.');
  return { ok: true, text: body, encoding };
}

function notText(bytes: Uint8Array, nul: number): string {
  const looksLikeUtf16 = nul < 2 || (bytes.length > 3 && bytes[nul + 2] === 0);
  const guess = looksLikeUtf16 ? 'It may be UTF-16 without its mark' : 'It may be a program’s own format, or damaged';
  return `The file holds NUL bytes, so it is not plain text. ${guess}. ${SAVE_AS_UTF8}`;
}

function refused(code: string, message: string, line?: number): DecodedText {
  return { ok: false, problem: { code, message, ...(line === undefined ? {} : { line }) } };
}

/** The line, from 1, that a byte is on. */
export function lineOfByte(bytes: Uint8Array, offset: number): number {
  let line = 1;
  for (let i = bytes.indexOf(10); i >= 0 && i < offset; i = bytes.indexOf(10, i + 1)) line++;
  return line;
}

function lineOf(text: string, index: number): number {
  return text.slice(0, index).split('\n').length;
}
